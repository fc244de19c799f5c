/** Why a hit matched: each of its texts cut into marked and plain pieces. */
import type { SearchField } from '../../shared/search/indexed-words.ts'
import type { Mark } from '../../shared/search/marks.ts'

export type Piece = { text: string; marked: boolean }

/** The pieces of every field by its name; a field without text has none. */
export function markedFields(
  fields: readonly SearchField[],
  marks: readonly Mark[],
): Record<string, Piece[]> {
  return Object.fromEntries(
    fields.map(({ name, text }) => [
      name,
      piecesOf(
        text,
        marks.filter(({ field }) => field === name),
      ),
    ]),
  )
}

/** Cuts `text` at the ranges [start, end); they may overlap, come in any order, or reach beyond the end. */
export function piecesOf(text: string, ranges: readonly { start: number; end: number }[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end } of joined(ranges, text.length)) {
    if (start > at) pieces.push({ text: text.slice(at, start), marked: false })
    pieces.push({ text: text.slice(start, end), marked: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

function joined(ranges: readonly { start: number; end: number }[], length: number) {
  const kept: { start: number; end: number }[] = []
  const inside = ranges
    .map(({ start, end }) => ({ start: Math.max(0, start), end: Math.min(length, end) }))
    .filter(({ start, end }) => start < end)
    .toSorted((a, b) => a.start - b.start)
  for (const range of inside) {
    const last = kept.at(-1)
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end)
    else kept.push(range)
  }
  return kept
}
