/** Stations: what happens to one that is moved, and how long its token is good. */
import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { isExpired, stationOf, TOKEN_DAYS } from '../../../../src/shared/domain/station.ts'
import type { Role } from '../../../../src/shared/domain/station.ts'
import { taskOf, visibleTo } from '../../../../src/shared/domain/views.ts'
import { COUNTY, id, opened, play, prepared } from '../../../fixtures/ceremony.ts'

const tablet = id.station('tablet')
const other = id.station('other')
const pair = (stationId = tablet, role: Role = 'signing'): Command => ({
  type: 'pair-station',
  payload: { stationId, role, name: 'Tablet 1', tokenHash: '0'.repeat(64) },
})
const move = (role: 'reception' | 'signing' | 'display'): Command => ({
  type: 'move-station',
  payload: { stationId: tablet, role },
})
const refused = (code: string, data: object = {}) => expect.objectContaining({ code, data })

describe('a station that is moved', () => {
  it('has its new role, and keeps name and token', () => {
    const { state } = play([pair(), move('display')])
    expect(stationOf(state, tablet)).toMatchObject({
      role: 'display',
      name: 'Tablet 1',
      tokenHash: '0'.repeat(64),
    })
  })

  it('lets go of the signature it was called for and had begun', () => {
    const { state } = play(
      [
        pair(),
        pair(other),
        { type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: null, stationId: tablet } },
      ],
      { state: opened() },
    )
    play([{ type: 'take-task', payload: { partnerId: COUNTY } }], { state, station: tablet })
    expect(taskOf(state, other).call).toBeNull()
    play([move('reception')], { state })
    expect(taskOf(state, other).call).toMatchObject({ partnerId: COUNTY, taken: false })
  })

  it('to where it already is changes nothing', () => {
    expect(play([pair()]).state.stations).toEqual(play([pair(), move('signing')]).state.stations)
  })

  it('is none that was revoked, and none of the organizer', () => {
    const revoke: Command = { type: 'revoke-station', payload: { stationId: tablet } }
    expect(() => play([pair(), revoke, move('display')])).toThrow(refused('STATION_REVOKED'))
    expect(() => play([pair(tablet, 'organizer'), move('display')])).toThrow(
      refused('NOT_ALLOWED_NOW', { reason: 'organizer-stays' }),
    )
    expect(() => play([move('display')])).toThrow(refused('NOT_FOUND', { station: tablet }))
  })

  it('is heard of at the desks, but not its token', () => {
    const { state, events } = play([pair(), move('display')], { state: prepared() })
    expect(stationOf(state, tablet).role).toBe('display')
    const stamp = { seq: 1, at: '', station: tablet }
    const seen = events.map((event) => visibleTo('reception', { ...event, ...stamp }))
    expect(seen.map((event) => event?.type)).toEqual(['station-paired', 'station-moved'])
    expect(JSON.stringify(seen)).not.toContain('000000')
  })
})

describe('a token', () => {
  it('is good for thirty days', () => {
    const { state } = play([pair()])
    const station = stationOf(state, tablet)
    const after = (ms: number) => new Date(Date.parse(station.pairedAt) + ms)
    const life = TOKEN_DAYS * 24 * 60 * 60_000
    expect(isExpired(station, after(life - 1))).toBe(false)
    expect(isExpired(station, after(life))).toBe(true)
  })
})
