import { describe, expect, it } from 'vitest'
import { clockTime, countdown, localDay } from '../../../src/renderer/clock.ts'
import { formatIn } from '../../../src/renderer/format.ts'

describe('the clock on the wall', () => {
  it('gives the hour and the day of this device, not of Greenwich', () => {
    const late = new Date(2026, 0, 5, 23, 59)
    expect(clockTime(late.getTime())).toBe('23:59')
    expect(localDay(late)).toBe('2026-01-05')
  })

  it('counts down and says when the time is over', () => {
    expect(countdown(125_000)).toBe('2:05')
    expect(countdown(-10_000)).toBe('−0:10')
    expect(countdown(-400)).toBe('0:00')
  })
})

describe('a date in a document', () => {
  it('is written in the language of the document', () => {
    expect([formatIn('de').date('2017-02-21'), formatIn('de').dateShort('2017-02-21')]).toEqual([
      '21. Februar 2017',
      '21.02.2017',
    ])
    expect([formatIn('en').date('2017-02-21'), formatIn('en').dateShort('2017-02-21')]).toEqual([
      '21 February 2017',
      '21 Feb 2017',
    ])
  })
})
