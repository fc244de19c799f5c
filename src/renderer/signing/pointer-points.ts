/** What a pointer event says of the pen's way: every point the device measured, not only the one of this frame. */
import { pointerKind } from './palm.ts'

export type PadPoint = { x: number; y: number; time: number; pressure: number }

/** Where the canvas stands on the screen, and how much it is scaled there. */
export type PadFrame = { left: number; top: number; scale: number }

export function frameOf(canvas: HTMLCanvasElement): PadFrame {
  const { left, top, width } = canvas.getBoundingClientRect()
  return { left, top, scale: width === 0 ? 1 : canvas.clientWidth / width }
}

type Measured = Pick<PointerEvent, 'clientX' | 'clientY' | 'timeStamp' | 'pressure' | 'pointerType'>
type Moved = Measured & Partial<Pick<PointerEvent, 'getPredictedEvents'>>

export const pointOf = (event: Measured, { left, top, scale }: PadFrame): PadPoint => ({
  x: (event.clientX - left) * scale,
  y: (event.clientY - top) * scale,
  time: event.timeStamp,
  // fingers and mice report what they do not feel
  pressure: pointerKind(event.pointerType) === 'pen' ? event.pressure : 0,
})

/** All that was measured since the last event, oldest first. */
export function measuredBy<Event extends Measured>(
  event: Event & { getCoalescedEvents?: () => Event[] },
): Event[] {
  const measured = event.getCoalescedEvents?.() ?? []
  return measured.length > 0 ? measured : [event]
}

/** Where the browser believes the pen to be by the next frame: drawn, never kept. */
export const pointsAhead = (event: Moved, frame: PadFrame): PadPoint[] =>
  (event.getPredictedEvents?.() ?? []).map((each) => pointOf(each, frame))
