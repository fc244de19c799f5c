import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { AttendeeId } from '../../../../../src/shared/domain/ids.ts'
import { attendee, DEPUTY, id, LANDRAT, MANAGER, play, prepared } from '../../../../fixtures/ceremony.ts'

const DESK_1 = id.station('desk-1')
const DESK_2 = id.station('desk-2')

const admit = (guests: AttendeeId[], more = {}): Command => ({
  type: 'admit-delegation',
  payload: { guests: guests.map((attendeeId) => ({ attendeeId, companions: 0 })), ...more },
})
const late = { late: { happenedAt: '2017-02-21T17:02:00.000Z' } }

describe('a delegation', () => {
  it('comes in at once, each as a fact of their own, with those they bring along', () => {
    const guests = [
      { attendeeId: LANDRAT, companions: 1 },
      { attendeeId: DEPUTY, companions: 0 },
    ]
    const { state, events } = play([{ type: 'admit-delegation', payload: { guests } }], { state: prepared() })
    expect(events.map(({ payload }) => payload)).toEqual([
      { attendeeId: LANDRAT, companions: 1 },
      { attendeeId: DEPUTY },
    ])
    expect(state.present).toBe(3)
  })

  it('passes over who is in already, and whoever is named twice', () => {
    const state = prepared()
    play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state })
    const { events } = play([admit([LANDRAT, DEPUTY, DEPUTY])], { state })
    expect(events).toHaveLength(1)
    expect(state.present).toBe(2)
  })

  it('has nothing to do when all are in', () => {
    const state = prepared()
    play([admit([LANDRAT, DEPUTY])], { state })
    expect(play([admit([LANDRAT, DEPUTY])], { state }).decision).toEqual({
      unchanged: { type: 'nothing-to-do' },
    })
  })

  it('stays outside as a whole when one of them is not on the list', () => {
    const state = prepared()
    const attempt = () => play([admit([LANDRAT, id.attendee('unknown')])], { state })
    expect(attempt).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
    expect(state.present).toBe(0)
  })

  it('is taken back person by person', () => {
    const state = prepared()
    play([admit([LANDRAT, DEPUTY, MANAGER])], { state })
    play([{ type: 'undo-check-in', payload: { attendeeId: DEPUTY, reason: 'fehlt' } }], { state })
    expect(Object.keys(state.arrivals)).toEqual([LANDRAT, MANAGER])
    expect(state.present).toBe(2)
  })

  it('is in the hall, told late, whatever the list and other desks say', () => {
    const state = prepared()
    play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state, station: DESK_1 })
    const lost = attendee({ id: id.attendee('lost'), lastName: 'Verloren' })
    const guests = [
      { attendeeId: LANDRAT, companions: 0 },
      { attendeeId: DEPUTY, companions: 0 },
      { attendeeId: lost.id, companions: 0, guest: lost },
    ]
    play([{ type: 'admit-delegation', payload: { guests, ...late } }], { state, station: DESK_2 })
    expect(state.present).toBe(3)
    expect(Object.values(state.conflicts).map(({ kind }) => kind)).toEqual([
      'both-admitted',
      'removed-meanwhile',
    ])
  })
})
