import { describe, expect, test } from 'vitest'
import type { PadStroke } from '../../../../src/shared/ink.ts'
import { centreline } from '../../../../src/shared/ink/centreline.ts'
import { judgeInk, outlineOf } from '../../../../src/shared/ink.ts'
import {
  keepStrokes,
  penFor,
  restoreStrokes,
  scaleStrokes,
} from '../../../../src/renderer/signing/pad-strokes.ts'
import { longSignature } from '../../../fixtures/handwriting.ts'

const PAD = 800

const places = (strokes: PadStroke[]) =>
  strokes.flatMap(centreline).flatMap(({ x, y, radius }) => [x, y, radius])

describe('ink on a pad that changes its size', () => {
  test('turning the tablet and back puts every line back where it was, as thick as it was', () => {
    const drawn = longSignature(300)
    const turned = scaleStrokes(scaleStrokes(drawn, 450 / PAD), PAD / 450)
    expect(places(turned)).toEqual(places(drawn).map((place) => expect.closeTo(place, 6)))
  })

  test('the outlines do not depend on the size of the pad, for they are cropped and scaled', () => {
    const drawn = longSignature(300)
    const small = outlineOf(scaleStrokes(drawn, 0.5))
    expect(small.height).toBeCloseTo(outlineOf(drawn).height, -1)
    expect(small.paths.length).toBe(outlineOf(drawn).paths.length)
  })

  test('the pen grows with the pad and stays visible on the smallest', () => {
    expect(penFor(1200).maxWidth).toBeGreaterThan(penFor(600).maxWidth)
    expect(penFor(100).minWidth).toBeGreaterThan(0.5)
    expect(penFor(100).maxWidth).toBeGreaterThan(penFor(100).minWidth)
  })
})

describe('ink that outlives a reload', () => {
  test('is kept without time and without pressure', () => {
    const kept = JSON.stringify(keepStrokes(longSignature(100), PAD))
    expect(kept).not.toContain('time')
    expect(kept).not.toContain('pressure')
    expect(Object.keys(JSON.parse(kept)[0])).toEqual(['points', 'halfWidth'])
  })

  test('comes back at its place, also on a pad of another width', () => {
    const drawn = longSignature(100)
    const back = restoreStrokes(keepStrokes(drawn, PAD), PAD * 2)
    const [first, again] = [drawn[0]!.points[5]!, back[0]!.points[5]!]
    expect(again.x).toBeCloseTo(first.x * 2, 1)
    expect(again.y).toBeCloseTo(first.y * 2, 1)
  })

  test('is still a signature', () => {
    const back = restoreStrokes(keepStrokes(longSignature(300), PAD), 390)
    expect(judgeInk(outlineOf(back))).toBe('good')
  })
})
