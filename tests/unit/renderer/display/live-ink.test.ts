import { describe, expect, test } from 'vitest'
import { segmentsOf, stillRunning, withBatch } from '../../../../src/renderer/display/live-ink.ts'
import type { LivePads } from '../../../../src/renderer/display/live-ink.ts'
import type { LiveStroke } from '../../../../src/shared/contract/signing.ts'
import type { PartnerId } from '../../../../src/shared/domain/ids.ts'

const batch = (stroke: number, points: number[], partner = 'jobcenter'): LiveStroke => ({
  partnerId: partner as PartnerId,
  stroke,
  aspect: 2,
  points,
})

const after = (...batches: LiveStroke[]) => batches.reduce<LivePads>(withBatch, {})

describe('live ink on the stage', () => {
  test('joins batches of one stroke and keeps strokes apart', () => {
    const pads = after(batch(0, [0, 0, 0.01]), batch(0, [0.1, 0.1, 0.01]), batch(1, [0.5, 0.5, 0.01]))
    expect(pads).toEqual({
      jobcenter: {
        aspect: 2,
        strokes: [
          [0, 0, 0.01, 0.1, 0.1, 0.01],
          [0.5, 0.5, 0.01],
        ],
      },
    })
  })

  test('starts over when the guest does, and leaves the ink of others alone', () => {
    const both = after(batch(0, [0, 0, 0.01]), batch(0, [0.2, 0.2, 0.01], 'kammer'))
    expect(Object.keys(both)).toEqual(['jobcenter', 'kammer'])
    expect(Object.keys(withBatch(both, batch(-1, [])))).toEqual(['kammer'])
  })

  test('is gone once the partner is no longer at the pad', () => {
    const both = after(batch(0, [0, 0, 0.01]), batch(0, [0.2, 0.2, 0.01], 'kammer'))
    expect(Object.keys(stillRunning(both, (id) => id === 'kammer'))).toEqual(['kammer'])
  })

  test('a stage that joins late shows what comes from then on', () => {
    expect(after(batch(3, [0, 0, 0.01]))).toMatchObject({
      jobcenter: { strokes: [[], [], [], [0, 0, 0.01]] },
    })
  })

  test('is drawn undistorted: y is in heights, widths follow the width', () => {
    const [dot, line] = segmentsOf([0.5, 0.5, 0.01, 1, 1, 0.02], 2, 1000)
    expect(dot).toEqual({ from: [500, 250], to: [500, 250], width: 20 })
    expect(line).toEqual({ from: [500, 250], to: [1000, 500], width: 40 })
  })
})
