import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  A4,
  fractionsOf,
  inverse,
  placeOnPage,
  quarterTurn,
  transform,
  viewMatrix,
  visibleBox,
  visibleSize,
} from '../../../src/shared/geometry.ts'
import type { PageBoxes, Rect } from '../../../src/shared/geometry.ts'

const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height })

const page = (over: Partial<PageBoxes> = {}): PageBoxes => {
  const mediaBox = over.mediaBox ?? rect(0, 0, 600, 800)
  return { mediaBox, cropBox: mediaBox, rotation: 0, userUnit: 1, ...over }
}

describe('what is visible of a page', () => {
  test('is the crop box, where it lies within the media box', () => {
    expect(visibleBox(page({ cropBox: rect(50, 60, 400, 500) }))).toEqual(rect(50, 60, 400, 500))
  })

  test('is the media box where the crop box is larger', () => {
    expect(visibleBox(page({ cropBox: rect(-100, -100, 2000, 2000) }))).toEqual(rect(0, 0, 600, 800))
  })

  test('is the common part where they overlap', () => {
    expect(visibleBox(page({ cropBox: rect(300, 400, 600, 800) }))).toEqual(rect(300, 400, 300, 400))
  })

  test('is the media box where the crop box misses it', () => {
    expect(visibleBox(page({ cropBox: rect(5000, 0, 100, 100) }))).toEqual(rect(0, 0, 600, 800))
  })

  test('does not depend on the order in which the corners were written', () => {
    const boxes = page({ mediaBox: rect(600, 800, -600, -800), cropBox: rect(450, 60, -400, 500) })
    expect(visibleBox(boxes)).toEqual(rect(50, 60, 400, 500))
  })

  test('is A4 where there is no media box to speak of', () => {
    expect(visibleBox(page({ mediaBox: rect(0, 0, 0, 0) }))).toEqual(A4)
    expect(visibleBox(page({ mediaBox: rect(Number.NaN, 0, 10, 10) }))).toEqual(A4)
  })

  test('is as large as the reader sees it: turned, and scaled by the user unit', () => {
    expect(visibleSize(page({ rotation: 90, userUnit: 2 }))).toEqual({ width: 1600, height: 1200 })
  })
})

describe('angles of a page', () => {
  test.each([
    [0, 0],
    [90, 90],
    [-90, 270],
    [450, 90],
    [-180, 180],
    [360, 0],
    [91, 90],
    [Number.NaN, 0],
  ])('%d degrees are %d', (degrees, expected) => expect(quarterTurn(degrees)).toBe(expected))
})

describe('a point the reader sees', () => {
  // the lower left corner as displayed, and the one to its right, are these corners of the box in user space
  test.each([
    [0, { x: 10, y: 20 }, { x: 110, y: 20 }],
    [90, { x: 110, y: 20 }, { x: 110, y: 220 }],
    [180, { x: 110, y: 220 }, { x: 10, y: 220 }],
    [270, { x: 10, y: 220 }, { x: 10, y: 20 }],
  ] as const)('has its place in user space at %d degrees', (rotation, origin, right) => {
    const boxes = page({ mediaBox: rect(10, 20, 100, 200), rotation })
    const matrix = viewMatrix(boxes)
    expect(transform(matrix, { x: 0, y: 0 })).toEqual(origin)
    expect(transform(matrix, { x: visibleSize(boxes).width, y: 0 })).toEqual(right)
  })

  test('is a real point whatever the user unit', () => {
    const boxes = page({ mediaBox: rect(10, 20, 100, 200), userUnit: 4 })
    expect(transform(viewMatrix(boxes), { x: 40, y: 80 })).toEqual({ x: 20, y: 40 })
  })
})

describe('a field', () => {
  test('is placed from the top left of what is seen', () => {
    const box = placeOnPage(page({ rotation: 90 }), { x: 0.25, y: 0.1, width: 0.5, height: 0.2 })
    expect(box).toEqual({ x: 200, y: expect.closeTo(420, 9), width: 400, height: expect.closeTo(120, 9) })
  })

  test('comes back as the same fractions, on any page', () => {
    const side = fc.double({ min: 10, max: 3000, noNaN: true })
    // numbers of every size alike, not of every exponent, which would nearly all be next to nothing
    const origin = fc.integer({ min: -2_000_000, max: 2_000_000 }).map((thousandths) => thousandths / 1000)
    const part = fc.nat(500_000).map((millionths) => millionths / 1_000_000)
    const anyPage = fc.record({
      mediaBox: fc.record({ x: origin, y: origin, width: side, height: side }),
      cropBox: fc.record({ x: origin, y: origin, width: side, height: side }),
      rotation: fc.constantFrom(0 as const, 90 as const, 180 as const, 270 as const),
      userUnit: fc.constantFrom(1, 2, 0.5),
    })
    const anyBox = fc.record({ x: part, y: part, width: part, height: part })
    fc.assert(
      fc.property(anyPage, anyBox, (boxes, box) => {
        const place = placeOnPage(boxes, box)
        const matrix = viewMatrix(boxes)
        const one = transform(matrix, place)
        const two = transform(matrix, { x: place.x + place.width, y: place.y + place.height })
        const back = fractionsOf(boxes, rect(one.x, one.y, two.x - one.x, two.y - one.y))
        for (const key of ['x', 'y', 'width', 'height'] as const) expect(back[key]).toBeCloseTo(box[key], 6)
      }),
    )
  })

  test('goes through the matrix and back', () => {
    const matrix = viewMatrix(page({ mediaBox: rect(7, -3, 321, 123), rotation: 270, userUnit: 3 }))
    const { x, y } = transform(inverse(matrix), transform(matrix, { x: 12, y: 34 }))
    expect([x, y]).toEqual([expect.closeTo(12, 9), expect.closeTo(34, 9)])
  })
})
