import { describe, expect, it } from 'vitest'
import { hourIn } from '../../../../src/renderer/components/hour.ts'

describe('an hour', () => {
  it.each([
    ['18:30', '18:30'],
    ['18.30', '18:30'],
    ['1830', '18:30'],
    ['930', '09:30'],
    ['18', '18:00'],
    ['18 Uhr', '18:00'],
    ['18 Uhr 30', '18:30'],
    ['18.30 Uhr', '18:30'],
    [' 9:05 ', '09:05'],
    ['0:15', '00:15'],
    ['6:30 pm', '18:30'],
    ['12 am', '00:00'],
    ['12 p.m.', '12:00'],
  ])('is read from “%s”', (text, hour) => {
    expect(hourIn(text)).toBe(hour)
  })

  it.each(['', 'abends', '24:00', '18:60', '18:3', '13 pm', '18:30 und später'])(
    'is none in “%s”',
    (text) => {
      expect(hourIn(text)).toBe('')
    },
  )
})
