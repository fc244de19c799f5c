/** Why a hit matched: the text cut into marked and plain pieces. */

export type Piece = { text: string; marked: boolean }

/** Cuts `text` at the ranges [from, to); ranges may overlap, come in any order, or reach beyond the end. */
export function piecesOf(text: string, ranges: readonly (readonly [number, number])[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [from, to] of joined(ranges, text.length)) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

function joined(ranges: readonly (readonly [number, number])[], length: number): [number, number][] {
  const kept: [number, number][] = []
  const inside = ranges.map(([from, to]): [number, number] => [Math.max(0, from), Math.min(length, to)])
  for (const [from, to] of inside.filter(([from, to]) => from < to).toSorted((a, b) => a[0] - b[0])) {
    const last = kept.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else kept.push([from, to])
  }
  return kept
}
