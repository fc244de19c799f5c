/** Leaves out the corners of a closed outline that nobody can see (Ramer 1972, Douglas & Peucker 1973). */
import type { Point } from '../geometry.ts'

/** The same loop with fewer corners, nowhere farther from the old ones than `tolerance`. */
export function simplifyLoop(loop: Point[], tolerance: number): Point[] {
  const [first] = loop
  if (first === undefined || loop.length < 4) return loop
  const far = farthest(loop, first)
  const closed = [...loop, first]
  const kept = new Set([0, far])
  const open: [number, number][] = [
    [0, far],
    [far, loop.length],
  ]
  for (let span = open.pop(); span !== undefined; span = open.pop()) {
    const split = worst(closed, span, tolerance)
    if (split === undefined) continue
    kept.add(split)
    open.push([span[0], split], [split, span[1]])
  }
  return loop.filter((_, i) => kept.has(i))
}

function farthest(loop: Point[], from: Point): number {
  let best = 0
  let most = -1
  loop.forEach((p, i) => {
    const d = Math.hypot(p.x - from.x, p.y - from.y)
    if (d > most) [best, most] = [i, d]
  })
  return best
}

function worst(points: Point[], [from, to]: [number, number], tolerance: number): number | undefined {
  const [a, b] = [points[from], points[to]]
  if (!a || !b) return undefined
  let best: number | undefined
  let most = tolerance
  for (let i = from + 1; i < to; i++) {
    const p = points[i]
    const d = p ? distanceToSegment(p, a, b) : 0
    if (d > most) [best, most] = [i, d]
  }
  return best
}

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const square = dx * dx + dy * dy
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square))
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
}
