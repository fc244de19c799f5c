import { describe, expect, it } from 'vitest'
import {
  attendee,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  partner,
  play,
  prepared,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'
import { attendanceRows } from '../../../../../src/core/door/attendance.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { signatoriesOf } from '../../../../../src/shared/domain/signing/turn.ts'

describe('the door', () => {
  it('lets a guest in and counts one more', () => {
    const { state, events } = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], {
      state: prepared(),
    })
    expect(events).toEqual([{ type: 'attendee-checked-in', payload: { attendeeId: LANDRAT } }])
    expect(state.present).toBe(1)
    expect(state.arrivals[LANDRAT]?.at).toBe('2017-02-21T17:00:00.000Z')
  })

  it('says when and where, instead of letting the same guest in twice', () => {
    const state = prepared()
    play(
      [
        {
          type: 'pair-station',
          payload: {
            stationId: id.station('desk'),
            role: 'reception',
            name: 'Einlass 1',
            tokenHash: 'f'.repeat(64),
          },
        },
      ],
      { state },
    )
    play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state, station: id.station('desk') })
    const again = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state })
    expect(again.events).toEqual([])
    expect(again.decision).toEqual({
      unchanged: { type: 'already-checked-in', at: '2017-02-21T17:00:00.000Z', stationName: 'Einlass 1' },
    })
    expect(state.present).toBe(1)
  })

  it('takes a check-in back with a reason and keeps both facts', () => {
    const { state, events } = play(
      [
        { type: 'check-in', payload: { attendeeId: LANDRAT } },
        { type: 'undo-check-in', payload: { attendeeId: LANDRAT, reason: 'Verwechslung' } },
      ],
      { state: prepared() },
    )
    expect(events.map(({ type }) => type)).toEqual(['attendee-checked-in', 'check-in-undone'])
    expect(state.present).toBe(0)
    expect(state.arrivals[LANDRAT]).toBeUndefined()
  })

  it('has nothing to take back for someone who has not arrived', () => {
    const { decision } = play([{ type: 'undo-check-in', payload: { attendeeId: LANDRAT, reason: 'x' } }], {
      state: prepared(),
    })
    expect(decision).toEqual({ unchanged: { type: 'not-checked-in' } })
  })

  it('admits a guest who is on no list', () => {
    const walkIn = attendee({ id: id.attendee('new'), lastName: 'Nguyễn', partnerId: null })
    const { state } = play([{ type: 'admit-walk-in', payload: { attendee: walkIn, partner: null } }], {
      state: prepared(),
    })
    expect(state.attendees[walkIn.id]?.origin).toBe('walk-in')
    expect(state.present).toBe(1)
  })

  it('lets a stand-in take over the seat, the organisation and the right to sign', () => {
    const standIn = attendee({
      id: id.attendee('stand-in'),
      lastName: 'Groß',
      maySign: true,
      capacity: 'i.V.',
      authoritySeenBy: 'Empfang',
    })
    const { state } = play(
      [{ type: 'substitute', payload: { absentId: MANAGER, substitute: standIn, reason: 'krank' } }],
      { state: prepared() },
    )
    expect(state.attendees[standIn.id]).toMatchObject({
      partnerId: JOBCENTER,
      substituteFor: MANAGER,
      origin: 'substitute',
    })
    expect(signatoriesOf(state, JOBCENTER).map((each) => each.id)).toEqual([standIn.id])
    expect(state.present).toBe(1)
  })

  it('refuses a stand-in for somebody who is already in the hall', () => {
    const state = play([{ type: 'check-in', payload: { attendeeId: DEPUTY } }], { state: prepared() }).state
    const standIn = attendee({ id: id.attendee('stand-in'), lastName: 'Neu' })
    const substitute = () =>
      play([{ type: 'substitute', payload: { absentId: DEPUTY, substitute: standIn, reason: '' } }], {
        state,
      })
    expect(substitute).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED_NOW' }))
    expect(state.attendees[standIn.id]).toBeUndefined()
  })

  it('does not know a guest who was never listed', () => {
    const unknown = id.attendee('nobody')
    const checkIn = () =>
      play([{ type: 'check-in', payload: { attendeeId: unknown } }], { state: prepared() })
    expect(checkIn).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })

  it('keeps a guest on the list who is already in the hall', () => {
    const { state } = play([{ type: 'check-in', payload: { attendeeId: VISITOR } }], { state: prepared() })
    const remove = () => play([{ type: 'remove-attendee', payload: { attendeeId: VISITOR } }], { state })
    expect(remove).toThrow(expect.objectContaining({ code: 'NOT_ALLOWED_NOW' }))
  })

  it('lets nobody become a party to the agreement at the door', () => {
    const { state } = play(
      [
        {
          type: 'admit-walk-in',
          payload: {
            attendee: attendee({
              id: id.attendee('new'),
              lastName: 'Neu',
              partnerId: 'new',
              substituteFor: LANDRAT,
            }),
            partner: partner({
              id: id.partner('new'),
              name: 'Neu GmbH',
              role: 'contracting-party',
              order: 1,
            }),
          },
        },
      ],
      { state: prepared() },
    )
    expect(state.partners[id.partner('new')]).toMatchObject({ role: 'guest', order: null })
    expect(state.attendees[id.attendee('new')]).toMatchObject({ origin: 'walk-in', substituteFor: null })
    expect(state.substitutes).toEqual({})
  })

  describe('a stand-in', () => {
    const STAND_IN = id.attendee('stand-in')
    const withStandIn = () =>
      play(
        [
          {
            type: 'substitute',
            payload: {
              absentId: MANAGER,
              substitute: attendee({ id: STAND_IN, lastName: 'Stern', maySign: true, capacity: 'i.V.' }),
              reason: '',
            },
          },
        ],
        { state: prepared() },
      ).state
    const signing = (state: State) => signatoriesOf(state, JOBCENTER).map((person) => person.id)

    it('stands in no longer once the check-in is taken back, and does again when let in again', () => {
      const state = withStandIn()
      expect(signing(state)).toEqual([STAND_IN])
      play([{ type: 'undo-check-in', payload: { attendeeId: STAND_IN, reason: 'vertippt' } }], { state })
      expect(state.substitutes).toEqual({})
      expect(signing(state)).toContain(MANAGER)
      play([{ type: 'check-in', payload: { attendeeId: STAND_IN } }], { state })
      expect(state.substitutes).toEqual({ [MANAGER]: STAND_IN })
    })

    it('does not keep the person from signing who comes after all', () => {
      const state = withStandIn()
      play([{ type: 'check-in', payload: { attendeeId: MANAGER } }], { state })
      expect(signing(state)).toEqual([STAND_IN, MANAGER])
    })

    it('stays on the attendance list when the absent person is removed from the registry', () => {
      const state = withStandIn()
      play([{ type: 'remove-attendee', payload: { attendeeId: MANAGER } }], { state })
      expect(state.substitutes).toEqual({})
      expect(attendanceRows(state).find(({ name }) => name === 'Stern')?.remark).toBe('Vertretung')
    })
  })
})
