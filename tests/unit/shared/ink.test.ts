import { deflateSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { judgeInk, outlineOf, penWidth, svgPath } from '../../../src/shared/ink.ts'
import type { Ink, PadStroke } from '../../../src/shared/ink.ts'
import { centreline } from '../../../src/shared/ink/centreline.ts'
import type { Sample } from '../../../src/shared/ink/centreline.ts'
import {
  dot,
  initials,
  lineStroke,
  longSignature,
  paraph,
  shortName,
  strokeAlong,
} from '../../fixtures/handwriting.ts'

/** Whether the nonzero rule fills the point. */
function isFilled(ink: Ink, x: number, y: number): boolean {
  let winding = 0
  for (const path of ink.paths) {
    for (let i = 0; i < path.length; i += 2) {
      const [x0, y0] = [path[i]!, path[i + 1]!]
      const [x1, y1] = [path[(i + 2) % path.length]!, path[(i + 3) % path.length]!]
      const side = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
      if (y0 <= y && y1 > y && side > 0) winding++
      if (y0 > y && y1 <= y && side < 0) winding--
    }
  }
  return winding !== 0
}

/** From the pad's pixels to the ink's units, found by the ink's own box. */
function placing(strokes: PadStroke[], ink: Ink) {
  const samples = strokes.flatMap(centreline)
  const left = Math.min(...samples.map(({ x, radius }) => x - radius))
  const right = Math.max(...samples.map(({ x, radius }) => x + radius))
  const top = Math.min(...samples.map(({ y, radius }) => y - radius))
  const bottom = Math.max(...samples.map(({ y, radius }) => y + radius))
  const margin = Math.max(right - left, bottom - top) * 0.01
  const scale = ink.width / (right - left + 2 * margin)
  return {
    samples,
    scale,
    at: (x: number, y: number) => [(x - left + margin) * scale, (y - top + margin) * scale] as const,
  }
}

/** From a point in ink units to the edge of the pen's way between two samples; negative inside. */
function distanceTo(
  [px, py]: [number, number],
  one: Sample,
  two: Sample,
  at: (x: number, y: number) => readonly [number, number],
  scale: number,
): number {
  const [ax, ay] = at(one.x, one.y)
  const [bx, by] = at(two.x, two.y)
  const square = (bx - ax) ** 2 + (by - ay) ** 2
  const t =
    square === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / square))
  const radius = one.radius + (two.radius - one.radius) * t
  return Math.hypot(px - ax - t * (bx - ax), py - ay - t * (by - ay)) - radius * scale
}

/** A straight stroke with so many ms from point to point. */
const lineAtPace = (ms: number): PadStroke[] => [
  {
    points: Array.from({ length: 20 }, (_, i) => ({ x: i * 10, y: 0, time: i * ms + 1 })),
    minWidth: 0.5,
    maxWidth: 2.5,
  },
]

describe('the outline of a signature', () => {
  test.each([
    ['long signature', longSignature()],
    ['short name', shortName()],
    ['initials with sharp corners', initials()],
    ['paraph', paraph()],
  ])('covers what the pen covered and nothing else: %s', (_, strokes) => {
    const ink = outlineOf(strokes)
    const { samples, scale, at } = placing(strokes, ink)
    const segments = strokes.flatMap((stroke) => {
      const line = centreline(stroke)
      return line.length === 1
        ? [[line[0]!, line[0]!] as const]
        : line.slice(1).map((s, i) => [line[i]!, s] as const)
    })
    for (const { x, y, radius } of samples) {
      for (const [dx, dy] of [
        [0, 0],
        [0.7, 0],
        [-0.7, 0],
        [0, 0.7],
        [0, -0.7],
      ] as const) {
        expect(
          isFilled(ink, ...at(x + dx * radius, y + dy * radius)),
          `inside the stroke at ${x}, ${y}`,
        ).toBe(true)
      }
    }
    for (let k = 0; k < 600; k++) {
      const [px, py] = [(k * 7919) % ink.width, ((k * 104_729) % (ink.height * 10)) / 10]
      const nearest = Math.min(...segments.map(([one, two]) => distanceTo([px, py], one, two, at, scale)))
      if (nearest > 0.12 * scale + 0.5) expect(isFilled(ink, px, py), `outside at ${px}, ${py}`).toBe(false)
    }
  })

  test('of 600 points costs less than 12 KB in a PDF', () => {
    const strokes = longSignature(600)
    expect(strokes.reduce((sum, { points }) => sum + points.length, 0)).toBeGreaterThanOrEqual(600)
    expect(deflateSync(svgPath(outlineOf(strokes))).length).toBeLessThan(12_000)
  })

  test('keeps neither time nor pressure, and one decimal at most', () => {
    const ink = outlineOf(longSignature())
    expect(Object.keys(ink).toSorted()).toEqual(['height', 'paths', 'width'])
    for (const value of ink.paths.flat())
      expect(Math.abs(value * 10 - Math.round(value * 10))).toBeLessThan(1e-6)
  })

  test('does not depend on where on the pad it stands', () => {
    const shifted = longSignature().map((stroke) => ({
      ...stroke,
      points: stroke.points.map((p) => ({ ...p, x: p.x + 128, y: p.y + 64 })),
    }))
    expect(outlineOf(shifted).paths.length).toBe(outlineOf(longSignature()).paths.length)
  })

  test('is thinner where the pen was faster', () => {
    expect(penWidth(outlineOf(lineAtPace(4)))).toBeLessThan(penWidth(outlineOf(lineAtPace(40))))
  })

  test('of a dot is a circle, of nothing is nothing', () => {
    const [circle] = outlineOf([dot(10, 10)]).paths
    expect(circle!.length / 2).toBeGreaterThanOrEqual(12)
    expect(outlineOf([])).toEqual({ width: 1000, height: 1000, paths: [] })
    expect(svgPath(outlineOf([]))).toBe('')
  })

  test('as an SVG path has a move, lines and an end for each outline', () => {
    expect(svgPath({ width: 1000, height: 100, paths: [[0, 0, 10, 0, 10, 10.5]] })).toBe('M0 0L10 0 10 10.5Z')
  })
})

