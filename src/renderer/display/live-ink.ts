/** The ink that is running on the stage right now: batches are joined into strokes, a clear wipes the pad. */
import type { LiveStroke } from '../../shared/contract/signing.ts'

/** Flat x, y, half-width per stroke; x and half-width in pad widths, y in pad heights. */
export type LiveInk = { partnerId: string; aspect: number; strokes: number[][] }

/** Adds one batch. Ink of another partner begins a fresh pad; −1 clears it. Batches of an unknown stroke open it. */
export function withBatch(ink: LiveInk | null, batch: LiveStroke): LiveInk | null {
  if (batch.stroke < 0) return ink?.partnerId === batch.partnerId || ink === null ? null : ink
  const before = ink?.partnerId === batch.partnerId ? ink.strokes : []
  const count = Math.max(before.length, batch.stroke + 1)
  const strokes = Array.from({ length: count }, (_, i) => before[i] ?? [])
  strokes[batch.stroke] = [...(before[batch.stroke] ?? []), ...batch.points]
  return { partnerId: batch.partnerId, aspect: batch.aspect, strokes }
}

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
