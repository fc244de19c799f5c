import { describe, expect, it } from 'vitest'
import { dateOf, filled, NO_PARTS, partsOf } from '../../../../src/renderer/components/date-parts.ts'
import type { DateParts } from '../../../../src/renderer/components/date-parts.ts'

/** Typed key by key, each into the field that comes next. */
const typed = (keys: string, parts: DateParts = NO_PARTS) =>
  [...keys].reduce(
    ({ parts: before, at, isSelected }, key) => {
      const next = filled(before, at, isSelected ? key : `${before[at]}${key}`)
      return { ...next, isSelected: next.at !== at && !/\d/.test(key) }
    },
    { parts, at: 0, isSelected: true },
  ).parts

describe('a day in three fields', () => {
  it.each([
    '21.02.2017',
    '21.2.17',
    '21/02/2017',
    '21 02 2017',
    '2017-02-21',
    '21022017',
    ' 21. Februar 2017 ',
  ])('is pasted as “%s”', (text) => expect(dateOf(filled(NO_PARTS, 0, text).parts)).toBe('2017-02-21'))

  it.each([
    ['1. März 2027', '2027-03-01'],
    ['1 March 2027', '2027-03-01'],
    ['24. Dez. 2026', '2026-12-24'],
    ['Dienstag, 1. Dezember 2026', '2026-12-01'],
  ])('knows the months by name: %s', (text, day) => {
    expect(dateOf(filled(['05', '06', '2025'], 0, text).parts)).toBe(day)
  })

  it('is typed on end, or with dots, over what stood there', () => {
    expect(typed('01122026', ['26', '11', '2025'])).toEqual(['01', '12', '2026'])
    expect(typed('1.12.2026', ['26', '11', '2025'])).toEqual(['1', '12', '2026'])
  })

  it('goes on to the next field with a dot, and keeps what stands there', () => {
    expect(filled(['26', '11', '2026'], 0, '5.')).toEqual({ parts: ['5', '11', '2026'], at: 1 })
    expect(filled(NO_PARTS, 0, '.')).toEqual({ parts: ['', '', ''], at: 0 })
  })

  it('takes digits alone', () => {
    expect(filled(NO_PARTS, 0, 'x')).toEqual({ parts: ['', '', ''], at: 0 })
    expect(filled(NO_PARTS, 2, '2027x8').parts).toEqual(['', '', '2027'])
  })

  it('names no day while a part is missing, or where the calendar has none', () => {
    for (const parts of [
      NO_PARTS,
      ['21', '', '2017'],
      ['21', '02', '201'],
      ['29', '02', '2017'],
      ['31', '4', '2017'],
    ])
      expect(dateOf(parts as DateParts)).toBe('')
    expect(dateOf(['29', '02', '2028'])).toBe('2028-02-29')
  })

  it('shows a day that is known with two digits for day and month', () => {
    expect(partsOf('2026-12-01')).toEqual(['01', '12', '2026'])
    expect(partsOf('')).toEqual(['', '', ''])
  })
})
