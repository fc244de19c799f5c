/** Live ink for the stage: the running stroke in small batches, in fractions of the pad. */
import { centreline } from '../../shared/ink/centreline.ts'
import type { Sample } from '../../shared/ink/centreline.ts'
import type { PadStroke } from '../../shared/ink.ts'

/** Batches go out at most this often, in ms: 30 a second. */
export const LIVE_INTERVAL = 34
/** Samples closer than this share of the pad's width are left out on the way. */
const NEAREST = 1 / 500
/** Numbers in one batch; the contract takes 3000. */
const MOST_NUMBERS = 2400

export type PadSize = { width: number; height: number }

/** How far one stroke has been sent. */
export type LiveProgress = { samples: number; last: Sample | null }

export const nothingSent = (): LiveProgress => ({ samples: 0, last: null })

/**
 * What is new of a stroke since the last batch: flat x, y, half-width in fractions of the pad.
 * The beginning of a curve is not settled before its third point; until then nothing is sent.
 */
export function nextBatch(
  stroke: PadStroke,
  sent: LiveProgress,
  pad: PadSize,
  ended: boolean,
): { points: number[]; sent: LiveProgress } {
  const samples = centreline(stroke)
  const settled = ended || stroke.points.length > 2 ? samples.length : 0
  const points: number[] = []
  let { last } = sent
  let i = sent.samples
  for (; i < settled && points.length < MOST_NUMBERS; i++) {
    const sample = samples[i]
    if (!sample) break
    const isEnd = ended && i === settled - 1
    if (last && !isEnd && Math.hypot(sample.x - last.x, sample.y - last.y) < NEAREST * pad.width) continue
    points.push(...wire(sample, pad))
    last = sample
  }
  return { points, sent: { samples: i, last } }
}

/** All batches of a finished stroke: what the stage needs after an undone stroke or a change of size. */
export function wholeStroke(stroke: PadStroke, pad: PadSize): number[][] {
  const batches: number[][] = []
  let sent = nothingSent()
  for (;;) {
    const batch = nextBatch(stroke, sent, pad, true)
    if (batch.points.length === 0) return batches
    batches.push(batch.points)
    sent = batch.sent
  }
}

const wire = ({ x, y, radius }: Sample, { width, height }: PadSize) =>
  [x / width, y / height, radius / width].map((value) => Math.round(within(value) * 10_000) / 10_000)

/** A hand may leave the pad while the pointer is held; the contract takes −1 to 2. */
const within = (value: number) => Math.min(2, Math.max(-1, value))
