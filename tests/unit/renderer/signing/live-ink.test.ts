import { describe, expect, test } from 'vitest'
import { openLiveInk } from '../../../../src/renderer/signing/live-ink.ts'
import type { LiveBatch } from '../../../../src/renderer/signing/live-ink.ts'
import { wholeStroke } from '../../../../src/renderer/signing/live-stroke.ts'
import { liveStrokeSchema } from '../../../../src/shared/contract/signing.ts'
import { dot, longSignature } from '../../../fixtures/handwriting.ts'

const PAD = { width: 800, height: 356 }
const stroke = longSignature(300)[0]!

/** A clock that is moved by hand; what was put off runs when its time has come. */
function clock() {
  let now = 0
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    later: (run: () => void, ms: number) => void waiting.push({ at: now + ms, run }),
    pass(ms: number) {
      now += ms
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      due.forEach(({ run }) => run())
    },
  }
}

function draw(pen: ReturnType<typeof openLiveInk>, time: ReturnType<typeof clock>, everyMs: number) {
  pen.begin()
  for (let n = 1; n <= stroke.points.length; n++) {
    pen.move({ ...stroke, points: stroke.points.slice(0, n) }, PAD)
    time.pass(everyMs)
  }
  pen.end(stroke, PAD)
}

describe('live ink on its way to the stage', () => {
  test('leaves at most thirty times a second, however fast the pad reports', () => {
    const time = clock()
    const sent: LiveBatch[] = []
    const pen = openLiveInk((batch) => sent.push(batch), time)
    draw(pen, time, 4)
    expect(sent.length).toBeLessThanOrEqual(Math.ceil((stroke.points.length * 4) / 1000) * 30 + 1)
    expect(sent.length).toBeGreaterThan(5)
  })

  test('loses nothing of the line on the way', () => {
    const time = clock()
    const sent: LiveBatch[] = []
    draw(
      openLiveInk((batch) => sent.push(batch), time),
      time,
      4,
    )
    expect(sent.flatMap(({ points }) => points)).toEqual(wholeStroke(stroke, PAD).flat())
  })

  test('counts the strokes, and counts on from what undo has left', () => {
    const sent: LiveBatch[] = []
    const pen = openLiveInk((batch) => sent.push(batch), clock())
    pen.show([dot(10, 10), dot(20, 20)], PAD)
    pen.begin()
    pen.end(dot(30, 30), PAD)
    expect(sent.map(({ stroke }) => stroke)).toEqual([-1, 0, 1, 2])
  })

  test('a batch that was put off does not slip into the next stroke', () => {
    const time = clock()
    const sent: LiveBatch[] = []
    const pen = openLiveInk((batch) => sent.push(batch), time)
    pen.begin()
    pen.move({ ...stroke, points: stroke.points.slice(0, 9) }, PAD)
    pen.move({ ...stroke, points: stroke.points.slice(0, 20) }, PAD)
    pen.begin()
    time.pass(100)
    expect(sent).toHaveLength(1)
  })

  test('is what the contract takes', () => {
    const time = clock()
    const sent: LiveBatch[] = []
    const pen = openLiveInk((batch) => sent.push(batch), time)
    draw(pen, time, 4)
    pen.show([stroke, stroke], PAD)
    for (const batch of sent) liveStrokeSchema.parse({ partnerId: 'p1', ...batch })
  })
})
