import { describe, expect, it } from 'vitest'
import {
  attendee,
  COMPANY,
  DEPUTY,
  id,
  LANDRAT,
  MANAGER,
  partner,
  play,
  prepared,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { signatoriesOf } from '../../../../../src/shared/domain/signing/turn.ts'
import { lateSince } from '../../../../../src/shared/domain/door/late.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import type { StationId } from '../../../../../src/shared/domain/ids.ts'
import { JOBCENTER } from '../../../../fixtures/ceremony.ts'

const DESK_1 = id.station('desk-1')
const DESK_2 = id.station('desk-2')
const STAND_IN = id.attendee('stand-in')
const OTHER = id.attendee('other')
const late = (time: string) => ({ happenedAt: `2017-02-21T${time}:00.000Z` })

/** Two desks are paired; each thing is done at a desk and reaches the host at a time. */
function evening() {
  const state = prepared()
  const doneAt = (station: StationId, time: string, command: Command) =>
    play([command], { state, station, at: `2017-02-21T${time}:00.000Z` })
  for (const [station, name] of [
    [DESK_1, 'Schalter 1'],
    [DESK_2, 'Schalter 2'],
  ] as const) {
    const payload = { stationId: station, role: 'reception' as const, name, tokenHash: 'f'.repeat(64) }
    doneAt(station, '16:00', { type: 'pair-station', payload })
  }
  return { state, doneAt }
}
const checkIn = (attendeeId = LANDRAT, more = {}): Command => ({
  type: 'check-in',
  payload: { attendeeId, ...more },
})
const undo = (attendeeId = LANDRAT, more = {}): Command => ({
  type: 'undo-check-in',
  payload: { attendeeId, reason: 'Falsche Person', ...more },
})
const substitute = (standIn = STAND_IN, more = {}): Command => ({
  type: 'substitute',
  payload: {
    absentId: MANAGER,
    substitute: attendee({ id: standIn, lastName: 'Stern', maySign: true }),
    reason: '',
    ...more,
  },
})
const settle = (state: State, settlement: string, more = {}): Command =>
  ({
    type: 'settle-conflict',
    payload: { conflict: open(state)[0]?.seq ?? 0, settlement, reason: 'Geklärt', ...more },
  }) as Command
const open = (state: State) => Object.values(state.conflicts)

describe('an arrival told late', () => {
  it('counts from when it happened, and says when the host was told', () => {
    const { state, doneAt } = evening()
    const { events } = doneAt(DESK_2, '17:55', checkIn(LANDRAT, { late: late('17:42') }))
    expect(events).toEqual([
      {
        type: 'attendee-checked-in',
        payload: { attendeeId: LANDRAT, happenedAt: '2017-02-21T17:42:00.000Z' },
      },
    ])
    expect(state.arrivals[LANDRAT]).toEqual({
      at: '2017-02-21T17:42:00.000Z',
      station: DESK_2,
      enteredAt: '2017-02-21T17:55:00.000Z',
    })
    expect(state.present).toBe(1)
  })

  it('is kept with the host’s time where the desk’s clock cannot be believed', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_2, '17:55', checkIn(LANDRAT, { late: { happenedAt: null } }))
    expect(state.arrivals[LANDRAT]).toMatchObject({
      at: '2017-02-21T17:55:00.000Z',
      enteredAt: '2017-02-21T17:55:00.000Z',
    })
  })

  it('is told once: the same desk letting the same guest in again changes nothing', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', checkIn())
    const { decision } = doneAt(DESK_1, '17:55', checkIn(LANDRAT, { late: late('17:42') }))
    expect(decision).toMatchObject({ unchanged: { type: 'already-checked-in' } })
    expect(open(state)).toEqual([])
  })
})

describe('the desk’s clock', () => {
  const now = new Date('2017-02-21T18:00:00.000Z')
  it('may be wrong by years: only how long ago it was counts', () => {
    expect(lateSince({ happenedAt: 1_000, sentAt: 61_000 }, now)).toEqual({
      happenedAt: '2017-02-21T17:59:00.000Z',
    })
  })
  it.each([
    ['ran backwards', { happenedAt: 2_000, sentAt: 1_000 }],
    ['says more than a day', { happenedAt: 0, sentAt: 25 * 3_600_000 }],
  ])('is not believed when it %s', (_, times) => {
    expect(lateSince(times, now)).toEqual({ happenedAt: null })
  })
})

