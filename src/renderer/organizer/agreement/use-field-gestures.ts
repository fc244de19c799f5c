/** Pointer and keyboard on a field: moving it, or pulling its corner. */
import type { AgreementPage } from '../../../shared/domain/agreement.ts'
import { moved, resized } from './field-geometry.ts'
import type { Box } from './field-geometry.ts'

type Field = { box: Box; page: AgreementPage }
type Effects = { show: (box: Box) => void; keep: () => void }
type Change = (field: Field, dx: number, dy: number) => Box

/** One press of an arrow key in points; with Shift a large step. */
const STEP = { fine: 1, coarse: 10 }
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Listeners for the field (`moving`) and its corner (`resizing`). */
export function useFieldGestures(field: () => Field, effects: Effects) {
  return {
    moving: listeners(field, effects, ({ box }, dx, dy) => moved(box, dx, dy)),
    resizing: listeners(field, effects, ({ box, page }, dx, dy) => resized(box, dx, dy, page)),
  }
}

function listeners(field: () => Field, { show, keep }: Effects, change: Change) {
  let start: { x: number; y: number; field: Field; sheet: DOMRect } | null = null

  function pointerdown(event: PointerEvent): void {
    const target = event.currentTarget
    if (event.button !== 0 || !(target instanceof HTMLElement)) return
    const sheet = target.closest('.page')?.getBoundingClientRect()
    if (!sheet) return
    event.stopPropagation()
    target.setPointerCapture(event.pointerId)
    start = { x: event.clientX, y: event.clientY, field: field(), sheet }
  }

  function pointermove(event: PointerEvent): void {
    if (!start) return
    const dx = (event.clientX - start.x) / start.sheet.width
    const dy = (event.clientY - start.y) / start.sheet.height
    show(change(start.field, dx, dy))
  }

  function end(): void {
    if (start) keep()
    start = null
  }

  function keydown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key]
    if (!arrow || event.target !== event.currentTarget) return
    event.preventDefault()
    event.stopPropagation()
    const { page } = field()
    const step = event.shiftKey ? STEP.coarse : STEP.fine
    show(change(field(), (arrow[0] * step) / page.width, (arrow[1] * step) / page.height))
  }

  const keyup = (event: KeyboardEvent) => {
    if (event.key in ARROWS && event.target === event.currentTarget) keep()
  }

  return { pointerdown, pointermove, pointerup: end, pointercancel: end, keydown, keyup }
}
