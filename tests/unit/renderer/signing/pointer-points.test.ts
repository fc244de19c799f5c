import { describe, expect, test } from 'vitest'
import { measuredBy, pointOf, pointsAhead } from '../../../../src/renderer/signing/pointer-points.ts'

const FRAME = { left: 100, top: 50, scale: 1 }
const measured = (clientX: number, timeStamp: number, pressure = 0.3, pointerType = 'pen') =>
  ({ clientX, clientY: 60, timeStamp, pressure, pointerType }) as PointerEvent
const moved = (given: { coalesced?: PointerEvent[]; predicted?: PointerEvent[] }) => ({
  ...measured(140, 16),
  getCoalescedEvents: () => given.coalesced ?? [],
  getPredictedEvents: () => given.predicted ?? [],
})

describe('the points of a pointer event', () => {
  test('are all that the device measured since the last frame, each with its own time', () => {
    const event = moved({ coalesced: [measured(120, 4), measured(130, 8), measured(140, 16)] })
    const points = measuredBy(event).map((each) => pointOf(each, FRAME))
    expect(points.map(({ x, time }) => [x, time])).toEqual([
      [20, 4],
      [30, 8],
      [40, 16],
    ])
  })

  test('are the event itself where a browser does not tell more', () => {
    const [event, old] = [moved({}), { ...measured(140, 16) }]
    expect(measuredBy(event)).toEqual([event])
    expect(measuredBy(old)).toEqual([old])
    expect(pointOf(old, FRAME)).toEqual({ x: 40, y: 10, time: 16, pressure: 0.3 })
  })

  test('run ahead only where the browser predicts them', () => {
    expect(pointsAhead(moved({ predicted: [measured(150, 24)] }), FRAME)).toMatchObject([{ x: 50 }])
    expect(pointsAhead(measured(140, 16), FRAME)).toEqual([])
  })

  test('have pressure only from a pen: fingers and mice report what they do not feel', () => {
    expect(pointOf(measured(140, 16, 1, 'touch'), FRAME).pressure).toBe(0)
    expect(pointOf(measured(140, 16, 0.5, 'mouse'), FRAME).pressure).toBe(0)
  })

  test('fall where the pen is, also on a page that is zoomed', () => {
    expect(pointOf(measured(140, 16), { ...FRAME, scale: 0.5 })).toMatchObject({ x: 20, y: 5 })
  })
})
