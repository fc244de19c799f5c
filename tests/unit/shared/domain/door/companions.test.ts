import { describe, expect, it } from 'vitest'
import { attendanceRows } from '../../../../../src/core/door/attendance.ts'
import { logTable } from '../../../../../src/core/export/door-log.ts'
import { expectedCompanions } from '../../../../../src/shared/domain/door/companions.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { acceptedPersons } from '../../../../../src/shared/domain/door/registration.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import { attendee, DEPUTY, id, LANDRAT, play, prepared } from '../../../../fixtures/ceremony.ts'

const DESK_1 = id.station('desk-1')
const DESK_2 = id.station('desk-2')
const SPOUSE = id.attendee('spouse')
const spouse = attendee({ id: SPOUSE, firstName: 'Ute', lastName: 'Walter' })
const late = (time: string) => ({ happenedAt: `2017-02-21T${time}:00.000Z` })

const checkIn = (companions?: number, more = {}): Command => ({
  type: 'check-in',
  payload: { attendeeId: LANDRAT, ...(companions !== undefined && { companions }), ...more },
})
const join = (by: number, more = {}): Command => ({
  type: 'join-companions',
  payload: { attendeeId: LANDRAT, by, named: [], ...more },
})
const undo: Command = { type: 'undo-check-in', payload: { attendeeId: LANDRAT, reason: 'Falsche Person' } }
const announced = (companions: number) =>
  play(
    [
      {
        type: 'register-guest',
        payload: {
          attendee: prepared().attendees[LANDRAT]!,
          partner: null,
          channel: 'telephone',
          companions,
          note: '',
          evenIfFull: true,
        },
      },
    ],
    { state: prepared() },
  ).state

describe('companions who are only counted', () => {
  it('come in with their guest and count in the hall and on the projector', () => {
    const { state } = play([checkIn(2)], { state: prepared() })
    expect(state.present).toBe(3)
    expect(stageOf(state).present).toBe(3)
    expect(state.arrivals[LANDRAT]?.companions).toBe(2)
  })

  it('leave with their guest when the arrival is taken back', () => {
    const { state } = play([checkIn(2), undo], { state: prepared() })
    expect(state.present).toBe(0)
  })

  it('may come later, and be put right where too many were counted', () => {
    const { state, events } = play([checkIn(), join(2), join(-5)], { state: prepared() })
    expect(events.slice(1).map(({ payload }) => payload)).toEqual([
      { attendeeId: LANDRAT, by: 2 },
      { attendeeId: LANDRAT, by: -2 },
    ])
    expect(state.present).toBe(1)
    expect(state.arrivals[LANDRAT]).not.toHaveProperty('companions')
  })

  it('do not come before their guest', () => {
    expect(() => play([join(1)], { state: prepared() })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW' }),
    )
  })

  it('leave no trace in the fact of a guest who came alone', () => {
    const { events } = play([checkIn(0)], { state: prepared() })
    expect(events).toEqual([{ type: 'attendee-checked-in', payload: { attendeeId: LANDRAT } }])
  })

  it('stand beside their guest on the lists', () => {
    const { state } = play([checkIn(2)], { state: prepared() })
    expect(attendanceRows(state).find(({ arrival }) => arrival)?.arrival?.companions).toBe(2)
  })

  it('have lines of their own in the record of the door', () => {
    const { events } = play([checkIn(2), join(1), join(-1)], { state: prepared() })
    const stamp = { at: '2017-02-21T17:00:00.000Z', station: DESK_1 }
    const { columns, rows } = logTable(
      events.map((event, index) => ({ ...event, ...stamp, seq: index + 1 })),
      'Europe/Berlin',
    )
    const column = columns.findIndex(({ key }) => key === 'companions')
    expect(rows.map((row) => row[column])).toEqual(['2', '1', '-1'])
  })
})

describe('companions who are named', () => {
  it('are guests of their own, tied to the guest they came with', () => {
    const { state } = play([checkIn(), join(0, { named: [spouse] })], { state: prepared() })
    expect(state.present).toBe(2)
    expect(state.attendees[SPOUSE]).toMatchObject({ companionOf: LANDRAT, origin: 'walk-in', maySign: false })
    expect(attendanceRows(state).find(({ name }) => name === 'Walter, Ute')?.remark).toMatch(
      /^Begleitung von /,
    )
  })

  it('leave the count of those without a name', () => {
    const { state } = play([checkIn(2), join(-1, { named: [spouse] })], { state: prepared() })
    expect(state.present).toBe(3)
    expect(state.arrivals[LANDRAT]?.companions).toBe(1)
  })

  it('are planned for once, with the guest who announced them', () => {
    const state = announced(2)
    const before = acceptedPersons(state)
    play([checkIn(), join(0, { named: [spouse] })], { state })
    expect(acceptedPersons(state)).toBe(before)
    expect(expectedCompanions(state, state.attendees[LANDRAT]!)).toBe(1)
  })

  it('are refused as a whole where one of them is known already', () => {
    const { state } = play([checkIn()], { state: prepared() })
    const known = state.attendees[DEPUTY]!
    expect(() => play([join(0, { named: [spouse, known] })], { state })).toThrow(
      expect.objectContaining({ code: 'CONFLICT' }),
    )
    expect(state.present).toBe(1)
  })
})

