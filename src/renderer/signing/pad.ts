/** The pad: every point the pen gives, drawn at once and sharp, kept through rotation, with the palm kept out. */
import type { Point } from '../../shared/geometry.ts'
import type { PadStroke } from '../../shared/ink/centreline.ts'
import { brushOn } from './ink-painting.ts'
import type { PadSize } from './live-stroke.ts'
import { contextsOf, fitLayers, onSizeChange, wipe } from './pad-layers.ts'
import type { PadCanvases } from './pad-layers.ts'
import { penFor, scaleStrokes } from './pad-strokes.ts'
import { freshGuard, judgeContact, pointerKind } from './palm.ts'
import type { PointerKind } from './palm.ts'
import { openPen } from './pen.ts'
import { frameOf, measuredBy, pointOf, pointsAhead } from './pointer-points.ts'
import type { PadFrame } from './pointer-points.ts'
import { keepPageStill } from './still-page.ts'

export type PadEvents = {
  begin(kind: PointerKind): void
  move(stroke: PadStroke): void
  end(stroke: PadStroke): void
  /** The running stroke was a palm's and is gone. */
  dropped(): void
  /** The pad has another size; the ink was redrawn. */
  resized(): void
}

export type Pad = {
  /** The strokes in pixels of the present size. */
  strokes(): PadStroke[]
  size(): PadSize
  /** Shows these strokes, given in pixels of the present size. */
  show(strokes: readonly PadStroke[]): void
  /** Lets fingers draw again after a pen was seen. */
  forgetPen(): void
  close(): void
}

type Running = { pointerId: number; frame: PadFrame }

/**
 * Opens a pad on the canvases; they take their size from the style sheet. `frame` is the element around them.
 * What a device reports is stopped at the frame, judged, and told to the pen (signature_pad) point by point:
 * by itself it would draw a resting palm, and one point a frame of all that were measured.
 */
export function openPad(canvases: PadCanvases, frame: HTMLElement, on: PadEvents): Pad {
  const { ink: canvas } = canvases
  const contexts = contextsOf(canvases)
  const pen = openPen(canvas)
  const tip = brushOn(contexts.tip)
  let guard = freshGuard()
  let running: Running | null = null
  let size: PadSize = { width: 0, height: 0 }

  /** Redraws; a stroke that is running ends here. */
  function show(strokes: readonly PadStroke[]): void {
    running = null
    guard.drawing = null
    wipe(contexts.tip)
    pen.show(strokes)
  }

  function fit(): void {
    const fitted = fitLayers(canvases, contexts)
    if (!fitted) return
    const factor = size.width === 0 ? 1 : fitted.width / size.width
    const isCut = running !== null
    size = fitted
    pen.fit(size.width)
    show(scaleStrokes(pen.strokes(), factor))
    const last = pen.strokes().at(-1)
    if (isCut && last) on.end(last)
    on.resized()
  }

  function begin(event: PointerEvent, kind: PointerKind): void {
    canvas.setPointerCapture(event.pointerId)
    const at = frameOf(canvas)
    const point = pointOf(event, at)
    running = { pointerId: event.pointerId, frame: at }
    guard.drawing = kind
    on.begin(kind)
    pen.take('pointerdown', event, point)
    runAhead([point])
  }

  function draw(event: PointerEvent, now: Running): void {
    for (const each of measuredBy(event)) pen.take('pointermove', each, pointOf(each, now.frame))
    const stroke = pen.strokes().at(-1)
    if (!stroke) return
    runAhead([...stroke.points.slice(-2), ...pointsAhead(event, now.frame)])
    on.move(stroke)
  }

  /** From the last settled point to the pen, and on to where it will be: wiped with the next event. */
  function runAhead(points: readonly Point[]): void {
    wipe(contexts.tip)
    const { minWidth, maxWidth } = penFor(size.width)
    tip(points.map(({ x, y }) => ({ x, y, radius: (minWidth + maxWidth) / 2 })))
  }

  function end(event: PointerEvent): void {
    running = null
    guard.drawing = null
    wipe(contexts.tip)
    const stroke = pen.lift(event)
    if (stroke) on.end(stroke)
  }

  function meet(event: PointerEvent): void {
    event.preventDefault()
    const kind = pointerKind(event.pointerType)
    const contact = judgeContact(guard, kind)
    if (kind === 'pen') guard.penSeen = true
    if (contact === 'ignore' || event.button !== 0) return
    if (contact === 'take-over') {
      show(pen.strokes().slice(0, -1))
      on.dropped()
    }
    begin(event, kind)
  }

  function move(event: PointerEvent): void {
    // a pen that hovers announces itself before the palm comes down
    guard.penSeen ||= event.pointerType === 'pen'
    if (running?.pointerId === event.pointerId) draw(event, running)
  }

  const listeners = new AbortController()
  const { signal } = listeners
  const capture = { capture: true, signal }
  frame.addEventListener('pointerdown', stopped(meet), capture)
  frame.addEventListener('pointermove', stopped(move), capture)
  const ending = stopped((event) => running?.pointerId === event.pointerId && end(event))
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    frame.addEventListener(name, ending, capture)
  keepPageStill(frame, signal)
  const stopWatching = onSizeChange(canvas, fit)
  fit()

  return {
    strokes: () => pen.strokes(),
    size: () => size,
    show,
    forgetPen: () => void (guard = freshGuard()),
    close() {
      stopWatching()
      listeners.abort()
      pen.close()
    },
  }
}

/** Of the device alone: what the pen is told comes by as events as well, and goes on to signature_pad. */
const stopped = (act: (event: PointerEvent) => void) => (event: PointerEvent) => {
  if (!event.isTrusted) return
  event.stopPropagation()
  act(event)
}
