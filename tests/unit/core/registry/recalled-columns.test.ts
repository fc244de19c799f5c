import { describe, expect, it } from 'vitest'
import { overlookedBy, recalled } from '../../../../src/core/registry/recalled-columns.ts'
import type { ColumnChoice } from '../../../../src/shared/domain/registry/list-columns.ts'

/** A list with names, a note and companions, of which the program knows the last only by now. */
const NOW: ColumnChoice = ['name', 'note', 'companions']

describe('a choice of columns that is remembered', () => {
  it('takes over a column that was not known when it was made', () => {
    const memory = { targets: ['name', 'note', null], recognised: ['name', 'note', null] } satisfies Memory
    expect(recalled(memory, NOW)).toEqual(['name', 'note', 'companions'])
    expect(overlookedBy(memory, NOW)).toEqual([])
  })

  it('goes on leaving out what was known and left out', () => {
    const memory = { targets: ['name', null, null], recognised: NOW } satisfies Memory
    expect(recalled(memory, NOW)).toEqual(['name', null, null])
    expect(overlookedBy(memory, NOW)).toEqual([])
  })

  it('from before it was kept what was known changes nothing, and names what it leaves out', () => {
    const memory = { targets: ['name', 'note', null] } satisfies Memory
    expect(recalled(memory, NOW)).toEqual(['name', 'note', null])
    expect(overlookedBy(memory, NOW)).toEqual([{ at: 2, target: 'companions' }])
  })

  it('gives no column what another one was chosen for', () => {
    const early = { targets: ['name', 'companions', null] } satisfies Memory
    expect(overlookedBy(early, NOW)).toEqual([])
    const late = { ...early, recognised: ['name', 'note', null] } satisfies Memory
    expect(recalled(late, NOW)).toEqual(['name', 'companions', null])
  })
})

type Memory = { targets: ColumnChoice; recognised?: ColumnChoice }
