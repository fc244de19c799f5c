/** The pad: every point the pen gives, drawn at once and sharp, kept through rotation, with the palm kept out. */
import type { Point } from '../../shared/geometry.ts'
import { centreline, followPen } from '../../shared/ink/centreline.ts'
import type { PadStroke } from '../../shared/ink/centreline.ts'
import { brushOn } from './ink-painting.ts'
import type { PadSize } from './live-stroke.ts'
import { contextsOf, fitLayers, onSizeChange, wipe } from './pad-layers.ts'
import type { PadCanvases } from './pad-layers.ts'
import { penFor, scaleStrokes } from './pad-strokes.ts'
import { freshGuard, judgeContact, pointerKind } from './palm.ts'
import type { PointerKind } from './palm.ts'
import { frameOf, pointOf, pointsAhead, pointsOf } from './pointer-points.ts'
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

type Running = {
  pointerId: number
  frame: PadFrame
  stroke: PadStroke
  next: ReturnType<typeof followPen>
}

/** Nearer points only make the line tremble: a share of the pad's width, and pixels at least. */
const NEAREST = { share: 1 / 500, least: 1 }

/** Opens a pad on the canvases; they take their size from the style sheet. `frame` is the element around them. */
export function openPad(canvases: PadCanvases, frame: HTMLElement, on: PadEvents): Pad {
  const { ink: canvas } = canvases
  const contexts = contextsOf(canvases)
  const brush = brushOn(contexts.ink)
  const tip = brushOn(contexts.tip)
  let guard = freshGuard()
  let drawn: PadStroke[] = []
  let running: Running | null = null
  let size: PadSize = { width: 0, height: 0 }

  /** Redraws; a stroke that is running ends here, for its ink is gone. */
  function show(strokes: readonly PadStroke[]): void {
    running = null
    guard.drawing = null
    drawn = [...strokes]
    wipe(contexts.tip)
    wipe(contexts.ink)
    for (const stroke of drawn) {
      brush.lift()
      brush.draw(centreline(stroke))
    }
  }

  function fit(): void {
    const fitted = fitLayers(canvases, contexts)
    if (!fitted) return
    const factor = size.width === 0 ? 1 : fitted.width / size.width
    const cut = running?.stroke
    size = fitted
    show(scaleStrokes(cut ? [...drawn, cut] : drawn, factor))
    const last = drawn.at(-1)
    if (cut && last) on.end(last)
    on.resized()
  }

  function begin(event: PointerEvent, kind: PointerKind): void {
    // a pointer that is gone already cannot be held, and need not be
    if (event.isTrusted) canvas.setPointerCapture(event.pointerId)
    const at = frameOf(canvas)
    const stroke = { ...penFor(size.width), points: [pointOf(event, at)] }
    const next = followPen(stroke)
    stroke.points.forEach(next)
    running = { pointerId: event.pointerId, frame: at, stroke, next }
    guard.drawing = kind
    brush.lift()
    on.begin(kind)
    runAhead(stroke.points)
  }

  function draw(event: PointerEvent, now: Running): void {
    const { points } = now.stroke
    for (const point of pointsOf(event, now.frame)) {
      if (isNear(points.at(-1), point)) continue
      points.push(point)
      brush.draw(now.next(point))
    }
    runAhead([...points.slice(-2), ...pointsAhead(event, now.frame)])
    on.move(now.stroke)
  }

  const isNear = (last: Point | undefined, { x, y }: Point): boolean =>
    last !== undefined &&
    Math.hypot(x - last.x, y - last.y) < Math.max(NEAREST.least, size.width * NEAREST.share)

  /** From the last settled point to the pen, and on to where it will be: wiped with the next event. */
  function runAhead(points: readonly Point[]): void {
    wipe(contexts.tip)
    tip.lift()
    const { minWidth, maxWidth } = penFor(size.width)
    tip.draw(points.map(({ x, y }) => ({ x, y, radius: (minWidth + maxWidth) / 2 })))
  }

  function end({ stroke }: Running): void {
    const last = stroke.points.at(-1)
    // the last point only steers the curve before it: said twice, the line reaches it
    if (last && stroke.points.length > 1) stroke.points.push({ ...last })
    show([...drawn, stroke])
    on.end(stroke)
  }

  function meet(event: PointerEvent): void {
    event.preventDefault()
    const kind = pointerKind(event.pointerType)
    const contact = judgeContact(guard, kind)
    if (kind === 'pen') guard.penSeen = true
    if (contact === 'ignore' || event.button !== 0) return
    if (contact === 'take-over') {
      show(drawn)
      on.dropped()
    }
    begin(event, kind)
  }

  const listeners = new AbortController()
  const { signal } = listeners
  const ofRunning = (act: (event: PointerEvent, now: Running) => void) => (event: PointerEvent) => {
    if (running?.pointerId === event.pointerId) act(event, running)
  }
  canvas.addEventListener('pointerdown', meet, { signal })
  canvas.addEventListener('pointermove', ofRunning(draw), { signal })
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture'] as const)
    canvas.addEventListener(
      name,
      ofRunning((_event, now) => end(now)),
      { signal },
    )
  // a pen that hovers announces itself before the palm comes down
  frame.addEventListener('pointermove', ({ pointerType }) => void (guard.penSeen ||= pointerType === 'pen'), {
    signal,
  })
  keepPageStill(frame, signal)
  const stopWatching = onSizeChange(canvas, fit)
  fit()

  return {
    strokes: () => drawn,
    size: () => size,
    show,
    forgetPen: () => void (guard = freshGuard()),
    close() {
      stopWatching()
      listeners.abort()
    },
  }
}
