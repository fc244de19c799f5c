/** Text made as large as its place allows: few lines, then smaller, and only then more lines. Never cut. */
import type { Align, Sheet } from './sheet.ts'
import { lineHeight } from './sheet.ts'
import type { TextLine, TextStyle } from './text-lines.ts'

/** Lengths in points, from the top left. */
export type Place = { x: number; y: number; width: number; height: number }

export type Fit = {
  /** Largest size of the letters. */
  size: number
  style?: TextStyle
  /** Wanted at most; more are set where even the smallest letters do not do. */
  lines?: number
  align?: Align
  /** Where in the place the text stands when it is lower than the place. */
  stand?: 'top' | 'middle' | 'bottom'
}

export type FittedText = { lines: TextLine[]; size: number; height: number }

const SMALLEST_READABLE = 7
const SMALLEST = 3
const STEP = 0.5
/** Of the largest size. */
const SMALL_NAME = 0.6
/** From baseline to baseline, closer than in running text. */
const LEADING = 1.16

/** The largest setting of any of these wordings (with their own line breaks) that fits; among equals the one with fewer lines. */
export function fitText(sheet: Sheet, wordings: readonly string[], place: Place, fit: Fit): FittedText {
  const candidates = wordings.map((wording) => fitOne(sheet, wording, place, fit))
  const isBetter = (a: FittedText, b: FittedText) =>
    a.size > b.size || (a.size === b.size && a.lines.length < b.lines.length)
  return candidates.reduce((best, each) => (isBetter(each, best) ? each : best))
}

/** How a name is set: a long one takes a line more before its letters get small beside others'. */
export function fitOfName(sheet: Sheet, wordings: readonly string[], place: Place, fit: Fit): Fit {
  const isSmall = fitText(sheet, wordings, place, fit).size < fit.size * SMALL_NAME
  return isSmall ? { ...fit, lines: (fit.lines ?? 1) + 1 } : fit
}

function fitOne(sheet: Sheet, wording: string, place: Place, fit: Fit): FittedText {
  const wanted = fit.lines ?? 1
  for (let size = fit.size; size >= SMALLEST_READABLE; size -= STEP) {
    const set = setAt(sheet, wording, place, size, fit.style)
    if (
      set.lines.length <= wanted &&
      set.height <= place.height &&
      isWhole(sheet, wording, place, set, fit.style)
    )
      return set
  }
  for (let size = SMALLEST_READABLE; size > SMALLEST; size -= STEP) {
    const set = setAt(sheet, wording, place, size, fit.style)
    if (set.height <= place.height) return set
  }
  return setAt(sheet, wording, place, SMALLEST, fit.style)
}

function setAt(
  sheet: Sheet,
  text: string,
  { width }: Place,
  size: number,
  style: TextStyle = 'plain',
): FittedText {
  const lines = sheet.linesOf([{ text, style }], width, size)
  return { lines, size, height: heightOf(lines.length, size) }
}

const heightOf = (lines: number, size: number): number => (lines - 1) * size * LEADING + lineHeight(size)

/** No word is torn apart: each, up to its hyphen, is narrower than the place. */
function isWhole(
  sheet: Sheet,
  text: string,
  { width }: Place,
  { size }: FittedText,
  style: TextStyle = 'plain',
): boolean {
  const words = text.match(/[^\s-]+-?|-/g) ?? []
  return words.every(
    (word) => (sheet.linesOf([{ text: word, style }], Infinity, size)[0]?.width ?? 0) <= width,
  )
}

/** Draws the largest fitting wording in its place; returns what was set. Call it inside a tagged leaf. */
export function drawFitted(sheet: Sheet, wordings: readonly string[], place: Place, fit: Fit): FittedText {
  const set = fitText(sheet, wordings, place, fit)
  const spare = place.height - set.height
  const top = place.y + { top: 0, middle: spare / 2, bottom: spare }[fit.stand ?? 'top']
  for (const [index, line] of set.lines.entries())
    sheet.drawLines([line], place.x, top + index * set.size * LEADING, set.size, {
      align: fit.align ?? 'left',
      width: place.width,
    })
  return set
}
