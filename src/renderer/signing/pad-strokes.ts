/** Strokes on a pad whose size may change: the pad keeps its shape, so the ink is scaled and never bent. */
import { centreline } from '../../shared/ink/centreline.ts'
import type { PadStroke } from '../../shared/ink.ts'

/** Width over height of the pad on every screen, upright or lying. */
export const PAD_ASPECT = 9 / 4

/** A stroke as it may outlive a reload: flat x, y in widths of the pad and one half-width; no time, no pressure. */
export type KeptStroke = { points: number[]; halfWidth: number }

/** The share of the newest speed in the width: many points a frame tremble more than one. */
const CALM = 0.4

/** The thinnest and thickest half-width of the pen on a pad this many pixels wide. */
export function penFor(padWidth: number) {
  return {
    minWidth: Math.max(0.6, padWidth * 0.0011),
    maxWidth: Math.max(1.3, padWidth * 0.0032),
    velocityFilterWeight: CALM,
  }
}

/**
 * The strokes on a pad `factor` times as wide. Time is stretched along: the pen's width follows from its speed
 * in pixels, and the ink must look the same afterwards.
 */
export function scaleStrokes<Stroke extends PadStroke>(strokes: readonly Stroke[], factor: number): Stroke[] {
  return strokes.map((stroke) => ({
    ...stroke,
    ...scaledPen(stroke, factor),
    points: stroke.points.map(({ x, y, time, pressure }) => ({
      x: x * factor,
      y: y * factor,
      time: (time ?? 0) * factor,
      pressure: pressure ?? 0,
    })),
  }))
}

/** What a reload may bring back, from strokes on a pad `padWidth` pixels wide. */
export function keepStrokes(strokes: readonly PadStroke[], padWidth: number): KeptStroke[] {
  return strokes.map((stroke) => ({
    points: stroke.points.flatMap(({ x, y }) => [short(x / padWidth), short(y / padWidth)]),
    halfWidth: short(meanHalfWidth(stroke) / padWidth),
  }))
}

/** Kept strokes on a pad `padWidth` pixels wide, drawn with an even pen. */
export function restoreStrokes(kept: readonly KeptStroke[], padWidth: number): PadStroke[] {
  return kept.map(({ points, halfWidth }) => {
    const width = halfWidth * padWidth
    return {
      points: pairs(points).map(([x, y]) => ({ x: x * padWidth, y: y * padWidth, time: 0, pressure: 0 })),
      minWidth: width,
      maxWidth: width,
      dotSize: width,
    }
  })
}

const scaledPen = ({ minWidth, maxWidth, dotSize }: PadStroke, factor: number) => ({
  minWidth: (minWidth ?? 0) * factor,
  maxWidth: (maxWidth ?? 0) * factor,
  dotSize: (dotSize ?? 0) * factor,
})

function meanHalfWidth(stroke: PadStroke): number {
  const samples = centreline(stroke)
  if (samples.length === 0) return 0
  return samples.reduce((sum, { radius }) => sum + radius, 0) / samples.length
}

function pairs(flat: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (let i = 0; i + 1 < flat.length; i += 2) found.push([flat[i] ?? 0, flat[i + 1] ?? 0])
  return found
}

const short = (value: number) => Math.round(value * 100_000) / 100_000
