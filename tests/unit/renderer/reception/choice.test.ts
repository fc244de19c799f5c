import { describe, expect, test } from 'vitest'
import { neighbour, sureHit } from '../../../../src/renderer/reception/choice.ts'
import type { Hit } from '../../../../src/shared/search.ts'

const hit = (id: string, rank: Hit<string>['rank']): Hit<string> => ({ id, rank, marks: [] })

describe('whom Enter lets in', () => {
  test('is the only hit', () => {
    expect(sureHit([hit('eva', 'prefix')])).toBe('eva')
  })

  test('is never somebody who was only guessed at', () => {
    expect(sureHit([hit('eva', 'typo')])).toBeNull()
  })

  test('is the one who matches better than all others', () => {
    expect(sureHit([hit('eva', 'exact'), hit('ewald', 'phonetic')])).toBe('eva')
  })

  test('is nobody as long as two match equally well', () => {
    expect(sureHit([hit('eva', 'prefix'), hit('ewald', 'prefix')])).toBeNull()
    expect(sureHit([])).toBeNull()
  })
})

describe('the arrow keys', () => {
  const ids = ['a', 'b', 'c']

  test('begin at the first hit and stop at the ends', () => {
    expect(neighbour(ids, null, 1)).toBe('a')
    expect(neighbour(ids, 'b', 1)).toBe('c')
    expect(neighbour(ids, 'c', 1)).toBe('c')
    expect(neighbour(ids, 'a', -1)).toBe('a')
  })

  test('start again when the chosen hit has gone', () => {
    expect(neighbour(ids, 'x', 1)).toBe('a')
    expect(neighbour([], 'x', 1)).toBeNull()
  })
})
