/** Pointer and keyboard on a field: moving it, pulling a corner, nudging it with the arrow keys. */
import type { AgreementPage } from '../../../shared/domain/signing/agreement.ts'
import { boxFrom, moved, resized } from './field-geometry.ts'
import type { Box, Rect } from './rect.ts'
import { inFractions, inPoints } from './rect.ts'
import { pulled, snapMoved, snapResized } from './snapping.ts'
import type { Corner, Guide, Snapped, Surroundings } from './snapping.ts'

type Field = { box: Box; page: AgreementPage; around: Surroundings }
type Effects = { show: (box: Box, guides: Guide[]) => void; keep: () => void; cancel: () => void }
/** The change by so many points: where the field comes to rest, and as which box it is kept. */
type Change = {
  rest: (rect: Rect, dx: number, dy: number, around: Surroundings) => Snapped
  box: (rect: Rect) => Box
}

/** One press of an arrow key in points; with Ctrl a large step. */
const STEP = { fine: 1, coarse: 10 }
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** Listeners for the field (`moving`, `keys`) and for each of its corners. */
export function useFieldGestures(field: () => Field, effects: Effects) {
  const move: Change = {
    rest: (rect, dx, dy, around) => snapMoved({ ...rect, x: rect.x + dx, y: rect.y + dy }, around),
    box: (rect) => moved(inFractions(rect, field().page), 0, 0),
  }
  const pull = (corner: Corner): Change => ({
    rest: (rect, dx, dy, around) => snapResized(pulled(rect, corner, dx, dy), corner, around),
    box: (rect) => boxFrom(rect, corner, field().page),
  })
  return {
    moving: drag(field, effects, move),
    pulling: (corner: Corner) => drag(field, effects, pull(corner)),
    keys: keys(field, effects),
  }
}

function drag(field: () => Field, { show, keep, cancel }: Effects, change: Change) {
  let start: { x: number; y: number; rect: Rect; sheet: DOMRect } | null = null

  function pointerdown(event: PointerEvent): void {
    const target = event.currentTarget
    if (event.button !== 0 || !(target instanceof HTMLElement)) return
    const sheet = target.closest('.page')?.getBoundingClientRect()
    if (!sheet) return
    event.stopPropagation()
    target.setPointerCapture(event.pointerId)
    const { box, page } = field()
    start = { x: event.clientX, y: event.clientY, rect: inPoints(box, page), sheet }
  }

  function pointermove(event: PointerEvent): void {
    if (!start) return
    const { page, around } = field()
    const dx = ((event.clientX - start.x) / start.sheet.width) * page.width
    const dy = ((event.clientY - start.y) / start.sheet.height) * page.height
    const { rect, guides } = change.rest(
      start.rect,
      dx,
      dy,
      event.altKey ? { ...around, tolerance: 0 } : around,
    )
    show(change.box(rect), guides)
  }

  const finish = (done: () => void) => () => {
    if (start) done()
    start = null
  }

  return {
    pointerdown,
    pointermove,
    pointerup: finish(keep),
    pointercancel: finish(cancel),
    lostpointercapture: finish(cancel),
  }
}

function keys(field: () => Field, { show, keep }: Effects) {
  function keydown(event: KeyboardEvent): void {
    const arrow = ARROWS[event.key]
    if (!arrow || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const { box, page } = field()
    const step = event.ctrlKey || event.metaKey ? STEP.coarse : STEP.fine
    const [dx, dy] = [(arrow[0] * step) / page.width, (arrow[1] * step) / page.height]
    show(event.shiftKey ? resized(box, dx, dy, page) : moved(box, dx, dy), [])
  }

  const keyup = (event: KeyboardEvent) => {
    if (event.key in ARROWS) keep()
  }

  return { keydown, keyup, blur: keep }
}
