import { describe, expect, it } from 'vitest'
import { decimalIn } from '../../../../src/renderer/components/decimal.ts'

describe('a number with a fraction', () => {
  it.each([
    ['0,5', 0.5],
    ['0.5', 0.5],
    ['-1,25', -1.25],
    ['−2', -2],
    [' 3 ', 3],
  ])('is read from “%s”', (text, number) => {
    expect(decimalIn(text)).toBe(number)
  })

  it.each(['', 'etwas', '1,2,3', '1.000,5', ',5'])('is none in “%s”', (text) => {
    expect(decimalIn(text)).toBeNull()
  })
})
