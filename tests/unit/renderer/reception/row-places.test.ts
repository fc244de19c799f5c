import { describe, expect, it } from 'vitest'
import { noPlaces, placesOf } from '../../../../src/renderer/reception/row-places.ts'

const keysOf = ({ keys }: ReturnType<typeof placesOf<string>>) => [...keys]

describe('the elements of the list of hits', () => {
  const first = placesOf(['abel', 'berg', 'cramer'], 'a', noPlaces<string>())

  it('stay where they are when another letter is typed, and show other guests', () => {
    const next = placesOf(['cramer', 'dorn'], 'ab', first)
    expect(keysOf(next)).toEqual([
      ['cramer', 0],
      ['dorn', 1],
    ])
  })

  it('go with their guest when the same search finds them in another order', () => {
    const next = placesOf(['cramer', 'abel', 'berg'], 'a', first)
    expect(keysOf(next)).toEqual([
      ['cramer', 2],
      ['abel', 0],
      ['berg', 1],
    ])
  })

  it('are not given to somebody else while the search is the same', () => {
    const next = placesOf(['abel', 'dorn'], 'a', first)
    expect(keysOf(next)).toEqual([
      ['abel', 0],
      ['dorn', 3],
    ])
  })
})