describe('the judgement of ink', () => {
  test.each([
    ['a long signature', longSignature()],
    ['"Li"', shortName()],
    ['a small "Li"', shortName(30)],
    ['"M.M."', initials()],
    ['small initials', initials(30)],
    ['a paraph', paraph()],
    ['a small paraph', paraph(30)],
    [
      'a cross as a mark',
      [lineStroke({ x: 0, y: 0 }, { x: 60, y: 60 }), lineStroke({ x: 60, y: 0 }, { x: 0, y: 60 })],
    ],
  ])('accepts %s', (_, strokes) => expect(judgeInk(outlineOf(strokes))).toBe('good'))

  test('calls nothing empty', () => {
    expect(judgeInk(outlineOf([]))).toBe('empty')
    expect(judgeInk(outlineOf([{ points: [] }]))).toBe('empty')
    expect(judgeInk({ width: 1000, height: 100, paths: [[1, 1, 2, 2]] })).toBe('empty')
  })

  test.each([
    ['a dot', [dot(4, 4)]],
    ['a few dots', [dot(4, 4), dot(90, 9), dot(200, 50)]],
    ['a jittered touch', [strokeAlong((t) => ({ x: 6 * Math.sin(t * 40), y: 6 * Math.cos(t * 37) }), 1.5)]],
    ['a short tick', [lineStroke({ x: 0, y: 0 }, { x: 9, y: 4 })]],
  ])('calls %s too small', (_, strokes) => expect(judgeInk(outlineOf(strokes))).toBe('too-small'))

  test.each([0, 17, 45, 90, 133, 180, 271])('sees a straight line at %d degrees', (angle) => {
    const [dx, dy] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
    const steady = lineStroke({ x: 300, y: 300 }, { x: 300 + dx * 250, y: 300 + dy * 250 })
    const shaky = lineStroke({ x: 300, y: 300 }, { x: 300 + dx * 250, y: 300 + dy * 250 }, 5)
    expect(judgeInk(outlineOf([steady]))).toBe('straight-line')
    expect(judgeInk(outlineOf([shaky]))).toBe('straight-line')
  })

  test('sees a line drawn to and fro as a line', () => {
    const fro = strokeAlong((t) => ({ x: 250 * (1 - Math.abs(1 - 2 * t)), y: 2 * Math.sin(t * 5) }))
    expect(judgeInk(outlineOf([fro]))).toBe('straight-line')
  })
})

describe('whatever a tablet sends', () => {
  const number = fc.oneof(fc.double({ min: -2000, max: 4000, noNaN: true }), fc.double(), fc.integer())
  const point = fc.record({
    x: number,
    y: number,
    time: fc.option(number, { nil: undefined }),
    pressure: number,
  })
  const stroke = fc.record({
    points: fc.array(point, { maxLength: 30 }),
    minWidth: fc.option(number, { nil: undefined }),
    maxWidth: fc.option(number, { nil: undefined }),
    dotSize: fc.option(number, { nil: undefined }),
  })
  const verdicts = ['good', 'empty', 'too-small', 'straight-line']

  test('a pen too thin for any screen leaves ink all the same', () => {
    const ink = outlineOf([{ points: [{ x: 0, y: 0 }], dotSize: 5e-324 }])
    expect(Number.isFinite(ink.height) && ink.height > 0).toBe(true)
    expect(judgeInk(ink)).not.toBe('good')
  })

  test('the ink has only numbers within its box, and a verdict', () => {
    fc.assert(
      fc.property(fc.array(stroke, { maxLength: 6 }), (strokes) => {
        const ink = outlineOf(strokes)
        expect(Number.isFinite(ink.height) && ink.height > 0).toBe(true)
        for (const path of ink.paths) {
          expect(path.length % 2).toBe(0)
          path.forEach((value, i) =>
            expect(value >= 0 && value <= (i % 2 ? ink.height : ink.width)).toBe(true),
          )
        }
        expect(verdicts).toContain(judgeInk(ink))
      }),
    )
  })

  test('outlines made up by hand get a verdict too', () => {
    const path = fc.array(fc.double(), { maxLength: 40 })
    fc.assert(
      fc.property(fc.array(path, { maxLength: 10 }), (paths) => {
        expect(verdicts).toContain(judgeInk({ width: 1000, height: 1000, paths }))
      }),
    )
  })
})
