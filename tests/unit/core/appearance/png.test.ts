import { describe, expect, it } from 'vitest'
import { readPng } from '../../../../src/core/appearance/png.ts'
import { LOGO, pngOf } from '../../../fixtures/png.ts'

const grey = (value: number) => [value, value, value]

describe('a picture of a logo', () => {
  it('is read pixel by pixel, and what is transparent lies on white', () => {
    const picture = readPng(LOGO)
    expect(picture).toMatchObject({ width: 40, height: 12 })
    expect([...(picture?.rgb.subarray(0, 3) ?? [])]).toEqual([200, 16, 46])
    expect([...(picture?.rgb.subarray(-3) ?? [])]).toEqual([255, 255, 255])
  })

  it('is mixed with white where it is half transparent', () => {
    const veil = pngOf({ width: 1, height: 1, pixelAt: () => [0, 0, 0, 51] })
    expect([...(readPng(veil)?.rgb ?? [])]).toEqual([204, 204, 204])
  })

  // rows of differences: each byte is what its neighbours (left, above, corner) foretell, plus what is written
  it.each([
    [0, [10, 10, 10, 10]],
    [1, [10, 20, 10, 20]],
    [2, [10, 10, 20, 20]],
    [3, [10, 15, 15, 25]],
    [4, [10, 20, 20, 30]],
  ])('is read whatever filter the rows were written with (%i)', (filter, values) => {
    const picture = readPng(pngOf({ width: 2, height: 2, pixelAt: () => grey(10), filter }))
    expect([...(picture?.rgb ?? [])]).toEqual(values.flatMap(grey))
  })

  it.each([
    ['nothing at all', Buffer.alloc(0)],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a file that breaks off', LOGO.subarray(0, -20)],
    ['one that is interlaced', pngOf({ width: 1, height: 1, pixelAt: () => grey(1), interlaced: true })],
    ['one with sixteen bits', pngOf({ width: 1, height: 1, pixelAt: () => grey(1), bitDepth: 16 })],
    ['an unknown filter', pngOf({ width: 1, height: 1, pixelAt: () => grey(1), filter: 9 })],
    ['one with fewer rows than it says', relabelled(LOGO, 13)],
    ['one that is far too wide', pngOf({ width: 2001, height: 1, pixelAt: () => grey(1) })],
  ])('is not read from %s', (_what, bytes) => {
    expect(readPng(bytes)).toBeNull()
  })

  it('is not read where a single bit of it has changed', () => {
    for (let at = 8; at < LOGO.length - 12; at += 3) {
      const changed = Buffer.from(LOGO)
      changed[at] = (changed[at] ?? 0) ^ 4
      expect(readPng(changed), `byte ${at}`).toBeNull()
    }
  })
})

/** Says another height, with a checksum that agrees. */
function relabelled(png: Buffer, height: number): Buffer {
  const header = pngOf({ width: 40, height, pixelAt: () => [1, 1, 1, 1] }).subarray(8, 33)
  return Buffer.concat([png.subarray(0, 8), header, png.subarray(33)])
}
