/** Tells a signature from a slip of the finger, by the shape of the ink alone: everything is measured in widths of the pen. */
import type { Point } from '../geometry.ts'

export type InkVerdict = 'good' | 'empty' | 'too-small' | 'straight-line'

/** Less ink than this many pen widths, or less reach, is no signature: a "Li" has more than 20 of each. */
const LEAST_LENGTH = 10
const LEAST_REACH = 6
/** Ink whose middle stays within this share of its reach is a line, at whatever angle. */
const STRAIGHT = 0.05
/** The same, wider, where the pen went there only once: a hand's straight line is never quite straight. */
const STRAIGHT_ONCE = 0.09
const ONCE = 1.15

/** The verdict on filled outlines (flat x, y pairs). Total: odd numbers and short paths are left out, whatever else they hold. */
export function judgePaths(paths: readonly (readonly number[])[]): InkVerdict {
  const loops = loopsOf(paths)
  const bands = loops.map(bandOf)
  const pen = 2 * thickness(bands)
  if (!(pen > 0)) return 'empty'
  const length = sum(bands.map((band) => band.length))
  const { reach, narrowest } = extent(loops.flat())
  if (length < LEAST_LENGTH * pen || reach - pen < LEAST_REACH * pen) return 'too-small'
  const sway = (narrowest - pen) / reach
  const once = length < ONCE * reach
  return sway < STRAIGHT || (once && sway < STRAIGHT_ONCE) ? 'straight-line' : 'good'
}

/** The mean width of the pen in the units of the paths; 0 where there is no ink. */
export function penWidthOf(paths: readonly (readonly number[])[]): number {
  const pen = 2 * thickness(loopsOf(paths).map(bandOf))
  return pen > 0 ? pen : 0
}

const loopsOf = (paths: readonly (readonly number[])[]) => paths.map(loopOf).filter((loop) => loop.length > 2)

function loopOf(path: readonly number[]): Point[] {
  const loop: Point[] = []
  for (let i = 0; i + 1 < path.length; i += 2) {
    const [x, y] = [path[i], path[i + 1]]
    if (x !== undefined && y !== undefined && Math.abs(x) < 1e9 && Math.abs(y) < 1e9) loop.push({ x, y })
  }
  return loop
}

/**
 * Half-width and length of the band an outline encloses. A band of length ℓ with round ends of radius r has
 * the perimeter P = 2ℓ + 2πr and the area A = 2rℓ + πr², however it is bent; solved for r and ℓ.
 */
function bandOf(loop: Point[]): { radius: number; length: number } {
  let [perimeter, twice] = [0, 0]
  let from = loop.at(-1) ?? { x: 0, y: 0 }
  for (const to of loop) {
    perimeter += Math.hypot(to.x - from.x, to.y - from.y)
    twice += from.x * to.y - to.x * from.y
    from = to
  }
  const area = Math.abs(twice) / 2
  const radius =
    (perimeter - Math.sqrt(Math.max(0, perimeter * perimeter - 4 * Math.PI * area))) / (2 * Math.PI)
  return { radius, length: Math.max(0, perimeter / 2 - Math.PI * radius) }
}

/** The mean half-width, each band weighed by its length; of dots alone, the mean of the dots. */
function thickness(bands: { radius: number; length: number }[]): number {
  const weights = bands.map((band) => band.length + band.radius)
  return sum(bands.map((band, i) => band.radius * (weights[i] ?? 0))) / sum(weights)
}

/** The greatest and the smallest width of the ink over all directions, in steps of two degrees. */
function extent(points: Point[]): { reach: number; narrowest: number } {
  const widths = Array.from({ length: 90 }, (_, i) => widthAcross(points, (i * Math.PI) / 90))
  return { reach: Math.max(...widths), narrowest: Math.min(...widths) }
}

function widthAcross(points: Point[], angle: number): number {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  let [low, high] = [Infinity, -Infinity]
  for (const { x, y } of points) {
    const along = x * cos + y * sin
    if (along < low) low = along
    if (along > high) high = along
  }
  return high - low
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
