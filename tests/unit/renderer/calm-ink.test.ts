import { expect, test } from 'vitest'
import { calmInk } from '../../../src/renderer/calm-ink.ts'
import { outlineOf, penWidth } from '../../../src/shared/ink.ts'
import { longSignature, shortName } from '../../fixtures/handwriting.ts'

test('a long signature fills its line', () => {
  const ink = outlineOf(longSignature())
  expect(calmInk(ink, 0.014)).toBe(ink)
})

test('"Li" is not blown up: its pen is no thicker than that of others', () => {
  const ink = outlineOf(shortName())
  const calm = calmInk(ink, 0.014)
  expect(penWidth(ink) / ink.width).toBeGreaterThan(0.03)
  expect(penWidth(calm) / calm.width).toBeCloseTo(0.014, 3)
})

test('it stands in the middle, on the line, and keeps its shape', () => {
  const ink = outlineOf(shortName())
  const calm = calmInk(ink, 0.014)
  const [xs, ys] = [0, 1].map((odd) => calm.paths.flat().filter((_, i) => i % 2 === odd))
  expect((Math.min(...xs!) + Math.max(...xs!)) / 2).toBeCloseTo(calm.width / 2, -1)
  expect(calm.height - Math.max(...ys!)).toBeLessThan(ink.height * 0.05)
  expect(calm.width / calm.height).toBeCloseTo(ink.width / ink.height, 5)
})

test('no ink stays no ink', () => {
  const none = { width: 1000, height: 300, paths: [] }
  expect(calmInk(none, 0.014)).toBe(none)
})
