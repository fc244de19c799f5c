/** Where a moved or pulled field comes to rest: at the edges, middles and sizes of others, and on the lines of the page. In points. */
import type { Rect } from './rect.ts'

/** A line printed on the page, by its left end. */
export type PrintedLine = { x: number; y: number; width: number }

export type Surroundings = {
  others: readonly Rect[]
  lines: readonly PrintedLine[]
  /** As far as this, in points, a field is drawn to something. 0 switches it off. */
  tolerance: number
}

/** Which corner is pulled; `x` and `y` say which edges move. */
export type Corner = { x: 'left' | 'right'; y: 'top' | 'bottom' }

/** A thin line that shows what was met. */
export type Guide = { axis: 'x' | 'y'; at: number }
export type Snapped = { rect: Rect; guides: Guide[] }

type Pull = { by: number; at: number }

/** The rectangle moved as a whole to what is nearest, in each direction for itself. */
export function snapMoved(rect: Rect, around: Surroundings): Snapped {
  const { lines, others, tolerance } = around
  const x = nearest(tolerance, [
    ...pulls([rect.x, rect.x + rect.width], verticalEdges(around)),
    ...pulls(
      [middle(rect.x, rect.width)],
      [...others, ...lines].map((it) => middle(it.x, it.width)),
    ),
  ])
  const y = nearest(tolerance, [
    ...pulls([rect.y, rect.y + rect.height], others.flatMap(topAndBottom)),
    ...pulls(
      [rect.y + rect.height],
      lines.map((line) => line.y),
    ),
    ...pulls(
      [middle(rect.y, rect.height)],
      others.map((it) => middle(it.y, it.height)),
    ),
  ])
  return { rect: { ...rect, x: rect.x + (x?.by ?? 0), y: rect.y + (y?.by ?? 0) }, guides: guidesOf(x, y) }
}

/** The rectangle with one corner drawn to what is nearest: an edge, a line, or the size of another field. */
export function snapResized(rect: Rect, corner: Corner, around: Surroundings): Snapped {
  const { others, lines, tolerance } = around
  const right = rect.x + rect.width
  const bottom = rect.y + rect.height
  const atX = corner.x === 'right' ? right : rect.x
  const atY = corner.y === 'bottom' ? bottom : rect.y
  const sameWidth = others.map(({ width }) => (corner.x === 'right' ? rect.x + width : right - width))
  const sameHeight = others.map(({ height }) => (corner.y === 'bottom' ? rect.y + height : bottom - height))
  const levels = [...others.flatMap(topAndBottom), ...lines.map((line) => line.y)]
  const x = nearest(tolerance, pulls([atX], [...sameWidth, ...verticalEdges(around)]))
  const y = nearest(tolerance, pulls([atY], [...sameHeight, ...levels]))
  return { rect: pulled(rect, corner, x?.by ?? 0, y?.by ?? 0), guides: guidesOf(x, y) }
}

/** The rectangle with one corner moved by so many points; the opposite corner stays. */
export const pulled = (rect: Rect, corner: Corner, dx: number, dy: number): Rect => ({
  x: corner.x === 'left' ? rect.x + dx : rect.x,
  y: corner.y === 'top' ? rect.y + dy : rect.y,
  width: corner.x === 'left' ? rect.width - dx : rect.width + dx,
  height: corner.y === 'top' ? rect.height - dy : rect.height + dy,
})

const middle = (start: number, length: number) => start + length / 2
const topAndBottom = ({ y, height }: Rect) => [y, y + height]
const verticalEdges = ({ others, lines }: Surroundings) =>
  [...others, ...lines].flatMap(({ x, width }) => [x, x + width])

const pulls = (own: readonly number[], targets: readonly number[]): Pull[] =>
  own.flatMap((from) => targets.map((at) => ({ by: at - from, at })))

const nearest = (tolerance: number, all: readonly Pull[]): Pull | undefined =>
  all
    .filter(({ by }) => tolerance > 0 && Math.abs(by) <= tolerance)
    .reduce<Pull | undefined>(
      (best, pull) => (best && Math.abs(best.by) <= Math.abs(pull.by) ? best : pull),
      undefined,
    )

const guidesOf = (x: Pull | undefined, y: Pull | undefined): Guide[] => [
  ...(x ? [{ axis: 'x' as const, at: x.at }] : []),
  ...(y ? [{ axis: 'y' as const, at: y.at }] : []),
]
