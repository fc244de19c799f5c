import { describe, expect, it } from 'vitest'
import { knownRegistry } from '../../../../../src/core/registry/list-intake.ts'
import { importIdSchema } from '../../../../../src/shared/domain/ids.ts'
import {
  attendee,
  COMPANY,
  COUNTY,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  play,
  prepared,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { expectedCompanions } from '../../../../../src/shared/domain/door/companions.ts'
import { arrivalCardOf } from '../../../../../src/shared/domain/door/guests-of-honour.ts'
import { undoOf } from '../../../../../src/shared/domain/registry/import-undo.ts'
import { comingGuests, voidPrints } from '../../../../../src/shared/domain/paper/paper.ts'
import { acceptedPersons } from '../../../../../src/shared/domain/door/registration.ts'
import { comesFor, expectedOnList, seatOf } from '../../../../../src/shared/domain/door/seat.ts'
import { standInTermsSchema } from '../../../../../src/shared/domain/door/stand-in.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { signatoriesOf } from '../../../../../src/shared/domain/signing/turn.ts'

const at = (time: string) => ({ at: `2017-02-21T${time}:00.000Z` })
const standIn = (more: Record<string, unknown> = {}): Command =>
  ({
    type: 'stand-in',
    payload: {
      absentId: MANAGER,
      guestId: VISITOR,
      terms: standInTermsSchema.parse(more['terms'] ?? {}),
      reason: 'krank',
      companions: 0,
      wasIn: false,
      ...more,
      ...(more['terms'] ? { terms: standInTermsSchema.parse(more['terms']) } : {}),
    },
  }) as Command
const undoStandIn: Command = { type: 'undo-stand-in', payload: { absentId: MANAGER, reason: 'doch nicht' } }
const checkIn = (attendeeId = VISITOR): Command => ({ type: 'check-in', payload: { attendeeId } })
const undo = (attendeeId = VISITOR): Command => ({
  type: 'undo-check-in',
  payload: { attendeeId, reason: 'Falsche Person' },
})
const answer = (attendeeId: typeof MANAGER, companions: number): Command => ({
  type: 'register-guest',
  payload: {
    attendee: attendee({ id: attendeeId, lastName: '-' }),
    partner: null,
    channel: 'telephone',
    companions,
    note: '',
    evenIfFull: true,
  },
})
const edited = (attendeeId: typeof MANAGER, more: Record<string, unknown>, state: State): Command => ({
  type: 'save-attendee',
  payload: { attendee: { ...state.attendees[attendeeId]!, ...more } },
})
const namesFor = (state: State) => comesFor(state, state.attendees[VISITOR]!).map(({ lastName }) => lastName)
/** What the door shows, without when it was recorded. */
const door = ({ arrivals, present, substitutes, standIns }: State) =>
  JSON.parse(JSON.stringify({ arrivals, present, substitutes, standIns })) as unknown

describe('a guest of the list who comes for another one, too', () => {
  it('is let in and counted once', () => {
    const state = prepared()
    play([standIn()], { state })
    expect(state.present).toBe(1)
    expect(expectedOnList(state)).toBe(3)
    expect(namesFor(state)).toEqual(['Öztürk'])
  })

  it('stays in as before where they had come already', () => {
    const state = prepared()
    play([checkIn()], { state, ...at('17:10') })
    play([standIn()], { state, ...at('17:20') })
    expect(state.present).toBe(1)
    expect(state.arrivals[VISITOR]?.at).toBe('2017-02-21T17:10:00.000Z')
  })

  it('may come for two', () => {
    const state = prepared()
    play([standIn(), standIn({ absentId: DEPUTY })], { state })
    expect(namesFor(state)).toEqual(['Öztürk', 'Groß'])
    expect(state.present).toBe(1)
  })

  it('is named once however often it is said', () => {
    const state = prepared()
    play([standIn()], { state })
    expect(play([standIn()], { state }).decision).toMatchObject({ unchanged: { type: 'nothing-to-do' } })
  })

  it('cannot come for somebody who is in, who has sent another, or for themselves', () => {
    const state = prepared()
    play([checkIn(MANAGER)], { state })
    expect(() => play([standIn()], { state })).toThrow(/NOT_ALLOWED_NOW/)
    play([standIn({ absentId: DEPUTY })], { state })
    expect(() => play([standIn({ absentId: DEPUTY, guestId: LANDRAT })], { state })).toThrow(/CONFLICT/)
    expect(() => play([standIn({ guestId: MANAGER })], { state })).toThrow(/INPUT_INVALID/)
  })

  it('makes the badge of the absent void, and keeps the own one', () => {
    const state = prepared()
    const prints = [MANAGER, VISITOR].map((attendeeId) => ({ attendeeId, shown: '0123456789abcdef' }))
    play([{ type: 'note-printed', payload: { kind: 'badge', prints } }, standIn()], { state })
    expect(voidPrints(state, 'badge')).toEqual([MANAGER])
    expect(comingGuests(state).map(({ id: guest }) => guest)).toContain(VISITOR)
  })

  it('is received as the guest of honour whose place they take', () => {
    const state = prepared()
    play([edited(MANAGER, { honour: { precedence: 2, greetedBy: 'Landrat' } }, state), standIn()], { state })
    expect(arrivalCardOf(state, VISITOR)).toMatchObject({ precedence: 2, standsInFor: 'Ayşe Öztürk' })
  })
})

describe('the seat of the absent', () => {
  const seated = (own: string) => {
    const state = prepared()
    play([edited(MANAGER, { seat: '1A' }, state), edited(VISITOR, { seat: own }, state)], { state })
    return state
  }

  it('is taken by a guest who has none', () => {
    const state = seated('')
    play([standIn()], { state })
    expect(seatOf(state, state.attendees[VISITOR]!)).toBe('1A')
  })

  it('stays free where the guest keeps their own, unless they take it', () => {
    const state = seated('5B')
    play([standIn()], { state })
    expect(seatOf(state, state.attendees[VISITOR]!)).toBe('5B')
    play([undoStandIn, standIn({ terms: { takesSeat: true } })], { state })
    expect(seatOf(state, state.attendees[VISITOR]!)).toBe('1A')
  })
})

describe('the right to sign of a guest who stands in', () => {
  const signers = (state: State, partnerId = JOBCENTER) =>
    signatoriesOf(state, partnerId).map(({ lastName, capacity, authoritySeenBy }) => [
      lastName,
      capacity,
      authoritySeenBy,
    ])

  it('is for the organisation of the absent, in the capacity that was said', () => {
    const state = prepared()
    play([standIn({ terms: { maySign: true, capacity: 'i.V.', authoritySeenBy: 'Frau Kern' } })], { state })
    expect(signers(state)).toEqual([['Łukaszewska', 'i.V.', 'Frau Kern']])
    expect(signers(state, COMPANY)).toEqual([])
  })

  it('is not given by standing in alone', () => {
    const state = prepared()
    play([standIn()], { state })
    expect(signers(state)).toEqual([])
  })

  it('ends when the absent comes after all, or when it is taken back', () => {
    const state = prepared()
    play([standIn({ terms: { maySign: true } }), checkIn(MANAGER)], { state })
    expect(signers(state)).toEqual([['Öztürk', 'in-office', '']])
    play([undo(MANAGER)], { state })
    expect(signers(state)).toEqual([['Łukaszewska', 'i.V.', '']])
    play([undoStandIn], { state })
    expect(signers(state)).toEqual([['Öztürk', 'in-office', '']])
  })

  it('lets one person sign for two partners, each in its capacity', () => {
    const state = prepared()
    play([standIn({ guestId: LANDRAT, terms: { maySign: true, capacity: 'i.A.' } })], { state })
    expect(signers(state)).toEqual([['Walter', 'i.A.', '']])
    expect(signers(state, COUNTY)).toEqual([['Walter', 'in-office', '']])
  })
})

describe('taking it back', () => {
  it('leaves the guest in, and expects the absent again', () => {
    const state = prepared()
    play([checkIn()], { state, ...at('17:10') })
    const before = door(state)
    play([standIn(), undoStandIn], { state, ...at('17:20') })
    expect(door(state)).toEqual(before)
  })

  it('comes with the undoing of the arrival, in either order', () => {
    const [one, other] = [prepared(), prepared()]
    play([checkIn(), standIn(), undoStandIn, undo()], { state: one })
    play([checkIn(), standIn(), undo(), undoStandIn], { state: other })
    expect(door(one)).toEqual(door(prepared()))
    expect(door(other)).toEqual(door(prepared()))
  })

  it('says again who comes for whom once the arrival of the absent is undone', () => {
    const state = prepared()
    play([standIn(), checkIn(MANAGER)], { state })
    expect(namesFor(state)).toEqual([])
    play([undo(MANAGER)], { state })
    expect(namesFor(state)).toEqual(['Öztürk'])
  })

  it('ends with the absent being taken off the list', () => {
    const state = prepared()
    play([standIn(), { type: 'remove-attendee', payload: { attendeeId: MANAGER } }], { state })
    expect(door(state)).toMatchObject({ present: 1, substitutes: {}, standIns: {} })
  })
})

describe('a list that is taken over or taken back meanwhile', () => {
  it('leaves both the guest who stands in and the absent as they are', () => {
    const state = prepared()
    play([standIn()], { state })
    const known = knownRegistry(state)
    expect(known.bound).toContain(MANAGER)
    expect(known.standings?.[VISITOR]).toBe('arrived')
  })

  it('keeps both when the list that brought them is taken back', () => {
    const state = prepared()
    const [absent, guest, third] = ['absent', 'guest', 'third'].map((key) =>
      attendee({ id: id.attendee(key), lastName: key }),
    )
    const importId = importIdSchema.parse('import-1')
    const payload = {
      fileName: 'mehr.csv',
      partners: [],
      attendees: [absent!, guest!, third!],
      refusedRows: 0,
      importId,
    }
    play([{ type: 'import-list', payload }], { state })
    play([standIn({ absentId: absent!.id, guestId: guest!.id })], { state })
    expect(undoOf(state, importId)?.kept).toEqual(
      [absent!, guest!].map((each) => ({ attendeeId: each.id, reason: 'arrived' })),
    )
    play([{ type: 'undo-import', payload: { importId } }], { state })
    expect(comesFor(state, state.attendees[guest!.id]!).map(({ lastName }) => lastName)).toEqual(['absent'])
  })
})

describe('companions of the seat', () => {
  it('are expected with a stranger who stands in, and let in with them', () => {
    const state = prepared()
    const stranger = attendee({ id: id.attendee('stranger'), lastName: 'Stern' })
    play([answer(MANAGER, 2)], { state })
    expect(acceptedPersons(state)).toBe(6)
    const substitute: Command = {
      type: 'substitute',
      payload: { absentId: MANAGER, substitute: stranger, reason: '', companions: 2 },
    }
    play([substitute], { state })
    expect(state.present).toBe(3)
    expect(acceptedPersons(state)).toBe(6)
    play([undo(stranger.id)], { state })
    expect(state.present).toBe(0)
    expect(expectedCompanions(state, { id: stranger.id })).toBe(2)
  })

  it('come besides the own ones of a guest who stands in', () => {
    const state = prepared()
    play([answer(MANAGER, 2), answer(VISITOR, 1), standIn({ companions: 3 })], { state })
    expect(expectedCompanions(state, { id: VISITOR })).toBe(3)
    expect(state.present).toBe(4)
    play([undoStandIn], { state })
    expect(expectedCompanions(state, { id: VISITOR })).toBe(1)
    expect(expectedCompanions(state, { id: MANAGER })).toBe(2)
  })

  it('who joined a guest already in go again with the stand-in', () => {
    const state = prepared()
    play([checkIn(), standIn({ companions: 2 })], { state })
    expect(state.present).toBe(3)
    play([undoStandIn], { state })
    expect(state.present).toBe(1)
  })

  it('stay with the stand-in who was given an answer of their own', () => {
    const state = prepared()
    const stranger = attendee({ id: id.attendee('stranger'), lastName: 'Stern' })
    play(
      [
        answer(MANAGER, 2),
        { type: 'substitute', payload: { absentId: MANAGER, substitute: stranger, reason: '' } },
        answer(stranger.id, 1),
      ],
      { state },
    )
    expect(expectedCompanions(state, { id: stranger.id })).toBe(1)
  })
})

describe('a guest who stands in, told late', () => {
  const DESK_1 = id.station('desk-1')
  const DESK_2 = id.station('desk-2')
  const late = { happenedAt: '2017-02-21T17:30:00.000Z' }
  const open = (state: State) => Object.values(state.conflicts)
  const settle = (state: State, settlement: string): Command =>
    ({
      type: 'settle-conflict',
      payload: { conflict: open(state)[0]?.seq ?? 0, settlement, reason: 'geklärt' },
    }) as Command

  it('is in from when it happened', () => {
    const state = prepared()
    play([standIn({ late })], { state, station: DESK_2, ...at('17:55') })
    expect(state.arrivals[VISITOR]?.at).toBe(late.happenedAt)
    expect(open(state)).toEqual([])
  })

  it('who was seen to be in already is not let in a second time', () => {
    const state = prepared()
    play([checkIn()], { state, station: DESK_1, ...at('17:10') })
    play([standIn({ late, wasIn: true })], { state, station: DESK_2, ...at('17:55') })
    expect(open(state)).toEqual([])
    expect(namesFor(state)).toEqual(['Öztürk'])
  })

  it('is shown beside the absent who came at another desk; both stay, each for themselves', () => {
    const state = prepared()
    play([checkIn(MANAGER)], { state, station: DESK_1, ...at('17:40') })
    play([standIn({ late })], { state, station: DESK_2, ...at('17:55') })
    expect(open(state)).toMatchObject([
      { kind: 'stand-in-and-absent', attendeeId: MANAGER, otherId: VISITOR },
    ])
    play([settle(state, 'both-here')], { state })
    expect(state.present).toBe(2)
    expect(namesFor(state)).toEqual([])
  })

  it('who was written down as a stranger elsewhere becomes one person who stands in', () => {
    const state = prepared()
    const stranger = attendee({
      id: id.attendee('stranger'),
      lastName: 'Lukaszewska',
      maySign: true,
      capacity: 'i.V.',
    })
    const asStranger: Command = {
      type: 'substitute',
      payload: { absentId: MANAGER, substitute: stranger, reason: '' },
    }
    play([asStranger], { state, station: DESK_1, ...at('17:40') })
    play([standIn({ late })], { state, station: DESK_2, ...at('17:55') })
    expect(open(state)).toMatchObject([{ kind: 'two-stand-ins' }])
    play([settle(state, 'same-person')], { state })
    expect(state.present).toBe(1)
    expect(namesFor(state)).toEqual(['Öztürk'])
    expect(signatoriesOf(state, JOBCENTER).map(({ id: guest }) => guest)).toEqual([VISITOR])
    expect(state.arrivals[VISITOR]?.at).toBe(late.happenedAt)
  })
})
