import { describe, expect, it } from 'vitest'
import { contrastOf, rgbOf, tonesOf } from '../../../../src/renderer/appearance/accent.ts'

const onto = (tone: string, ground: string) => contrastOf(rgbOf(tone), rgbOf(ground))
const COLOURS = [
  '#000000',
  '#ffffff',
  '#f2a900',
  '#c8102e',
  '#1c4598',
  '#808080',
  '#00ff00',
  '#ffff00',
  '#4b0082',
]

describe('the colour of a house', () => {
  it('has black and white at the ends of the scale', () => {
    expect(contrastOf([0, 0, 0], [255, 255, 255])).toBeCloseTo(21)
    expect(contrastOf([9, 9, 9], [9, 9, 9])).toBe(1)
  })

  it.each(COLOURS)('can be read on every ground, whatever it is (%s)', (accent) => {
    const { light, dark, stageLight, stageDark } = tonesOf(accent)
    for (const ground of ['#ffffff', '#f2f4f6']) expect(onto(light, ground)).toBeGreaterThanOrEqual(4.5)
    for (const ground of ['#000000', '#12151f']) expect(onto(dark, ground)).toBeGreaterThanOrEqual(4.5)
    for (const ground of ['#ffffff', '#eef1f9']) expect(onto(stageLight, ground)).toBeGreaterThanOrEqual(7)
    for (const ground of ['#0c1029', '#1b2450']) expect(onto(stageDark, ground)).toBeGreaterThanOrEqual(7)
  })

  it('stays as it was chosen where that is enough', () => {
    expect(tonesOf('#1c4598').light).toBe('#1c4598')
    expect(tonesOf('#f2a900').dark).toBe('#f2a900')
  })

  it('is changed by no more than is needed', () => {
    expect(onto(tonesOf('#f2a900').light, '#f2f4f6')).toBeLessThan(5)
  })
})
