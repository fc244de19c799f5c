import { describe, expect, test } from 'vitest'
import { segmentsOf, withBatch } from '../../../../src/renderer/display/live-ink.ts'
import type { LiveStroke } from '../../../../src/shared/contract/signing.ts'
import type { PartnerId } from '../../../../src/shared/domain/ids.ts'

const batch = (stroke: number, points: number[], partner = 'jobcenter'): LiveStroke => ({
  partnerId: partner as PartnerId,
  stroke,
  aspect: 2,
  points,
})

describe('live ink on the stage', () => {
  test('joins batches of one stroke and keeps strokes apart', () => {
    const one = withBatch(null, batch(0, [0, 0, 0.01]))
    const two = withBatch(one, batch(0, [0.1, 0.1, 0.01]))
    const three = withBatch(two, batch(1, [0.5, 0.5, 0.01]))
    expect(three?.strokes).toEqual([
      [0, 0, 0.01, 0.1, 0.1, 0.01],
      [0.5, 0.5, 0.01],
    ])
  })

  test('starts over when the guest does, and when another partner draws', () => {
    const drawn = withBatch(null, batch(0, [0, 0, 0.01]))
    expect(withBatch(drawn, batch(-1, []))).toBeNull()
    expect(withBatch(drawn, batch(0, [0.2, 0.2, 0.01], 'kammer'))?.strokes).toEqual([[0.2, 0.2, 0.01]])
  })

  test('a clear of somebody else leaves the ink alone', () => {
    const drawn = withBatch(null, batch(0, [0, 0, 0.01]))
    expect(withBatch(drawn, batch(-1, [], 'kammer'))).toEqual(drawn)
  })

  test('a stage that joins late shows what comes from then on', () => {
    expect(withBatch(null, batch(3, [0, 0, 0.01]))?.strokes).toEqual([[], [], [], [0, 0, 0.01]])
  })

  test('is drawn undistorted: y is in heights, widths follow the width', () => {
    const [dot, line] = segmentsOf([0.5, 0.5, 0.01, 1, 1, 0.02], 2, 1000)
    expect(dot).toEqual({ from: [500, 250], to: [500, 250], width: 20 })
    expect(line).toEqual({ from: [500, 250], to: [1000, 500], width: 40 })
  })
})
