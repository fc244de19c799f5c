import { describe, expect, it } from 'vitest'
import { printOf } from '../../../../../src/renderer/organizer/agreement/page-print.ts'

const codes = { save: 1, restore: 2, transform: 3, formBegin: 4, formEnd: 5, path: 6, endPath: 7 }
const STROKE = 8
/** 600 × 800 points, upright: y is turned over. */
const view = { width: 600, height: 800, transform: [1, 0, 0, -1, 0, 800] }
const run = (str: string, x: number, y: number, width: number, size = 10) => ({
  str,
  transform: [size, 0, 0, size, x, y],
  width,
  height: size,
})
const line = (x0: number, y0: number, x1: number, y1: number) => [
  STROKE,
  [new Float32Array([0, x0, y0, 1, x1, y1])],
  null,
]
const printWith = (fnArray: number[], argsArray: unknown[]) =>
  printOf([], { fnArray, argsArray, codes }, view).lines

const none = { fnArray: [], argsArray: [], codes }

describe('what is printed on a page', () => {
  it('is text with its box, seen from the top left', () => {
    const [text] = printOf([run('Landrat', 60, 400, 90)], none, view).texts
    expect(text?.text).toBe('Landrat')
    expect(text?.box.x).toBeCloseTo(0.1)
    expect(text?.box.width).toBeCloseTo(0.15)
    expect((text?.box.y ?? 0) * 800).toBeCloseTo(392.8)
  })

  it('is upright for the reader on a turned page', () => {
    const turned = { width: 800, height: 600, transform: [0, 1, 1, 0, 0, 0] }
    const sideways = { str: 'Landrat', transform: [0, 10, -10, 0, 300, 80], width: 90, height: 10 }
    const [text] = printOf([sideways], none, turned).texts
    expect((text?.box.width ?? 0) * 800).toBeCloseTo(90)
    expect((text?.box.height ?? 0) * 600).toBeCloseTo(9.2)
  })

  it('counts a typed line and a marker as places to sign, not as text', () => {
    const runs = [run('____________', 60, 300, 120), run('{{Unterschrift: Landkreis}}', 60, 200, 120)]
    const { texts, lines } = printOf(runs, none, view)
    expect(texts).toEqual([])
    expect(lines).toHaveLength(1)
    expect((lines[0]?.y ?? 0) * 800).toBeCloseTo(502)
  })

  it('has its drawn lines where the graphics state puts them', () => {
    const found = printWith(
      [codes.save, codes.transform, codes.path, codes.restore, codes.path],
      [null, [1, 0, 0, 1, 30, 100], line(30, 100, 230, 100), null, line(60, 600, 260, 600)],
    )
    expect(found.map(({ x, y, width }) => [x * 600, y * 800, width * 600].map(Math.round))).toEqual([
      [60, 600, 200],
      [60, 200, 200],
    ])
  })

  it('leaves out what is short, upright, or only clips', () => {
    const clip = line(60, 600, 260, 600)
    clip[0] = codes.endPath
    const found = printWith(
      [codes.path, codes.path, codes.path],
      [line(60, 10, 80, 10), line(60, 10, 60, 400), clip],
    )
    expect(found).toEqual([])
  })

  it('takes a thin bar as one line', () => {
    const bar = [STROKE, [new Float32Array([0, 60, 100, 1, 260, 100, 1, 260, 101, 1, 60, 101, 4])], null]
    expect(printWith([codes.path], [bar])).toHaveLength(1)
  })
})
