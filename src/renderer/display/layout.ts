/** How the stage fills a screen of any shape: the grid of signature blocks, and type as large as its box allows. */

export type Size = { width: number; height: number }
export type Grid = { columns: number; rows: number; tile: Size }

/**
 * What all type on the stage is measured in: a hundredth of the height of a wide screen, less on a narrow one. A hall
 * of 20 m reads 8 units of what happens now and 5 of what comes next.
 */
export const STAGE_UNIT = 'min(1vh, 0.62vw)'
export const NOW_UNITS = 8

/** `STAGE_UNIT` in CSS pixels. */
export const stageUnit = ({ innerHeight, innerWidth }: Pick<Window, 'innerHeight' | 'innerWidth'>): number =>
  Math.min(innerHeight / 100, (innerWidth * 0.62) / 100)

/** A block holds a name above a signature, which is wide: twice as wide as high suits both. */
const TILE_ASPECT = 2
/** Names may take this share of the width of a block, and of its height. */
export const NAME_SHARE = { width: 0.92, height: 0.42 }

/** `widest`: the longest word of all names, in units of its font size; `wanted`: above this size (px) names need not grow. */
export type GridNames = { widest: number; wanted: number }

/**
 * The grid in which `count` blocks come out largest on a screen of this size, and before that the smallest of their
 * names; all of them always fit. Sizes in CSS pixels; no blocks give an empty grid.
 */
export function stageGrid(
  count: number,
  screen: Size,
  gap: number,
  { widest, wanted }: GridNames = { widest: 0, wanted: 0 },
): Grid {
  let best: Grid = { columns: 0, rows: 0, tile: { width: 0, height: 0 } }
  let bestScore = [-1, -1]
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const tile = {
      width: Math.max(0, (screen.width - gap * (columns - 1)) / columns),
      height: Math.max(0, (screen.height - gap * (rows - 1)) / rows),
    }
    const name = Math.min((tile.width * NAME_SHARE.width) / (widest || 1), tile.height * NAME_SHARE.height)
    const score = [Math.min(name, wanted), Math.min(tile.width / TILE_ASPECT, tile.height)]
    if (isMore(score, bestScore)) [best, bestScore] = [{ columns, rows, tile }, score]
  }
  return best
}

/** By the first number, then by the second. */
const isMore = ([a = 0, b = 0]: number[], [c = 0, d = 0]: number[]): boolean => a > c || (a === c && b > d)

/** Measures the longest word that no line can break. */
export const widestWord = (texts: readonly string[], widthOf: TextWidth): number =>
  Math.max(0, ...texts.flatMap(wordsOf).map(widthOf))

/** How wide a text runs, in units of its font size. */
export type TextWidth = (text: string) => number

/** Height of a line as a share of the font size. */
const LINE = 1.18
const SMALLEST = 6

/**
 * The largest font size (px) at which the text fits its box in at most `lines` lines without breaking a word;
 * never above `most`, never below 6.
 */
export function fittingSize(
  text: string,
  box: Size,
  lines: number,
  most: number,
  widthOf: TextWidth,
): number {
  const widths = wordsOf(text).map(widthOf)
  const space = widthOf(' ')
  let size = Math.min(most, box.height / LINE, box.width / Math.max(0.1, ...widths))
  while (size > SMALLEST && !fits(widths, space, box, lines, size)) size *= 0.97
  return Math.max(SMALLEST, size)
}

const wordsOf = (text: string): string[] => text.split(/\s+|(?<=[-/])/).filter(Boolean)

function fits(widths: number[], space: number, box: Size, lines: number, size: number): boolean {
  const needed = linesNeeded(widths, space, box.width / size)
  return needed <= lines && needed * size * LINE <= box.height
}

function linesNeeded(widths: number[], space: number, room: number): number {
  let [lines, used] = [1, 0]
  for (const width of widths) {
    const needed = used === 0 ? width : used + space + width
    if (needed <= room) used = needed
    else [lines, used] = [lines + 1, width]
  }
  return lines
}
