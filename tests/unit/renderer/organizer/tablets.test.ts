import { describe, expect, it } from 'vitest'
import {
  groupsOf,
  orderRows,
  suggestions,
  tied,
  tiedByCategory,
} from '../../../../src/renderer/organizer/signing/order.ts'
import {
  heardFrom,
  otherTablets,
  silenceText,
  tabletRows,
} from '../../../../src/renderer/organizer/signing/tablets.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { COUNTY, id, opened, partner, play } from '../../../fixtures/ceremony.ts'

const [one, two, ten] = ['one', 'two', 'ten'].map(id.station) as [never, never, never]
const pair = (stationId: never, name: string): Command => ({
  type: 'pair-station',
  payload: { stationId, role: 'signing', name, tokenHash: '0'.repeat(64) },
})

function hall() {
  return play(
    [
      pair(ten, 'Tablet 10'),
      pair(one, 'Tablet 1'),
      pair(two, 'Tablet 2'),
      { type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: null, stationId: one } },
    ],
    { state: opened() },
  ).state
}

describe('the tablets of the evening', () => {
  it('show who is at which, and count on how long one has been silent', () => {
    const heard = heardFrom(
      [
        { stationId: one, isThere: false, silentMs: 40_000 },
        { stationId: two, isThere: true, silentMs: 500 },
      ],
      100_000,
    )
    const rows = tabletRows(hall(), heard, 103_000)
    expect(rows.map(({ name, contact }) => [name, contact])).toEqual([
      ['Tablet 1', 'silent'],
      ['Tablet 2', 'there'],
      ['Tablet 10', 'never'],
    ])
    expect(rows[0]).toMatchObject({
      silentSeconds: 43,
      task: { organisation: 'Landkreis Tübingen', hasBegun: false },
    })
    expect(otherTablets(rows, one).map(({ id: other }) => other)).toEqual([two])
  })

  it('are said to be silent in seconds, then in minutes', () => {
    expect(silenceText(43)).toEqual({ unit: 'seconds', count: 43 })
    expect(silenceText(200)).toEqual({ unit: 'minutes', count: 3 })
  })
})

describe('who signs together', () => {
  const named = (name: string, category: string) => ({
    group: null,
    partners: [partner({ id: id.partner(name), name, category })],
  })
  const towns = ['a', 'b', 'c'].map((name) => named(name, 'municipality'))
  const rows = orderRows([named('county', 'county'), ...towns, named('ihk', 'chamber')])

  it('is proposed for neighbours of one category and tied with one tap', () => {
    expect(suggestions(rows)).toEqual([{ category: 'municipality', count: 3 }])
    const together = tiedByCategory(rows, 'municipality')
    expect(groupsOf(together)).toEqual([{ name: '', partnerIds: ['a', 'b', 'c'] }])
    expect(suggestions(together)).toEqual([])
  })

  it('is a tick for each partner with the one above, and never for the first', () => {
    expect(groupsOf(tied(rows, id.partner('ihk'), true))).toEqual([{ name: '', partnerIds: ['c', 'ihk'] }])
    expect(groupsOf(tied(rows, id.partner('county'), true))).toEqual([])
  })

  it('comes back as it was saved', () => {
    const group = { name: '', partnerIds: [id.partner('a'), id.partner('b')] }
    const partners = [towns[0]!.partners[0]!, towns[1]!.partners[0]!]
    expect(groupsOf(orderRows([{ group, partners }, towns[2]!]))).toEqual([group])
  })
})
