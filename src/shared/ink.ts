/** The ink of a signature as it is kept: filled outlines and nothing of how fast or how hard they were drawn. */
import type { Point } from './geometry.ts'
import { centreline } from './ink/centreline.ts'
import type { PadStroke } from './ink/centreline.ts'
import { judgePaths, penWidthOf } from './ink/judge.ts'
import type { InkVerdict } from './ink/judge.ts'
import { outlines } from './ink/outline.ts'
import { simplifyLoop } from './ink/simplify.ts'

export type { InkVerdict, PadStroke }

/**
 * Outlines to be filled by the nonzero rule, each a flat list [x0, y0, x1, y1, …] with one decimal,
 * y down, in a box `width` × `height`; the width is 1000, the height follows the ink. No time, no pressure.
 */
export type Ink = { width: number; height: number; paths: number[][] }

const WIDTH = 1000
/** Room left around the ink, as a share of its larger side. */
const MARGIN = 0.01
/** What the eye cannot see: 0.2 of 1000 units is 0.01 mm where the ink is printed 170 points wide. */
const INVISIBLE = 0.2
/** The shape of a field: ink taller than this share of its width is printed smaller, and may be simplified the more. */
const FIELD_ASPECT = 1 / 3

/** The ink of these strokes, cropped to its box. Points that are no numbers are left out; no strokes give no paths. */
export function outlineOf(strokes: readonly PadStroke[]): Ink {
  const lines = strokes.map(centreline)
  const loops = lines.flatMap(outlines)
  const thinnest = lines.flat().reduce((least, { radius }) => Math.min(least, radius), Infinity)
  return boxed(loops, thinnest)
}

/** Closed outlines of any size as ink, cropped to their box; `thinnest` is the least half-width in them. */
export function boxed(loops: Point[][], thinnest = Infinity): Ink {
  if (loops.length === 0) return { width: WIDTH, height: WIDTH, paths: [] }
  const box = boundingBox(loops.flat())
  const scale = WIDTH / box.width
  const height = Math.ceil(box.height * scale * 10) / 10
  const tolerance = Math.min(INVISIBLE * Math.max(1, height / (WIDTH * FIELD_ASPECT)), (thinnest * scale) / 4)
  const place = ({ x, y }: Point) => ({ x: (x - box.x) * scale, y: (y - box.y) * scale })
  const paths = loops.map((loop) => flat(simplifyLoop(loop.map(place), tolerance), height))
  return { width: WIDTH, height, paths: paths.filter((path) => path.length >= 6) }
}

/** Whether this is a signature. A dot or a small scribble is `too-small`, a single line at any angle `straight-line`. Never throws. */
export function judgeInk(ink: Ink): InkVerdict {
  return judgePaths(ink.paths)
}

/** The mean width of the pen in the ink's own units: keeps a small signature from being blown up to a brush stroke. */
export function penWidth(ink: Ink): number {
  return penWidthOf(ink.paths)
}

/** The ink as an SVG path, for `<path fill-rule="nonzero">` in a viewBox of `0 0 width height`. */
export function svgPath(ink: Ink): string {
  return ink.paths.map(svgLoop).join('')
}

function svgLoop(path: number[]): string {
  const [x, y, ...rest] = path
  if (x === undefined || y === undefined) return ''
  return `M${x} ${y}L${rest.join(' ')}Z`
}

function boundingBox(points: Point[]): { x: number; y: number; width: number; height: number } {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  const margin = Math.max(right - left, bottom - top) * MARGIN
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  }
}

/** One decimal, inside the box, without corners that fell together. */
function flat(loop: Point[], height: number): number[] {
  const path: number[] = []
  for (const { x, y } of loop) {
    const [rx, ry] = [round(x, WIDTH), round(y, height)]
    if (path.at(-2) !== rx || path.at(-1) !== ry) path.push(rx, ry)
  }
  return path
}

const round = (value: number, most: number) => Math.min(most, Math.max(0, Math.round(value * 10) / 10))
