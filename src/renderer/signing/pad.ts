/** The pad: signature_pad on a sharp canvas that keeps its ink through resizing, with the palm kept out. */
import SignaturePad from 'signature_pad'
import type { PointGroup } from 'signature_pad'
import type { PadStroke } from '../../shared/ink.ts'
import { freshGuard, judgeContact, pointerKind } from './palm.ts'
import type { PointerKind } from './palm.ts'
import type { PadSize } from './live-stroke.ts'
import { penFor, scaleStrokes } from './pad-strokes.ts'

/** Document blue, readable in print and told apart from the printed text. */
const INK_COLOUR = '#10246b'

export type PadEvents = {
  begin(kind: PointerKind): void
  move(stroke: PadStroke): void
  end(stroke: PadStroke): void
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

/** Opens a pad on the canvas; the canvas takes its size from the style sheet. `frame` is the element around it. */
export function openPad(canvas: HTMLCanvasElement, frame: HTMLElement, on: PadEvents): Pad {
  const pad = new SignaturePad(canvas, { penColor: INK_COLOUR, throttle: 0 })
  let guard = freshGuard()
  let kind: PointerKind = 'mouse'
  let fitted: PadSize = { width: 0, height: 0 }

  const group = (stroke: PadStroke): PointGroup => ({
    penColor: INK_COLOUR,
    compositeOperation: 'source-over',
    velocityFilterWeight: stroke.velocityFilterWeight ?? pad.velocityFilterWeight,
    minWidth: stroke.minWidth ?? pad.minWidth,
    maxWidth: stroke.maxWidth ?? pad.maxWidth,
    dotSize: stroke.dotSize ?? 0,
    points: stroke.points.map(({ x, y, time, pressure }) => ({
      x,
      y,
      time: time ?? 0,
      pressure: pressure ?? 0,
    })),
  })

  /** Redraws; a stroke that is running ends here, else signature_pad would go on in ink that is gone. */
  function show(strokes: readonly PadStroke[]): void {
    pad.off()
    pad.fromData(strokes.map(group))
    pad.on()
    guard.drawing = null
  }

  function fit(): void {
    const { clientWidth: width, clientHeight: height } = canvas
    const pixels = { width: sharp(width), height: sharp(height) }
    if (width === 0 || (canvas.width === pixels.width && canvas.height === pixels.height)) return
    const strokes = scaleStrokes(pad.toData(), fitted.width === 0 ? 1 : width / fitted.width)
    fitted = { width, height }
    Object.assign(canvas, pixels)
    canvas.getContext('2d')?.setTransform(pixels.width / width, 0, 0, pixels.height / height, 0, 0)
    Object.assign(pad, penFor(width), { minDistance: Math.max(1.5, width / 250) })
    show(strokes)
    on.resized()
  }

  /** Runs before signature_pad sees the contact, which asks nobody whether it is a palm. */
  function meet(event: Event, found: PointerKind): void {
    const contact = judgeContact(guard, found)
    if (found === 'pen') guard.penSeen = true
    if (contact === 'take-over') show(pad.toData().slice(0, -1))
    if (contact !== 'ignore') kind = found
    else {
      event.stopImmediatePropagation()
      if (event.cancelable) event.preventDefault()
    }
  }

  pad.addEventListener('beginStroke', () => {
    guard.drawing = kind
    on.begin(kind)
  })
  pad.addEventListener('afterUpdateStroke', () => {
    const stroke = pad.toData().at(-1)
    if (stroke) on.move(stroke)
  })
  pad.addEventListener('endStroke', () => {
    guard.drawing = null
    const stroke = pad.toData().at(-1)
    if (!stroke) return
    // Of two points signature_pad draws the line only when it redraws.
    if (stroke.points.length === 2) pad.fromData(pad.toData())
    on.end(stroke)
  })

  const listeners = new AbortController()
  const capture = { capture: true, passive: false, signal: listeners.signal }
  frame.addEventListener('pointerdown', (event) => meet(event, pointerKind(event.pointerType)), capture)
  // A pen that hovers announces itself before the palm comes down.
  frame.addEventListener(
    'pointermove',
    ({ pointerType }) => void (guard.penSeen ||= pointerType === 'pen'),
    capture,
  )
  // On the iPad signature_pad listens to touch events, where the pencil is a touch of its own type.
  frame.addEventListener('touchstart', (event) => meet(event, touchKind(event)), capture)
  for (const name of ['contextmenu', 'selectstart', 'dragstart', 'gesturestart'])
    frame.addEventListener(name, (event) => event.preventDefault(), capture)

  const observer = new ResizeObserver(fit)
  observer.observe(canvas)
  fit()

  return {
    strokes: () => pad.toData(),
    size: () => fitted,
    show,
    forgetPen: () => void (guard = freshGuard()),
    close() {
      observer.disconnect()
      listeners.abort()
      pad.off()
    },
  }
}

const sharp = (length: number) => Math.round(length * Math.max(1, window.devicePixelRatio))

function touchKind({ changedTouches }: TouchEvent): PointerKind {
  const touch: (Touch & { touchType?: string }) | undefined = changedTouches[0]
  return touch?.touchType === 'stylus' ? 'pen' : 'touch'
}
