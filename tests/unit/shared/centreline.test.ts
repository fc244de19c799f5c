import { describe, expect, test } from 'vitest'
import { centreline } from '../../../src/shared/ink/centreline.ts'
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
  test('grows with the pressure of a pen, within the eye’s measure', () => {
    const [stroke] = longSignature(200) as [PadStroke]
    const [light, middle, hard] = [0.05, 0.5, 1].map((force) => thickness(pressed(stroke, force)))
    expect(light).toBeLessThan(middle!)
    expect(hard).toBeGreaterThan(middle!)
    expect(hard! / light!).toBeLessThan(3)
  })

  test('begins as thin as a fast hand goes on', () => {
    const points = Array.from({ length: 12 }, (_, i) => ({ x: i * 30, y: 50, time: i * 4, pressure: 0 }))
    const radii = centreline({ points, minWidth: 0.9, maxWidth: 9 }).map(({ radius }) => radius)
    expect(Math.max(...radii)).toBeCloseTo(Math.min(...radii), 5)
  })

  test('is the same for half the pressure and for a device that feels none', () => {
    const [stroke] = longSignature(200) as [PadStroke]
    expect(thickness(pressed(stroke, 0))).toBe(thickness(pressed(stroke, 0.5)))
  })
})
