/** Letters as closed polygons: curves in pieces so short that nobody sees them. */
import type { Point } from '../../shared/geometry.ts'

/** A glyph's outline as fontkit gives it, in the font's units, y up. */
export type PathCommand = {
  command: 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'bezierCurveTo' | 'closePath'
  args: number[]
}

const PIECES = 8

/** Loops with y down, moved to `origin`. */
export function loopsOf(commands: readonly PathCommand[], origin: Point): Point[][] {
  const loops: Point[][] = []
  for (const { command, args } of commands) {
    const points = pairs(args).map(({ x, y }) => ({ x: x + origin.x, y: -(y + origin.y) }))
    if (command === 'moveTo') loops.push(points)
    else if (command !== 'closePath') draw(loops.at(-1), points)
  }
  return loops.filter((loop) => loop.length > 2)
}

function draw(loop: Point[] | undefined, points: Point[]): void {
  const from = loop?.at(-1)
  if (!loop || !from) return
  if (points.length === 1) return void loop.push(...points)
  for (let i = 1; i <= PIECES; i += 1) loop.push(onCurve([from, ...points], i / PIECES))
}

/** De Casteljau: a point of the curve with these control points. */
function onCurve(points: readonly Point[], t: number): Point {
  const [first = { x: 0, y: 0 }] = points
  if (points.length < 2) return first
  const between = points.slice(1).map((to, i) => {
    const from = points[i] ?? to
    return { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }
  })
  return onCurve(between, t)
}

const pairs = (flat: readonly number[]): Point[] =>
  Array.from({ length: flat.length >> 1 }, (_, i) => ({ x: flat[2 * i] ?? 0, y: flat[2 * i + 1] ?? 0 }))
