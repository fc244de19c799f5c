/** Turns the middle of a stroke into closed outlines with round ends, for a nonzero fill. */
import type { Point } from '../geometry.ts'
import type { Sample } from './centreline.ts'

/** How far the polygon of a round end may stay inside its circle, in pixels. */
const ROUNDNESS = 0.02

/**
 * Closed outlines, all turning the same way, whose nonzero fill is the stroke.
 * Where the pen turns more sharply than it is thick, the inner edge would fold over itself and leave a hole:
 * there the stroke is cut in two, and the round ends of both pieces cover the corner.
 */
export function outlines(samples: Sample[]): Point[][] {
  const [only] = samples
  if (only === undefined) return []
  if (samples.length === 1) return [circle(only)]
  return pieces(samples).map(outline)
}

function pieces(samples: Sample[]): Sample[][] {
  const cuts = [0, ...sharpTurns(samples), samples.length - 1]
  return cuts.slice(1).map((cut, i) => samples.slice(cuts[i], cut + 1))
}

/** The sharpest sample of each run of samples that turn within less than the pen's half-width. */
function sharpTurns(samples: Sample[]): number[] {
  const turns: number[] = []
  let sharpest: { index: number; turn: number } | undefined
  for (let i = 1; i + 1 < samples.length; i++) {
    const turn = sharpness(samples, i)
    if (turn > 0 && turn > (sharpest?.turn ?? 0)) sharpest = { index: i, turn }
    if (turn > 0 || sharpest === undefined) continue
    turns.push(sharpest.index)
    sharpest = undefined
  }
  return sharpest ? [...turns, sharpest.index] : turns
}

/** The turn at a sample in radians where it is too sharp for one outline, else 0. */
function sharpness(samples: Sample[], i: number): number {
  const [a, b, c] = [samples[i - 1], samples[i], samples[i + 1]]
  if (!a || !b || !c) return 0
  const turn = Math.abs(turned(heading(b, c) - heading(a, b)))
  const length = (Math.hypot(b.x - a.x, b.y - a.y) + Math.hypot(c.x - b.x, c.y - b.y)) / 2
  return turn > Math.PI / 3 || (turn * b.radius > length && turn > 0.1) ? turn : 0
}

function outline(samples: Sample[]): Point[] {
  const left: Point[] = []
  const right: Point[] = []
  samples.forEach((sample, i) => {
    const angle = tangent(samples, i)
    left.push(onCircle(sample, angle - Math.PI / 2))
    right.push(onCircle(sample, angle + Math.PI / 2))
  })
  return [...left, ...end(samples, samples.length - 1, 0), ...right.toReversed(), ...end(samples, 0, Math.PI)]
}

/** The half circle around an end, without its two outer points. */
function end(samples: Sample[], i: number, turn: number): Point[] {
  const sample = samples[i]
  if (sample === undefined) return []
  const start = tangent(samples, i) + turn - Math.PI / 2
  const steps = arcSteps(sample.radius, Math.PI)
  return Array.from({ length: steps - 1 }, (_, k) => onCircle(sample, start + ((k + 1) * Math.PI) / steps))
}

function circle(sample: Sample): Point[] {
  const steps = Math.max(12, arcSteps(sample.radius, 2 * Math.PI))
  return Array.from({ length: steps }, (_, k) => onCircle(sample, (k * 2 * Math.PI) / steps))
}

const arcSteps = (radius: number, angle: number) =>
  Math.max(4, Math.ceil(angle / (2 * Math.acos(1 - Math.min(0.5, ROUNDNESS / radius)))))

const onCircle = ({ x, y, radius }: Sample, angle: number): Point => ({
  x: x + radius * Math.cos(angle),
  y: y + radius * Math.sin(angle),
})

/** The direction of the stroke at a sample: the mean of the pieces before and after it. */
function tangent(samples: Sample[], i: number): number {
  const [a, b, c] = [samples[i - 1], samples[i], samples[i + 1]]
  if (b && c && !a) return heading(b, c)
  if (a && b && !c) return heading(a, b)
  if (!a || !b || !c) return 0
  const before = heading(a, b)
  return before + turned(heading(b, c) - before) / 2
}

const heading = (a: Point, b: Point) => Math.atan2(b.y - a.y, b.x - a.x)

/** An angle as a turn between −π and π. */
const turned = (angle: number) => Math.atan2(Math.sin(angle), Math.cos(angle))
