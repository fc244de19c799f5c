/** Where the middle of the pen went and how thick it was there, as signature_pad draws it on the pad: what was seen is what is kept. */
import type { Point } from '../geometry.ts'

/** One stroke as the pad holds it, in the form of signature_pad's `toData()`; widths are half-widths in the pad's pixels, time in ms, pressure 0 to 1. */
export type PadStroke = {
  points: { x: number; y: number; time?: number; pressure?: number }[]
  minWidth?: number
  maxWidth?: number
  dotSize?: number
  velocityFilterWeight?: number
}

/** A place on the middle of the stroke with the pen's half-width there, in the pad's pixels. */
export type Sample = Point & { radius: number }

type Pen = { min: number; max: number; dot: number; weight: number }
type Timed = Point & { time: number; push: number }

/** Coordinates beyond this are no pad's; widths likewise. */
const FARTHEST = 100_000
const THICKEST = 100
/** Finer than any screen draws; what is thinner would vanish in the arithmetic. */
const THINNEST = 0.01
/** What the lightest touch leaves of the width; the heaviest adds as much. */
const LIGHTEST = 0.55
/** A flattened piece of curve is about this long, in pixels. */
const STEP = 1.5
const MOST_STEPS = 48

/** The samples along one stroke: none for no usable point, one for a dot. */
export function centreline(stroke: PadStroke): Sample[] {
  const points = stroke.points.filter(isUsable).map(clamp)
  const pen = penOf(stroke)
  const [first, second] = points
  if (first === undefined) return []
  if (second === undefined) return [{ x: first.x, y: first.y, radius: pen.dot }]
  const samples = points.length === 2 ? line(first, second, pen) : curves(points, pen)
  return withoutStandstill(samples)
}

const isUsable = ({ x, y }: Point) => Number.isFinite(x) && Number.isFinite(y)

function clamp({ x, y, time, pressure }: PadStroke['points'][number]): Timed {
  const at = time !== undefined && Number.isFinite(time) ? time : 0
  return { x: within(x), y: within(y), time: at, push: pushOf(pressure) }
}

/** How much thicker or thinner than its speed makes it: 1 for half the pressure and for devices that feel none. */
export function pushOf(pressure: number | undefined): number {
  if (pressure === undefined || !(pressure > 0)) return 1
  return LIGHTEST + 2 * (1 - LIGHTEST) * Math.min(1, pressure)
}

const within = (value: number) => Math.min(FARTHEST, Math.max(-FARTHEST, value))

function penOf(stroke: PadStroke): Pen {
  const max = width(stroke.maxWidth, 2.5)
  const min = Math.min(max, width(stroke.minWidth, 0.5))
  const weight = stroke.velocityFilterWeight
  return {
    min,
    max,
    dot: width(stroke.dotSize, (min + max) / 2),
    weight: weight !== undefined && weight > 0 && weight <= 1 ? weight : 0.7,
  }
}

/** A width the pad could have drawn with, or the other. */
const width = (value: number | undefined, otherwise: number) =>
  value !== undefined && value >= THINNEST && value <= THICKEST ? value : otherwise

const line = (from: Point, to: Point, pen: Pen): Sample[] =>
  [from, to].map(({ x, y }) => ({ x, y, radius: pen.dot }))

function curves(points: Timed[], pen: Pen): Sample[] {
  const { follow, radius } = tracer(pen)
  const samples = points.flatMap(follow)
  const end = points.at(-2)
  return end ? [...samples, { x: end.x, y: end.y, radius: radius() }] : samples
}

/** One Bézier per pair of points; the last point only steers the curve before it. `radius`: where the line has come to. */
function tracer(pen: Pen): { follow: (point: Timed) => Sample[]; radius: () => number } {
  let [before, from, to]: (Timed | undefined)[] = []
  let velocity: number | null = null
  let radius = 0
  return {
    radius: () => radius,
    follow(after) {
      const [a, b, c] = [before ?? from, from, to]
      ;[before, from, to] = [from, to, after]
      if (!a || !b || !c) return []
      // a stroke begins as fast as it goes on: from a standstill it would begin with a blot
      const until = velocity ?? speed(b, c)
      const start = velocity === null ? widthAt(pen, until, c.push) : radius
      velocity = pen.weight * speed(b, c) + (1 - pen.weight) * until
      radius = widthAt(pen, velocity, c.push)
      return flatten(b, leaving(a, b, c), arriving(b, c, after), c, start, radius)
    },
  }
}

/** Thinner the faster, thicker the harder. */
const widthAt = ({ min, max }: Pen, velocity: number, push: number): number =>
  push * Math.max(max / (velocity + 1), min)

/** Pixels per ms; two points at one instant count as standing still, as in signature_pad. */
function speed(from: Timed, to: Timed): number {
  const passed = to.time - from.time
  return passed > 0 ? distance(from, to) / passed : 0
}

function flatten(from: Point, c1: Point, c2: Point, to: Point, start: number, end: number): Sample[] {
  const rough = distance(from, c1) + distance(c1, c2) + distance(c2, to)
  const steps = Math.min(MOST_STEPS, Math.max(2, Math.ceil(rough / STEP)))
  return Array.from({ length: steps }, (_, i) => {
    const t = i / steps
    const u = 1 - t
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t]
    return {
      x: a * from.x + b * c1.x + c * c2.x + d * to.x,
      y: a * from.y + b * c1.y + c * c2.y + d * to.y,
      radius: start + (end - start) * d,
    }
  })
}

const leaving = (a: Point, b: Point, c: Point) => controls(a, b, c).after
const arriving = (a: Point, b: Point, c: Point) => controls(a, b, c).before

/** Control points on both sides of `b`, on the line parallel to the chord of the midpoints. */
function controls(a: Point, b: Point, c: Point): { before: Point; after: Point } {
  const m1 = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }
  const m2 = { x: (b.x + c.x) / 2, y: (b.y + c.y) / 2 }
  const [l1, l2] = [distance(a, b), distance(b, c)]
  const k = l1 + l2 === 0 ? 0 : l2 / (l1 + l2)
  const dx = b.x - (m2.x + (m1.x - m2.x) * k)
  const dy = b.y - (m2.y + (m1.y - m2.y) * k)
  return { before: { x: m1.x + dx, y: m1.y + dy }, after: { x: m2.x + dx, y: m2.y + dy } }
}

function withoutStandstill(samples: Sample[]): Sample[] {
  const kept: Sample[] = []
  for (const sample of samples) {
    const last = kept.at(-1)
    if (last === undefined || distance(last, sample) > 0.05) kept.push(sample)
    else if (sample.radius > last.radius) last.radius = sample.radius
  }
  return kept
}

const distance = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)
