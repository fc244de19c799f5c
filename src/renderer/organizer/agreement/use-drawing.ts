/** Drawing a new field on a page: a dragged rectangle, or a click for one of the usual size. */
import { shallowRef } from 'vue'
import type { AgreementPage } from '../../../shared/domain/signing/agreement.ts'
import { boxAround, boxFrom, moved } from './field-geometry.ts'
import type { Box, Rect } from './rect.ts'
import { inFractions, inPoints } from './rect.ts'
import { snapMoved, snapResized } from './snapping.ts'
import type { Corner, Guide, Surroundings } from './snapping.ts'

/** `free` is where a field of the usual size finds room. */
type Sheet = { page: AgreementPage; around: Surroundings; free: () => Box }

/** A shorter way than this, in CSS pixels, is a click. */
const CLICK = 8

export function useDrawing(sheet: () => Sheet, done: (box: Box) => void) {
  const drawn = shallowRef<Box | null>(null)
  const guides = shallowRef<Guide[]>([])
  let start: { x: number; y: number } | null = null

  function pointerdown(event: PointerEvent): void {
    const target = event.currentTarget
    if (event.button !== 0 || !(target instanceof HTMLElement)) return
    target.setPointerCapture(event.pointerId)
    start = { x: event.clientX, y: event.clientY }
  }

  function pointermove(event: PointerEvent): void {
    if (!start) return
    if (Math.hypot(event.clientX - start.x, event.clientY - start.y) < CLICK) return
    const found = between(start, event)
    drawn.value = found?.box ?? null
    guides.value = found?.guides ?? []
  }

  function pointerup(event: PointerEvent): void {
    const box = start && (drawn.value ?? usual(event, around(event)))
    stop()
    if (box) done(box)
  }

  function stop(): void {
    start = null
    drawn.value = null
    guides.value = []
  }

  /** A key press on the sheet has no place of its own: it means wherever there is room. */
  function click(event: MouseEvent): void {
    if (event.detail === 0) done(sheet().free())
  }

  const around = (event: PointerEvent): Surroundings =>
    event.altKey ? { ...sheet().around, tolerance: 0 } : sheet().around

  function between(from: { x: number; y: number }, event: PointerEvent) {
    const { page } = sheet()
    const [a, b] = [pointOn(event, page, from), pointOn(event, page)]
    if (!a || !b) return null
    const origin = snapMoved({ ...a, width: 0, height: 0 }, around(event)).rect
    const corner: Corner = { x: b.x < origin.x ? 'left' : 'right', y: b.y < origin.y ? 'top' : 'bottom' }
    const snapped = snapResized(spanned(origin, b), corner, around(event))
    return { box: boxFrom(snapped.rect, corner, page), guides: snapped.guides }
  }

  function usual(event: PointerEvent, surroundings: Surroundings): Box | null {
    const { page } = sheet()
    const point = pointOn(event, page)
    if (!point) return null
    const box = boxAround({ x: point.x / page.width, y: point.y / page.height }, page)
    return moved(inFractions(snapMoved(inPoints(box, page), surroundings).rect, page), 0, 0)
  }

  return { drawn, guides, on: { pointerdown, pointermove, pointerup, pointercancel: stop, click } }
}

const spanned = (a: { x: number; y: number }, b: { x: number; y: number }): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
})

/** A place on the screen as points on the page that received the event. */
function pointOn(
  event: PointerEvent,
  page: AgreementPage,
  at: { x: number; y: number } = { x: event.clientX, y: event.clientY },
): { x: number; y: number } | null {
  if (!(event.currentTarget instanceof HTMLElement)) return null
  const { left, top, width, height } = event.currentTarget.getBoundingClientRect()
  return { x: ((at.x - left) / width) * page.width, y: ((at.y - top) / height) * page.height }
}
