import { describe, expect, it } from 'vitest'
import { freePlace } from '../../../../../src/renderer/organizer/agreement/free-place.ts'
import { inPoints } from '../../../../../src/renderer/organizer/agreement/rect.ts'

const page = { width: 600, height: 800, rotation: 0 } as const
const band = (x: number, y: number, width: number, height: number) => ({
  x: x / 600,
  y: y / 800,
  width: width / 600,
  height: height / 800,
})
const placed = (...taken: ReturnType<typeof band>[]) => {
  const { x, y, width, height } = inPoints(freePlace(page, taken), page)
  return { x: Math.round(x), y: Math.round(y), right: Math.round(x + width), bottom: Math.round(y + height) }
}

describe('a field placed without a pointer', () => {
  it('follows the last line of the text, whatever stands in the footer', () => {
    const { x, y } = placed(band(72, 72, 456, 300), band(72, 760, 456, 12))
    expect(x).toBe(72)
    expect(y).toBeGreaterThanOrEqual(372 + 18)
    expect(y).toBeLessThan(372 + 30)
  })
  it('follows the field above it', () => {
    expect(placed(band(72, 72, 456, 300), band(72, 400, 190, 62)).y).toBeGreaterThanOrEqual(462 + 18)
  })
  it('stands beside where there is no room below', () => {
    const { x, right } = placed(band(72, 72, 200, 700))
    expect(x).toBeGreaterThan(272)
    expect(right).toBe(600 - 72)
  })
  it('stands at the top of an empty page', () => {
    expect(placed().y).toBeLessThan(90)
  })
  it('stands in the middle of a page without room', () => {
    expect(placed(band(0, 0, 600, 800))).toMatchObject({ x: 205, y: 369 })
  })
})
