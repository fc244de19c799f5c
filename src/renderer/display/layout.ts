/** How the stage fills a screen of any shape: the grid of signature blocks, and type as large as its box allows. */

export type Size = { width: number; height: number }
export type Grid = { columns: number; rows: number; tile: Size }

/** A block holds a name above a signature, which is wide: twice as wide as high suits both. */
const TILE_ASPECT = 2

/**
 * The grid in which `count` blocks come out largest on a screen of this size; all of them always fit.
 * Sizes in CSS pixels; no blocks give an empty grid.
 */
export function stageGrid(count: number, screen: Size, gap: number): Grid {
  let best: Grid = { columns: 0, rows: 0, tile: { width: 0, height: 0 } }
  let bestScore = -1
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const tile = {
      width: Math.max(0, (screen.width - gap * (columns - 1)) / columns),
      height: Math.max(0, (screen.height - gap * (rows - 1)) / rows),
    }
    const score = Math.min(tile.width / TILE_ASPECT, tile.height)
    if (score > bestScore) [best, bestScore] = [{ columns, rows, tile }, score]
  }
  return best
}

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
  const words = text.split(/\s+|(?<=[-/])/).filter(Boolean)
  const widths = words.map(widthOf)
  const space = widthOf(' ')
  let size = Math.min(most, box.height / LINE, box.width / Math.max(0.1, ...widths))
  while (size > SMALLEST && !fits(widths, space, box, lines, size)) size *= 0.97
  return Math.max(SMALLEST, size)
}

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
