import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createEditDistance } from '../../../src/shared/search/edit-distance.ts'
import { foldKey, foldSpelling } from '../../../src/shared/search/folding.ts'
import { koelnerCode } from '../../../src/shared/search/koelner-phonetik.ts'
import { filledIndex, searchableGuests } from '../../fixtures/registry/searchable.ts'

describe('folding', () => {
  it.each([
    ['Müller', 'mueller', 'muler'],
    ['GROẞ', 'gross', 'gros'],
    ['Ağaoğlu', 'agaoglu', 'agaoglu'],
    ['İbrahim', 'ibrahim', 'ibrahim'],
    ['Đặng', 'dang', 'dang'],
    ['Łukasz', 'lukasz', 'lukas'],
    ['O’Brien-Weiß', 'obrienweiss', 'obrienweis'],
  ])('%s is written %s and found under %s', (name, spelling, key) => {
    expect(foldSpelling(name)).toBe(spelling)
    expect(foldKey(name)).toBe(key)
  })

  it('keeps beginnings, so that a name is found while it is typed', () => {
    const letters = fc.string({ unit: fc.constantFrom(...'aeoususzßäöüéłmnrtll'), maxLength: 12 })
    fc.assert(
      fc.property(letters, letters, (start, rest) => {
        expect(foldKey(start + rest).startsWith(foldKey(start))).toBe(true)
      }),
    )
  })
})

describe('Kölner Phonetik', () => {
  it.each([
    ['wikipedia', '3412'],
    ['breschnew', '17863'],
    ['mullerludenscheidt', '65752682'],
    ['heinzclasen', '068586'],
    ['aachen', '046'],
    ['maxmeier', '64867'],
  ])('%s sounds like %s', (word, code) => expect(koelnerCode(word)).toBe(code))
})

describe('edit distance', () => {
  const distance = createEditDistance()

  it('counts a swap of neighbours as one slip', () => {
    expect(distance('schmdit', 'schmidt', 9)).toEqual({ whole: 1, prefix: 1 })
    expect(distance('kitten', 'sitting', 9)?.whole).toBe(3)
  })

  it('is 0 to the beginning while a word is being typed', () => {
    expect(distance('brand', 'brandlein', 2)).toEqual({ whole: 4, prefix: 0 })
  })

  it('gives up beyond the number of slips asked for', () => {
    expect(distance('abcdef', 'uvwxyz', 2)).toBeNull()
  })

  it('agrees with the definition', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc'), maxLength: 7 })
    fc.assert(
      fc.property(word, word, fc.nat(8), (typed, name, most) => {
        const starts = Array.from({ length: name.length + 1 }, (_, at) =>
          plainDistance(typed, name.slice(0, at)),
        )
        const prefix = Math.min(...starts)
        expect(distance(typed, name, most)).toEqual(
          prefix > most ? null : { whole: plainDistance(typed, name), prefix },
        )
      }),
    )
  })
})

/** Optimal string alignment by its recursive definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [restA, restB] = [a.slice(0, -1), b.slice(0, -1)]
  const options = [
    plainDistance(restA, b) + 1,
    plainDistance(a, restB) + 1,
    plainDistance(restA, restB) + (a.at(-1) === b.at(-1) ? 0 : 1),
  ]
  if (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-2) && a.at(-2) === b.at(-1)) {
    options.push(plainDistance(a.slice(0, -2), b.slice(0, -2)) + 1)
  }
  return Math.min(...options)
}

describe('any query', () => {
  it('is answered with marks that lie within the texts', () => {
    const guests = searchableGuests(60)
    const index = filledIndex(guests)
    const texts = new Map(
      guests.map(({ id, fields }) => [id, new Map(fields.map((field) => [field.name, field.text]))]),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 24 }), (query) => {
        for (const { id, marks } of index.search(query)) {
          for (const { field, start, end } of marks) {
            expect(start).toBeLessThan(end)
            expect(end).toBeLessThanOrEqual(texts.get(id)?.get(field)?.length ?? 0)
          }
        }
      }),
    )
  })
})