describe('companions told late', () => {
  const at = (time: string) => `2017-02-21T${time}:00.000Z`

  it('count once where two desks let the same guest in, with the larger number seen', () => {
    const state = prepared()
    play([checkIn(1)], { state, station: DESK_1, at: at('17:00') })
    play([checkIn(2, { late: late('17:02') })], { state, station: DESK_2, at: at('17:10') })
    expect(state.present).toBe(3)
    expect(Object.values(state.conflicts)).toMatchObject([{ kind: 'both-admitted' }])
  })

  it('go with the person they came with, when the two turn out to be different people', () => {
    const state = prepared()
    play([checkIn(1)], { state, station: DESK_1, at: at('17:00') })
    play([checkIn(2, { late: late('17:02') })], { state, station: DESK_2, at: at('17:10') })
    const conflict = Object.values(state.conflicts)[0]!.seq
    const payload = { conflict, settlement: 'other-person' as const, attendee: spouse, reason: '' }
    play([{ type: 'settle-conflict', payload }], { state, station: DESK_1, at: at('17:12') })
    expect(state.arrivals[LANDRAT]?.companions).toBe(1)
    expect(state.arrivals[SPOUSE]?.companions).toBe(2)
    expect(state.present).toBe(5)
  })

  it('stay with the desk that goes on claiming them, when the other takes its arrival back', () => {
    const state = prepared()
    play([checkIn(1)], { state, station: DESK_1, at: at('17:00') })
    play([checkIn(3, { late: late('17:02') })], { state, station: DESK_2, at: at('17:10') })
    const payload = { attendeeId: LANDRAT, reason: 'Falsche Person', seenAt: DESK_2, late: late('17:04') }
    play([{ type: 'undo-check-in', payload }], { state, station: DESK_2, at: at('17:11') })
    expect(state.present).toBe(2)
    expect(state.arrivals[LANDRAT]?.companions).toBe(1)
  })

  it('add up where each of two desks let one in', () => {
    const state = prepared()
    play([checkIn(), join(1)], { state, station: DESK_1, at: at('17:00') })
    play([join(1, { late: late('17:02') })], { state, station: DESK_2, at: at('17:10') })
    expect(state.present).toBe(3)
  })

  it('are in the hall although their guest was taken back meanwhile, and people are asked', () => {
    const state = prepared()
    play([checkIn(), undo], { state, station: DESK_1, at: at('17:00') })
    play([join(1, { late: late('16:59') })], { state, station: DESK_2, at: at('17:10') })
    expect(state.present).toBe(2)
    expect(Object.values(state.conflicts)).toMatchObject([{ kind: 'undone-but-present' }])
  })
})

describe('a companion who was only counted, then named, and is taken back', () => {
  const name = join(-1, { named: [spouse] })
  const back = (more = {}): Command => ({
    type: 'undo-check-in',
    payload: { attendeeId: SPOUSE, reason: 'Versehentlich getippt', ...more },
  })

  it('is counted as before, and keeps the name', () => {
    const { state } = play([checkIn(2), name, back()], { state: prepared() })
    expect(state.present).toBe(3)
    expect(state.arrivals[LANDRAT]?.companions).toBe(2)
    expect(state.attendees[SPOUSE]).toMatchObject({ lastName: 'Walter', companionOf: LANDRAT })
  })

  it('is not counted twice when let in by name again, however often', () => {
    const again: Command = { type: 'check-in', payload: { attendeeId: SPOUSE } }
    const { state } = play([checkIn(2), name, back(), again], { state: prepared() })
    expect(state.present).toBe(3)
    expect(state.arrivals[LANDRAT]?.companions).toBe(1)
    play([back(), again, back()], { state })
    expect(state.present).toBe(3)
    expect(state.arrivals[LANDRAT]?.companions).toBe(2)
  })

  it('is not counted any more after leaving', () => {
    const { state } = play([checkIn(2), name, back({ hasLeft: true })], { state: prepared() })
    expect(state.present).toBe(2)
    expect(state.arrivals[LANDRAT]?.companions).toBe(1)
  })

  it('leaves nobody counted where the guest was taken back before', () => {
    const { state } = play([checkIn(1), name, undo, back()], { state: prepared() })
    expect(state.present).toBe(0)
  })

  it('leaves the count alone where nobody had been counted for them', () => {
    const { state } = play([checkIn(1), join(0, { named: [spouse] }), back()], { state: prepared() })
    expect(state.present).toBe(2)
  })
})