describe('the same guest let in at two desks apart', () => {
  function twice() {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:50', checkIn())
    const { events } = doneAt(DESK_2, '17:55', checkIn(LANDRAT, { late: late('17:42') }))
    return { state, doneAt, events }
  }

  it('is counted once, from the first door, with both facts kept and both desks named', () => {
    const { state, events } = twice()
    expect(events.map(({ type }) => type)).toEqual(['door-conflict-arose', 'attendee-checked-in'])
    expect(state.present).toBe(1)
    expect(state.arrivals[LANDRAT]).toMatchObject({ at: '2017-02-21T17:42:00.000Z', station: DESK_2 })
    expect(open(state)).toMatchObject([
      {
        kind: 'both-admitted',
        attendeeId: LANDRAT,
        sides: [
          { at: '2017-02-21T17:50:00.000Z', station: DESK_1 },
          { at: '2017-02-21T17:42:00.000Z', station: DESK_2 },
        ],
      },
    ])
  })

  it('was the same person: settled, still counted once', () => {
    const { state, doneAt } = twice()
    doneAt(DESK_1, '18:00', settle(state, 'same-person'))
    expect(open(state)).toEqual([])
    expect(state.present).toBe(1)
  })

  it('was another person: counted as a walk-in from the later arrival', () => {
    const { state, doneAt } = twice()
    const stranger = attendee({
      id: OTHER,
      lastName: 'Unbekannt',
      partnerId: COMPANY,
      substituteFor: MANAGER,
    })
    doneAt(DESK_1, '18:00', settle(state, 'other-person', { attendee: stranger }))
    expect(state.present).toBe(2)
    expect(state.attendees[OTHER]).toMatchObject({
      origin: 'walk-in',
      partnerId: COMPANY,
      substituteFor: null,
    })
    expect(state.arrivals[OTHER]).toMatchObject({ at: '2017-02-21T17:50:00.000Z', station: DESK_1 })
  })

  it('is settled once, whoever of the two desks taps second', () => {
    const { state, doneAt } = twice()
    const tap = settle(state, 'same-person')
    doneAt(DESK_1, '18:00', tap)
    expect(doneAt(DESK_2, '18:00', tap).decision).toEqual({ unchanged: { type: 'nothing-to-do' } })
  })

  it('is not settled by a word that does not fit', () => {
    const { state, doneAt } = twice()
    expect(() => doneAt(DESK_1, '18:00', settle(state, 'only-absent'))).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    )
    expect(() => doneAt(DESK_1, '18:00', settle(state, 'other-person'))).toThrow(
      expect.objectContaining({ code: 'INPUT_INVALID' }),
    )
  })

  it('stays in from the other desk when one desk had taken its own arrival back', () => {
    const { state, doneAt } = twice()
    doneAt(DESK_2, '17:55', undo(LANDRAT, { late: late('17:43'), seenAt: DESK_2 }))
    expect(state.arrivals[LANDRAT]).toMatchObject({ at: '2017-02-21T17:50:00.000Z', station: DESK_1 })
    expect(state.present).toBe(1)
    expect(open(state)).toEqual([])
  })

  it('is over when the guest is taken back altogether', () => {
    const { state, doneAt } = twice()
    doneAt(DESK_1, '18:00', undo())
    expect(state.present).toBe(0)
    expect(open(state)).toEqual([])
  })
})

describe('a stand-in and the absent person', () => {
  it('let in at two desks apart are both kept: the stand-in first', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', substitute())
    doneAt(DESK_2, '17:55', checkIn(MANAGER, { late: late('17:50') }))
    expect(state.present).toBe(2)
    expect(open(state)).toMatchObject([
      { kind: 'stand-in-and-absent', attendeeId: MANAGER, otherId: STAND_IN },
    ])
    doneAt(DESK_1, '18:00', settle(state, 'both-here'))
    expect(state.present).toBe(2)
    expect(open(state)).toEqual([])
  })

  it('let in at two desks apart are both kept: the person first', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', checkIn(MANAGER))
    doneAt(DESK_2, '17:55', substitute(STAND_IN, { late: late('17:50') }))
    expect(state.arrivals[STAND_IN]?.at).toBe('2017-02-21T17:50:00.000Z')
    expect(open(state)[0]?.sides.map(({ station }) => station)).toEqual([DESK_1, DESK_2])
    doneAt(DESK_2, '18:00', settle(state, 'only-absent'))
    expect(Object.keys(state.arrivals)).toEqual([MANAGER])
    expect(signatoriesOf(state, JOBCENTER).map((person) => person.id)).toContain(MANAGER)
    expect(state.present).toBe(1)
  })

  it('of whom only the stand-in is here leave one in the hall', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', substitute())
    doneAt(DESK_2, '17:55', checkIn(MANAGER, { late: late('17:50') }))
    doneAt(DESK_1, '18:00', settle(state, 'only-stand-in'))
    expect(Object.keys(state.arrivals)).toEqual([STAND_IN])
  })

  it('have a second stand-in who was the same person under another id', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', substitute())
    doneAt(DESK_2, '17:55', substitute(OTHER, { late: late('17:50') }))
    expect(open(state)).toMatchObject([{ kind: 'two-stand-ins', attendeeId: STAND_IN, otherId: OTHER }])
    expect(state.present).toBe(2)
    doneAt(DESK_1, '18:00', settle(state, 'same-person'))
    expect(Object.keys(state.arrivals)).toEqual([STAND_IN])
    expect(state.substitutes).toEqual({ [MANAGER]: STAND_IN })
  })
})

