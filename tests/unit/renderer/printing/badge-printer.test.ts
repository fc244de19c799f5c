import { describe, expect, it } from 'vitest'
import { nextPlace, startOn } from '../../../../src/renderer/printing/badge-printer.ts'

describe('the begun sheet in the printer of badges', () => {
  it('goes on at the next place, and after the last one with a new sheet', () => {
    expect(nextPlace({ format: 'sheet-90x54', startAt: 3 })).toBe(4)
    expect(nextPlace({ format: 'sheet-90x54', startAt: 10 })).toBe(1)
  })

  it('stays where it is while single labels are printed', () => {
    expect(startOn({ format: 'label-62', startAt: 7 })).toBe(1)
    expect(nextPlace({ format: 'label-62', startAt: 7 })).toBe(7)
  })

  it.each([
    [null, 1],
    [0, 1],
    [2.6, 2],
    [99, 10],
    [Number.NaN, 1],
  ])('takes %s for place %s', (typed, place) => {
    expect(startOn({ format: 'sheet-90x54', startAt: typed })).toBe(place)
  })
})
