import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../../../src/core/journal/canonical-json.ts'

describe('the canonical form of a payload', () => {
  it('sorts members by UTF-16 code units, as in RFC 8785 § 3.2.3', () => {
    const unsorted = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(canonicalJson(unsorted)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    )
  })

  it('writes numbers as in RFC 8785 § 3.2.2', () => {
    expect(
      canonicalJson([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001, -0]),
    ).toBe('[333333333.3333333,1e+30,4.5,0.002,1e-27,0]')
  })

  it('is read back as the same value, whatever the value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('does not depend on the order in which members were written', () => {
    const members = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([key]) => key })
    fc.assert(
      fc.property(members, (entries) => {
        const backwards = entries.toReversed()
        expect(canonicalJson(Object.fromEntries(backwards))).toBe(canonicalJson(Object.fromEntries(entries)))
      }),
    )
  })

  it('drops members that are undefined', () => {
    expect(canonicalJson({ title: undefined, name: 'Ada' })).toBe('{"name":"Ada"}')
  })

  it.each([
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a big integer', 1n],
    ['a function', () => 1],
    ['undefined', undefined],
    ['undefined in a list', [1, undefined]],
    ['half an emoji', 'Ada \ud83d'],
    ['half an emoji as a name', { '\udc00': 1 }],
    ['something of the kind deep inside', { guests: [{ arrived: new Date(0) }] }],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