describe('an undo told late', () => {
  it('takes back what was seen', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', checkIn())
    doneAt(DESK_2, '17:55', undo(LANDRAT, { late: late('17:50'), seenAt: DESK_1 }))
    expect(state.present).toBe(0)
  })

  it('leaves somebody in who was let in elsewhere since, and asks', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:30', checkIn())
    doneAt(DESK_1, '17:40', undo())
    doneAt(DESK_1, '17:52', checkIn())
    doneAt(DESK_2, '17:55', undo(LANDRAT, { late: late('17:50'), seenAt: DESK_1 }))
    expect(state.present).toBe(1)
    expect(open(state)).toMatchObject([{ kind: 'undone-but-present', attendeeId: LANDRAT }])
    doneAt(DESK_2, '18:00', settle(state, 'is-not-here'))
    expect(state.present).toBe(0)
    expect(open(state)).toEqual([])
  })

  it('has nothing to take back from somebody who is out already', () => {
    const { doneAt } = evening()
    const { decision } = doneAt(DESK_2, '17:55', undo(LANDRAT, { late: late('17:50') }))
    expect(decision).toEqual({ unchanged: { type: 'not-checked-in' } })
  })
})

describe('a list that changed while the desk was alone', () => {
  const remove = (attendeeId = VISITOR): Command => ({ type: 'remove-attendee', payload: { attendeeId } })

  it('gets the guest back who is in the hall, as one who is not on it', () => {
    const { state, doneAt } = evening()
    const guest = state.attendees[VISITOR]
    doneAt(DESK_1, '17:40', remove())
    doneAt(DESK_2, '17:55', checkIn(VISITOR, { late: late('17:42'), guest }))
    expect(state.attendees[VISITOR]).toMatchObject({
      origin: 'walk-in',
      lastName: 'Łukaszewska',
      maySign: false,
    })
    expect(state.present).toBe(1)
    expect(open(state)).toMatchObject([{ kind: 'removed-meanwhile', attendeeId: VISITOR }])
    doneAt(DESK_2, '18:00', settle(state, 'is-here'))
    expect(state.present).toBe(1)
  })

  it('gets the stand-in of a person who is gone from it', () => {
    const { state, doneAt } = evening()
    doneAt(DESK_1, '17:40', remove(MANAGER))
    doneAt(DESK_2, '17:55', substitute(STAND_IN, { late: late('17:42') }))
    expect(state.attendees[STAND_IN]).toMatchObject({
      origin: 'walk-in',
      substituteFor: null,
      maySign: false,
    })
    expect(open(state)).toMatchObject([{ kind: 'removed-meanwhile', attendeeId: STAND_IN }])
    doneAt(DESK_2, '18:00', settle(state, 'is-not-here'))
    expect(state.present).toBe(0)
  })

  it('keeps a walk-in whose organisation was removed', () => {
    const { state, doneAt } = evening()
    const walkIn = attendee({ id: OTHER, lastName: 'Neu', partnerId: id.partner('gone') })
    doneAt(DESK_2, '17:55', {
      type: 'admit-walk-in',
      payload: { attendee: walkIn, partner: null, late: late('17:42') },
    })
    expect(state.attendees[OTHER]).toMatchObject({ partnerId: null, lastName: 'Neu' })
    expect(state.arrivals[OTHER]?.at).toBe('2017-02-21T17:42:00.000Z')
  })

  it('brings the organisation along that the desk still knew', () => {
    const { state, doneAt } = evening()
    const walkIn = attendee({ id: OTHER, lastName: 'Neu', partnerId: id.partner('gone') })
    const gone = partner({ id: id.partner('gone'), name: 'Verein', role: 'contracting-party', order: 9 })
    doneAt(DESK_2, '17:55', {
      type: 'admit-walk-in',
      payload: { attendee: walkIn, partner: gone, late: late('17:42') },
    })
    expect(state.partners[gone.id]).toMatchObject({ name: 'Verein', role: 'guest' })
    expect(state.attendees[OTHER]?.partnerId).toBe(gone.id)
  })

  it('lets a guest whose data changed in under the new data', () => {
    const { state, doneAt } = evening()
    const guest = state.attendees[DEPUTY]!
    doneAt(DESK_1, '17:40', {
      type: 'save-attendee',
      payload: { attendee: { ...guest, lastName: 'Groß-Neu' } },
    })
    doneAt(DESK_2, '17:55', checkIn(DEPUTY, { late: late('17:42'), guest }))
    expect(state.attendees[DEPUTY]?.lastName).toBe('Groß-Neu')
    expect(open(state)).toEqual([])
  })
})
