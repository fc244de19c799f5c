import { describe, expect, test } from 'vitest'
import {
  awaitedByPartner,
  delegationOf,
  searchedPartner,
  tickedAtFirst,
} from '../../../../src/renderer/reception/delegation.ts'
import { rowOf } from '../../../../src/renderer/reception/rows.ts'
import { answer, arrive, attendeeId, doorWith, guest, partner, partnerId } from './door.ts'

const JOBCENTER = partnerId('jc')
const names = ['Ernst', 'Adam', 'Conrad', 'Berg']
const door = doorWith(
  [partner('jc', 'Jobcenter'), partner('dg', 'Gemeinde')],
  [
    ...names.map((name) => guest(name.toLowerCase(), name, { partnerId: 'jc' })),
    guest('x', 'X', { partnerId: 'dg' }),
  ],
)
const ids = (members: readonly { id: string }[] | undefined) => members?.map(({ id }) => id)

describe('a delegation', () => {
  test('shows who is awaited by name, and apart from them who is in', () => {
    const delegation = delegationOf(arrive(door, 'conrad', 5), JOBCENTER)
    expect(ids(delegation?.awaited)).toEqual(['adam', 'berg', 'ernst'])
    expect(ids(delegation?.others)).toEqual(['conrad'])
  })

  test('ticks all who are awaited, but for those who had declined', () => {
    const declined = answer(door, 'berg', { answer: 'declined', companions: 0 })
    expect(tickedAtFirst(delegationOf(declined, JOBCENTER)!)).toEqual(['adam', 'conrad', 'ernst'])
  })

  test('knows whom each brings along', () => {
    const state = answer(door, 'adam', { answer: 'accepted', companions: 2 })
    expect(delegationOf(state, JOBCENTER)?.awaited[0]).toMatchObject({ id: 'adam', companions: 2 })
  })

  test('is nothing for an organisation that is gone', () => {
    expect(delegationOf(door, partnerId('gone'))).toBeNull()
  })

  test('is counted for each organisation without those who are in', () => {
    const counts = awaitedByPartner(arrive(door, 'adam', 1))
    expect([...counts]).toEqual([
      ['jc', 3],
      ['dg', 1],
    ])
  })
})

describe('an organisation that is searched for', () => {
  const hit = (id: string, field: string) =>
    rowOf(door, { id: attendeeId(id), rank: 'exact', marks: [{ field, start: 0, end: 1 }] })!

  test('is the one that was found by its name', () => {
    expect(searchedPartner([hit('adam', 'organisation'), hit('x', 'lastName')])).toBe('jc')
  })

  test('is none when several were found, or only people', () => {
    expect(searchedPartner([hit('adam', 'organisation'), hit('x', 'organisation')])).toBeNull()
    expect(searchedPartner([hit('adam', 'lastName')])).toBeNull()
  })
})
