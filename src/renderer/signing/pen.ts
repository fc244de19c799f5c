/** The pad's pen: signature_pad records the strokes and draws them, and is told all that the device has measured. */
import SignaturePad from 'signature_pad'
import type { BasicPoint, PointGroup, PointGroupOptions } from 'signature_pad'
import type { Point } from '../../shared/geometry.ts'
import { pushOf } from '../../shared/ink/centreline.ts'
import type { PadStroke } from '../../shared/ink/centreline.ts'
import { INK_COLOUR } from './ink-painting.ts'
import { penFor } from './pad-strokes.ts'
import type { PadPoint } from './pointer-points.ts'

/** Nearer points only make the line tremble: a share of the pad's width, and pixels at least. */
const NEAREST = { share: 1 / 500, least: 1 }

export type Pen = {
  /** In pixels of the canvas, the running stroke last. */
  strokes(): PointGroup[]
  /** Draws these instead; a stroke that is running ends here, for its ink is gone. */
  show(strokes: readonly PadStroke[]): void
  /** The pen for a pad this many pixels wide. */
  fit(width: number): void
  /** Touches down or goes on to the point that this event has measured. */
  take(type: 'pointerdown' | 'pointermove', event: PointerEvent, point: PadPoint): void
  /** Ends the running stroke and gives it back. */
  lift(event: PointerEvent): PadStroke | undefined
  close(): void
}

/** A pen that writes on the canvas, whose unit is one CSS pixel. It obeys only what it is told here. */
export function openPen(canvas: HTMLCanvasElement): Pen {
  const pad = new SignaturePad(canvas, { penColor: INK_COLOUR, throttle: 0 })
  const measured = inkAsItIsKept(pad)

  /** Also where signature_pad would listen to touch events, which tell less: it takes an iPad for a Mac. */
  function listen(): void {
    pad.off()
    pad['_handlePointerEvents']()
    canvas.style.touchAction = 'none'
  }

  function show(strokes: readonly PadStroke[]): void {
    listen()
    pad.fromData(strokes.filter(({ points }) => points.length > 0).map((stroke) => group(pad, stroke)))
  }

  /** signature_pad takes one point from each event: every measured point comes to it as an event of its own. */
  function hand(type: string, event: PointerEvent): void {
    const { pointerId, pointerType, isPrimary, pressure, clientX, clientY } = event
    const told = { pointerId, pointerType, isPrimary, pressure, clientX, clientY }
    // a pen whose second button is held draws as well
    canvas.dispatchEvent(new PointerEvent(type, { ...told, buttons: 1, bubbles: true, cancelable: true }))
  }

  listen()
  return {
    strokes: () => pad.toData(),
    show,
    fit: (width) =>
      void Object.assign(pad, penFor(width), { minDistance: Math.max(NEAREST.least, width * NEAREST.share) }),
    take(type, event, point) {
      measured.point = point
      hand(type, event)
      measured.point = null
    },
    lift(event) {
      // not as `pointerup`, which adds a point: a pen in the air has no pressure, and would end in a blot
      hand('pointercancel', event)
      const stroke = pad.toData().at(-1)
      const last = stroke?.points.at(-1)
      // the last point only steers the curve before it: said twice, the line reaches it
      if (stroke && last && stroke.points.length > 1) stroke.points.push({ ...last })
      show(pad.toData())
      return stroke
    },
    close: () => pad.off(),
  }
}

/**
 * Draws the ink as it is kept (centreline.ts). That follows signature_pad but for what no option of it says: each
 * point has the device's own time, for signature_pad the points of one frame would stand still; the width answers
 * pressure, which may pass the upper limit; a stroke begins as fast as it goes on, and without the dot that would look
 * out under a thin line; and a curve meets its control points in their order, which signature_pad takes the other way
 * round (half a pixel beside the line where a hand turns quickly).
 * `point`: what the event that is handed over has measured.
 */
function inkAsItIsKept(pad: SignaturePad): { point: PadPoint | null } {
  const measured: { point: PadPoint | null } = { point: null }
  const createPoint = pad['_createPoint'].bind(pad)
  const curveWidths = pad['_calculateCurveWidths'].bind(pad)
  const drawCurve = pad['_drawCurve'].bind(pad)
  const drawDot = pad['_drawDot'].bind(pad)
  const reset = pad['_reset'].bind(pad)
  let isBeginning = true
  pad['_createPoint'] = (x: number, y: number, pressure: number) =>
    Object.assign(createPoint(x, y, pressure), measured.point)
  pad['_calculateCurveWidths'] = (from: BasicPoint, to: BasicPoint, pen: PointGroupOptions) => {
    const push = pushOf(to.pressure)
    const pressed = { ...pen, minWidth: pen.minWidth * push, maxWidth: pen.maxWidth * push }
    // twice: the first time only for the speed and width with which the second begins
    if (isBeginning) curveWidths(from, to, { ...pressed, velocityFilterWeight: 1 })
    isBeginning = false
    return curveWidths(from, to, pressed)
  }
  pad['_reset'] = (pen: PointGroupOptions) => {
    isBeginning = true
    reset(pen)
  }
  // while the pen is down the tip that runs ahead shows the dot
  pad['_drawDot'] = (point: BasicPoint, pen: PointGroupOptions) => {
    if (measured.point === null) drawDot(point, pen)
  }
  pad['_drawCurve'] = (curve: Curve, pen: PointGroupOptions) => {
    Object.assign(curve, { control1: curve.control2, control2: curve.control1 })
    drawCurve(curve, { ...pen, maxWidth: Infinity })
  }
  return measured
}

type Curve = { control1: Point; control2: Point }

const group = (pad: SignaturePad, stroke: PadStroke): PointGroup => ({
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
