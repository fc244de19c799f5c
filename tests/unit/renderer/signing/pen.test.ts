import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openPen } from '../../../../src/renderer/signing/pen.ts'
import type { Pen } from '../../../../src/renderer/signing/pen.ts'
import { penFor } from '../../../../src/renderer/signing/pad-strokes.ts'
import type { PadPoint } from '../../../../src/renderer/signing/pointer-points.ts'
import type { Point } from '../../../../src/shared/geometry.ts'
import { centreline } from '../../../../src/shared/ink/centreline.ts'
import type { PadStroke } from '../../../../src/shared/ink.ts'
import { longSignature } from '../../../fixtures/handwriting.ts'
import { paper } from '../../../fixtures/pad-paper.ts'
import type { Circle, Paper } from '../../../fixtures/pad-paper.ts'

const WIDTH = 800
let sheet: Paper
let pen: Pen

beforeEach(() => {
  sheet = paper()
  for (const [name, value] of Object.entries(sheet.globals)) vi.stubGlobal(name, value)
  pen = openPen(sheet.canvas)
  pen.fit(WIDTH)
})
afterEach(() => {
  pen.close()
  vi.unstubAllGlobals()
})

/** A name as a slow hand writes it with a pen: each point has its own time, and the hand presses and lets go. */
const written = (): PadPoint[] =>
  longSignature(300)[0]!.points.map(({ x, y }, i) => ({
    x,
    y,
    time: 1000 + i * 60,
    pressure: 0.5 + 0.45 * Math.sin(i / 7),
  }))
const event = (fields: Partial<PointerEvent> = {}) =>
  ({
    pointerId: 7,
    pointerType: 'pen',
    isPrimary: true,
    pressure: 0.9,
    clientX: 1,
    clientY: 1,
    ...fields,
  }) as PointerEvent

function write([first, ...rest]: PadPoint[]): void {
  pen.take('pointerdown', event(), first!)
  for (const point of rest) pen.take('pointermove', event(), point)
}

/** How far the edge of a circle is from the edge of the line that is kept, in pixels. */
function gap(circle: Circle, stroke: PadStroke): number {
  const samples = centreline(stroke)
  const gaps = samples.slice(1).map((to, i) => {
    const from = samples[i]!
    const [dx, dy] = [to.x - from.x, to.y - from.y]
    const along = ((circle.x - from.x) * dx + (circle.y - from.y) * dy) / (dx * dx + dy * dy || 1)
    const t = Math.min(1, Math.max(0, along))
    const radius = from.radius + (to.radius - from.radius) * t
    return (
      Math.hypot(circle.x - from.x - dx * t, circle.y - from.y - dy * t) + Math.abs(circle.radius - radius)
    )
  })
  return Math.min(...gaps)
}

const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y)

describe('a stroke that is written', () => {
  test('has every point with the time and pressure its device has measured', () => {
    write(written().slice(0, 40))
    expect(pen.strokes()).toMatchObject([{ ...penFor(WIDTH), points: written().slice(0, 40) }])
  })

  test('is drawn while the pen writes as it is afterwards', () => {
    write(written())
    const live = sheet.circles()
    pen.lift(event())
    const afterwards = new Set(sheet.circles().map((circle) => JSON.stringify(circle)))
    expect(live.length).toBeGreaterThan(1000)
    // the dot with which each stroke begins lies under the first circle of its curve
    expect(live.slice(1).filter((circle) => !afterwards.has(JSON.stringify(circle)))).toEqual([])
  })

  test('is drawn where it is kept and as thick, however hard the pen presses', () => {
    write(written().slice(0, 120))
    const stroke = pen.lift(event())!
    const circles = sheet.circles()
    const radii = circles.map(({ radius }) => radius)
    expect(Math.max(...radii)).toBeGreaterThan(penFor(WIDTH).maxWidth)
    expect(Math.min(...radii)).toBeLessThan(Math.max(...radii) / 2)
    expect(Math.max(...circles.map((circle) => gap(circle, stroke)))).toBeLessThan(0.1)
    const uncovered = centreline(stroke).filter((sample) =>
      circles.every((circle) => apart(sample, circle) > 1),
    )
    expect(uncovered).toEqual([])
  })

  test('begins no thicker than it goes on, however fast the hand is', () => {
    const fast = Array.from({ length: 12 }, (_, i) => ({
      x: 40 + i * 30,
      y: 50,
      time: 100 + i * 4,
      pressure: 0,
    }))
    write(fast)
    const { minWidth } = penFor(WIDTH)
    expect(Math.max(...sheet.circles().map(({ radius }) => radius))).toBeCloseTo(minWidth, 5)
    pen.lift(event())
    expect(Math.max(...sheet.circles().map(({ radius }) => radius))).toBeCloseTo(minWidth, 5)
  })

  test('that is a dot is there when the pen is lifted', () => {
    write([{ x: 40, y: 50, time: 100, pressure: 0 }])
    pen.lift(event())
    expect(sheet.circles()).toMatchObject([{ x: 40, y: 50 }])
  })

  test('reaches the point where the pen was lifted', () => {
    write([
      { x: 10, y: 10, time: 1, pressure: 0 },
      { x: 60, y: 10, time: 9, pressure: 0 },
    ])
    pen.lift(event())
    expect(Math.max(...sheet.circles().map(({ x }) => x))).toBeGreaterThan(59)
  })

  test('goes on while the second button of the pen is held', () => {
    const [first, ...rest] = written().slice(0, 9)
    pen.take('pointerdown', event({ buttons: 1 }), first!)
    for (const point of rest) pen.take('pointermove', event({ buttons: 3 }), point)
    expect(pen.strokes()[0]?.points).toHaveLength(9)
  })

  test('ends where the ink is drawn anew, and the next begins as a stroke of its own', () => {
    write(written().slice(0, 20))
    pen.show(pen.strokes().slice(0, -1))
    pen.take('pointermove', event(), written()[20]!)
    expect(pen.strokes()).toEqual([])
    write(written().slice(0, 5))
    expect(pen.strokes().map(({ points }) => points.length)).toEqual([5])
  })
})

test('a pen takes pointer events also on an iPad, which signature_pad takes for a Mac with a touch screen', () => {
  vi.stubGlobal('navigator', {
    userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15',
  })
  vi.stubGlobal('document', { ontouchstart: null })
  pen = openPen(sheet.canvas)
  pen.fit(WIDTH)
  write(written().slice(0, 5))
  expect(pen.strokes()).toHaveLength(1)
})

test('strokes without a point, as a damaged draft may bring them, draw nothing and harm nothing', () => {
  pen.show([{ points: [] }, ...longSignature(50)])
  expect(pen.strokes()).toHaveLength(longSignature(50).length)
})
