import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readRowCode, rowCode } from '../../../../../src/shared/domain/paper/row-code.ts'

const number = fc.nat({ max: 31 ** 4 })
const LETTERS = '0123456789ABCDEFGHJKMNPRSTVWXYZ'

describe('a row code', () => {
  it('has three characters for the first 961 guests and four for the next 28,830', () => {
    expect([0, 1, 960].map((each) => rowCode(each).length)).toEqual([3, 3, 3])
    expect([961, 29_790].map((each) => rowCode(each).length)).toEqual([4, 4])
  })

  it('is read back, also in small letters', () => {
    fc.assert(
      fc.property(number, (each) => {
        expect(readRowCode(rowCode(each))).toBe(each)
        expect(readRowCode(rowCode(each).toLowerCase())).toBe(each)
      }),
    )
  })

  it('is different for every guest', () => {
    expect(new Set(Array.from({ length: 5000 }, (_, each) => rowCode(each))).size).toBe(5000)
  })

  it('is read although I, L, O and U are taken for 1, 1, 0 and V', () => {
    const seen = Array.from({ length: 2000 }, (_, each) => each).filter((each) => /[10V]/.test(rowCode(each)))
    const asWritten = (code: string) => code.replaceAll('1', 'l').replaceAll('0', 'O').replaceAll('V', 'u')
    expect(seen.length).toBeGreaterThan(100)
    for (const each of seen) expect(readRowCode(asWritten(rowCode(each)))).toBe(each)
  })

  it('notices any one wrong character', () => {
    fc.assert(
      fc.property(number, fc.nat(10), fc.constantFrom(...LETTERS), (each, at, letter) => {
        const code = rowCode(each)
        const place = at % code.length
        fc.pre(code[place] !== letter)
        expect(readRowCode(code.slice(0, place) + letter + code.slice(place + 1))).toBeNull()
      }),
    )
  })

  it('notices any two characters that changed places', () => {
    fc.assert(
      fc.property(number, fc.nat(10), fc.nat(10), (each, a, b) => {
        const letters = [...rowCode(each)]
        const [from, to] = [a % letters.length, b % letters.length]
        fc.pre(letters[from] !== letters[to])
        ;[letters[from], letters[to]] = [letters[to]!, letters[from]!]
        expect(readRowCode(letters.join(''))).toBeNull()
      }),
    )
  })

  it.each(['', '7', '7K', 'Müller', '7K2!', '0'.repeat(9), '007K2'])('is not %j', (text) => {
    expect(readRowCode(text)).toBeNull()
  })
})
