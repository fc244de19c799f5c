import { describe, expect, test } from 'vitest'
import { centreline, followPen } from '../../../src/shared/ink/centreline.ts'
import type { PadStroke } from '../../../src/shared/ink/centreline.ts'
import { longSignature } from '../../fixtures/handwriting.ts'

const thickness = (stroke: PadStroke) => {
  const samples = centreline(stroke)
  return samples.reduce((sum, { radius }) => sum + radius, 0) / samples.length
}
const pressed = (stroke: PadStroke, pressure: number): PadStroke => ({
  ...stroke,
  points: stroke.points.map((point) => ({ ...point, pressure })),
})

describe('the line that is drawn', () => {
  test('is, point by point, the line that is kept', () => {
    for (const stroke of longSignature(200).filter(({ points }) => points.length > 2)) {
      const next = followPen(stroke)
      const drawn = stroke.points.flatMap(next)
      const kept = centreline(stroke)
      const places = drawn.filter((sample) => kept.some(({ x, y }) => x === sample.x && y === sample.y))
      expect(places.length).toBeGreaterThan(drawn.length * 0.95)
      for (const [i, sample] of kept.slice(0, -1).entries()) {
        expect(
          drawn.some(({ x, y }) => x === sample.x && y === sample.y),
          `sample ${i}`,
        ).toBe(true)
      }
    }
  })

  test('grows with the pressure of a pen, within the eye’s measure', () => {
    const [stroke] = longSignature(200) as [PadStroke]
    const [light, middle, hard] = [0.05, 0.5, 1].map((force) => thickness(pressed(stroke, force)))
    expect(light).toBeLessThan(middle!)
    expect(hard).toBeGreaterThan(middle!)
    expect(hard! / light!).toBeLessThan(3)
  })

  test('is the same for half the pressure and for a device that feels none', () => {
    const [stroke] = longSignature(200) as [PadStroke]
    expect(thickness(pressed(stroke, 0))).toBe(thickness(pressed(stroke, 0.5)))
  })
})
