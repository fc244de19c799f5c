import { describe, expect, test } from 'vitest'
import { nextBatch, nothingSent, wholeStroke } from '../../../../src/renderer/signing/live-stroke.ts'
import type { PadStroke } from '../../../../src/shared/ink.ts'
import { dot, longSignature } from '../../../fixtures/handwriting.ts'

const PAD = { width: 800, height: 356 }
const stroke = longSignature(300)[0]!

/** Draws the stroke point by point and sends a batch after every `every` points, as the pad does. */
function sentWhileDrawing(whole: PadStroke, every: number): number[] {
  const points: number[] = []
  let sent = nothingSent()
  for (let n = 1; n <= whole.points.length; n++) {
    const ended = n === whole.points.length
    if (n % every !== 0 && !ended) continue
    const batch = nextBatch({ ...whole, points: whole.points.slice(0, n) }, sent, PAD, ended)
    points.push(...batch.points)
    sent = batch.sent
  }
  return points
}

describe('live ink', () => {
  test('sent in batches draws the same line as sent whole', () => {
    const whole = wholeStroke(stroke, PAD).flat()
    expect(sentWhileDrawing(stroke, 1)).toEqual(whole)
    expect(sentWhileDrawing(stroke, 7)).toEqual(whole)
  })

  test('speaks in fractions of the pad and carries neither time nor pressure', () => {
    const points = wholeStroke(stroke, PAD).flat()
    expect(points.length % 3).toBe(0)
    expect(Math.max(...points)).toBeLessThanOrEqual(1)
    expect(Math.min(...points)).toBeGreaterThanOrEqual(0)
  })

  test('a batch stays below what the contract takes, however long the stroke', () => {
    const long = { ...stroke, points: Array.from({ length: 40 }, () => stroke.points).flat() }
    const batches = wholeStroke(long, PAD)
    expect(batches.length).toBeGreaterThan(1)
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(3000)
  })

  test('a dot is one place', () => {
    expect(wholeStroke(dot(400, 178), PAD)).toEqual([[0.5, 0.5, expect.closeTo(1.8 / 800, 4)]])
  })

  test('nothing is sent twice', () => {
    const begun = { ...stroke, points: stroke.points.slice(0, 20) }
    const batch = nextBatch(begun, nothingSent(), PAD, false)
    expect(nextBatch(begun, batch.sent, PAD, false).points).toEqual([])
  })

  test('a hand that slides off the pad stays inside what the contract takes', () => {
    const wild = { ...stroke, points: stroke.points.map((p) => ({ ...p, x: p.x * 50, y: p.y * 50 - 9000 })) }
    const points = wholeStroke(wild, PAD).flat()
    expect(Math.max(...points)).toBeLessThanOrEqual(2)
    expect(Math.min(...points)).toBeGreaterThanOrEqual(-1)
  })
})
