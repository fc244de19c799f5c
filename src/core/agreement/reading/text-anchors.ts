/** Finds the anchors printed on a page (`{{Unterschrift: Jobcenter}}`, `{{Datum}}`), however the writing program cut them up. */
import { ANCHOR, anchorOf } from './anchor-words.ts'
import type { AnchorWords } from './anchor-words.ts'
import type { Glyph } from './page-glyphs.ts'

/** In displayed points from the top left of the visible page. */
type Area = { x: number; y: number; width: number; height: number }

/** An anchor and the place of each of its lines, the one to write on first; `room` is how far a text may run on it, `before` how far left of it it may begin, in points. */
export type PrintedAnchor = AnchorWords & { lines: Area[]; room: number; before: number }

/** A row's text between two wide gaps, and which letter each character comes from. */
type Run = { text: string; glyphs: Glyph[]; x: number; y: number; right: number; size: number }

/** From the baseline, in parts of the size: as high and as deep as braces reach, and no neighbouring line. */
export const ASCENT = 0.85
export const DESCENT = 0.28
/** A line that stands out further looks out of place, and printers leave the edge of the paper white; in points. */
const MOST_BEFORE = 36
const PAPER_EDGE = 20
const COLUMN_GAP = 1.6
const WORD_GAP = 0.18
/** Lines of one paragraph stand no further apart, in parts of the size. */
const LEADING = 2
const CUT = /\{\{[^{}]{0,200}$/
const REST = /^[^{}]{0,200}\}\}/

export function anchorsIn(glyphs: readonly Glyph[]): PrintedAnchor[] {
  if (!glyphs.some(({ text }) => text.includes('{'))) return []
  const runs = runsOf(glyphs)
  const margin = Math.max(...runs.map(({ right }) => right))
  const found = runs.flatMap((run) =>
    [...run.text.matchAll(ANCHOR)].flatMap((match) =>
      printed(match[0], [[run, match.index, match.index + match[0].length]], runs, margin),
    ),
  )
  const cut = runs.flatMap((run) => {
    const start = run.text.search(CUT)
    const next = start < 0 ? undefined : nextLine(run, runs)
    const rest = next ? REST.exec(next.text)?.[0] : undefined
    if (!next || rest === undefined) return []
    const whole = `${run.text.slice(start).trimEnd()} ${rest.trimStart()}`
    return printed(
      whole,
      [
        [run, start, run.text.length],
        [next, 0, rest.length],
      ],
      runs,
      margin,
    )
  })
  return [...found, ...cut].toSorted(byReadingOrder)
}

const byReadingOrder = ({ lines: [one] }: PrintedAnchor, { lines: [other] }: PrintedAnchor): number =>
  one && other ? one.y - other.y || one.x - other.x : 0

type Piece = readonly [run: Run, from: number, to: number]

function printed(
  whole: string,
  pieces: readonly Piece[],
  runs: readonly Run[],
  margin: number,
): PrintedAnchor[] {
  const words = anchorOf(whole)
  const placed = pieces.map((piece) => ({ piece, area: areaOf(piece) }))
  const [widest, ...rest] = placed.toSorted((one, other) => other.area.width - one.area.width)
  if (!words || !widest) return []
  const lines = [widest, ...rest].map(({ area }) => area)
  const room = roomFor(widest.piece, widest.area, runs, margin)
  return [{ ...words, lines, room, before: roomBefore(widest.piece, widest.area, runs) }]
}

function areaOf([run, from, to]: Piece): Area {
  const glyphs = run.glyphs.slice(from, to)
  const left = Math.min(...glyphs.map(({ x }) => x))
  const right = Math.max(...glyphs.map(({ x, width }) => x + width))
  const size = Math.max(...glyphs.map((glyph) => glyph.size))
  return { x: left, y: run.y - ASCENT * size, width: right - left, height: (ASCENT + DESCENT) * size }
}

/** Up to the next word, or, where the anchor ends its line, to the right edge of what is printed on the page. */
function roomFor([run, , to]: Piece, { x, width }: Area, runs: readonly Run[], margin: number): number {
  if (run.text.slice(to).trim() !== '') return width
  const rights = runs
    .filter((other) => other.x > x + width && Math.abs(other.y - run.y) < run.size)
    .map((other) => other.x - 0.5 * run.size)
  return Math.max(width, Math.min(margin, ...rights) - x)
}

/** Into the margin, where the anchor begins its line and nothing is printed beside it. */
function roomBefore([run, from]: Piece, { x }: Area, runs: readonly Run[]): number {
  if (run.text.slice(0, from).trim() !== '') return 0
  const lefts = runs
    .filter((other) => other.right < x && Math.abs(other.y - run.y) < run.size)
    .map((other) => other.right + run.size)
  return Math.max(0, Math.min(MOST_BEFORE, x - Math.max(PAPER_EDGE, ...lefts)))
}

/** The line below in the same paragraph or table cell. */
function nextLine(run: Run, runs: readonly Run[]): Run | undefined {
  const below = runs.filter(
    (other) =>
      other.y > run.y + 0.5 * run.size &&
      other.y <= run.y + LEADING * run.size &&
      other.x < run.right &&
      other.right > run.x,
  )
  return below.toSorted((one, other) => one.y - other.y || one.x - other.x)[0]
}

function runsOf(glyphs: readonly Glyph[]): Run[] {
  return rowsOf(glyphs).flatMap((row) => {
    const runs: Run[] = []
    let last: Glyph | undefined
    for (const glyph of row.toSorted((one, other) => one.x - other.x)) {
      if (last && isSameAgain(last, glyph)) continue
      const gap = last ? glyph.x - (last.x + last.width) : Infinity
      const run = runs.at(-1)
      if (run && last && gap < COLUMN_GAP * last.size) continueRun(run, glyph, gap)
      else runs.push(begun(glyph))
      last = glyph
    }
    return runs
  })
}

const begun = (glyph: Glyph): Run => ({
  text: glyph.text,
  glyphs: lettersOf(glyph),
  x: glyph.x,
  y: glyph.y,
  right: glyph.x + glyph.width,
  size: glyph.size,
})

function continueRun(run: Run, glyph: Glyph, gap: number): void {
  if (gap > WORD_GAP * glyph.size && !run.text.endsWith(' ') && glyph.text !== ' ') {
    run.text += ' '
    run.glyphs.push({ ...glyph, text: ' ', x: glyph.x - gap, width: gap })
  }
  run.text += glyph.text
  run.glyphs.push(...lettersOf(glyph))
  run.right = Math.max(run.right, glyph.x + glyph.width)
  run.size = Math.max(run.size, glyph.size)
}

/** One entry for each UTF-16 unit of the text, so that an index into the text is one into the letters. */
function lettersOf(glyph: Glyph): Glyph[] {
  const width = glyph.width / glyph.text.length
  return Array.from({ length: glyph.text.length }, (_, at) => ({ ...glyph, x: glyph.x + at * width, width }))
}

/** Some programs print a letter twice, a hair apart, to make it bold. */
const isSameAgain = (last: Glyph, glyph: Glyph): boolean =>
  last.text === glyph.text && glyph.text.trim() !== '' && glyph.x - last.x < 0.12 * glyph.size

function rowsOf(glyphs: readonly Glyph[]): Glyph[][] {
  const rows: Glyph[][] = []
  for (const glyph of glyphs.toSorted((one, other) => one.y - other.y)) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row && first && Math.abs(first.y - glyph.y) <= 0.25 * Math.min(first.size, glyph.size))
      row.push(glyph)
    else rows.push([glyph])
  }
  return rows
}
