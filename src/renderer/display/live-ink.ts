/** The ink that is running on the stage right now: batches are joined into strokes, a clear wipes the pad. */
import type { LiveStroke } from '../../shared/contract/signing.ts'
import type { PartnerId } from '../../shared/domain/ids.ts'

/** Flat x, y, half-width per stroke; x and half-width in pad widths, y in pad heights. */
export type LiveInk = { aspect: number; strokes: number[][] }

/** What runs at present, by partner: several may sign at once. */
export type LivePads = Readonly<Record<PartnerId, LiveInk>>

/** Adds one batch to its partner's pad; −1 clears that pad. A stage that joins late shows what comes from then on. */
export function withBatch(pads: LivePads, { partnerId, stroke, aspect, points }: LiveStroke): LivePads {
  if (stroke < 0) return without(pads, partnerId)
  const before = pads[partnerId]?.strokes ?? []
  const strokes = Array.from({ length: Math.max(before.length, stroke + 1) }, (_, i) => before[i] ?? [])
  strokes[stroke] = [...(before[stroke] ?? []), ...points]
  return { ...pads, [partnerId]: { aspect, strokes } }
}

/** Without the pads of partners for whom `isCalled` does not hold: their ink is recorded, or was given up. */
export const stillRunning = (pads: LivePads, isCalled: (partnerId: string) => boolean): LivePads =>
  Object.fromEntries(Object.entries(pads).filter(([partnerId]) => isCalled(partnerId)))

const without = (pads: LivePads, partnerId: PartnerId): LivePads =>
  stillRunning(pads, (other) => other !== partnerId)

export type Segment = { from: [number, number]; to: [number, number]; width: number }

/** One stroke as line segments on a canvas `width` pixels wide, from the triple at `start` on; a lone dot is a segment of no length. */
export function segmentsOf(stroke: readonly number[], aspect: number, width: number, start = 0): Segment[] {
  const height = width / aspect
  const at = (i: number): [number, number] => [(stroke[i] ?? 0) * width, (stroke[i + 1] ?? 0) * height]
  const segments: Segment[] = []
  for (let i = start; i + 2 < stroke.length; i += 3) {
    const from = Math.max(0, i - 3)
    segments.push({ from: at(from), to: at(i), width: 2 * (stroke[i + 2] ?? 0) * width })
  }
  return segments
}
