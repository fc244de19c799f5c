import { describe, expect, it } from 'vitest'
import { ceremonySchema } from '../../../../../src/shared/domain/evening/ceremony.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { AttendeeId } from '../../../../../src/shared/domain/ids.ts'
import {
  overWith,
  acceptedPersons,
  answerOf,
  freePlaces,
  personsOf,
  waitingList,
} from '../../../../../src/shared/domain/door/registration.ts'
import {
  attendee,
  COUNTY,
  id,
  LANDRAT,
  MANAGER,
  partner,
  play,
  prepared,
} from '../../../../fixtures/ceremony.ts'

const ANNA = id.attendee('anna')
const BERT = id.attendee('bert')
const person = (attendeeId: AttendeeId) => attendee({ id: attendeeId, lastName: attendeeId })

const register = (
  attendeeId: AttendeeId,
  more: { companions?: number; evenIfFull?: boolean } = {},
): Command => ({
  type: 'register-guest',
  payload: {
    attendee: person(attendeeId),
    partner: null,
    channel: 'telephone',
    companions: 0,
    note: '',
    evenIfFull: false,
    ...more,
  },
})
const decline = (attendeeId: AttendeeId): Command => ({
  type: 'decline-invitation',
  payload: { attendeeId, channel: 'email', note: 'im Urlaub' },
})
const hall = (capacity: number, guestList: 'registered' | 'invited'): Command => ({
  type: 'describe-ceremony',
  payload: {
    ceremony: ceremonySchema.parse({
      title: 'Unterzeichnung',
      host: 'Landkreis Tübingen',
      date: '2017-02-21',
      time: '18:00',
      town: 'Tübingen',
      capacity,
      guestList,
    }),
  },
})
/** Four guests stand on the list. */
const after = (...commands: Command[]) => play(commands, { state: prepared() }).state

describe('registering a guest', () => {
  it('who is on no list adds the guest, with what was said', () => {
    const state = after(register(ANNA, { companions: 2 }))
    expect(state.attendees[ANNA]?.lastName).toBe('anna')
    expect(state.registrations[ANNA]).toMatchObject({
      answer: 'accepted',
      channel: 'telephone',
      companions: 2,
    })
    expect(personsOf(state, ANNA)).toBe(3)
  })

  it('who is on the list already changes nothing but the answer', () => {
    const { state, events } = play([register(LANDRAT)], { state: prepared() })
    expect(events.map(({ type }) => type)).toEqual(['invitation-answered'])
    expect(state.attendees[LANDRAT]?.lastName).toBe('Walter')
  })

  it('brings along an organisation that is new, as a guest that does not sign', () => {
    const company = partner({ id: id.partner('new'), name: 'Häfele', role: 'contracting-party', order: 1 })
    const command = register(ANNA)
    const state = after({
      ...command,
      payload: {
        ...command.payload,
        attendee: attendee({ id: ANNA, lastName: 'Anna', partnerId: company.id }),
        partner: company,
      },
    } as Command)
    expect(state.partners[company.id]).toMatchObject({ role: 'guest', order: null })
  })

  it('for an organisation nobody knows is refused', () => {
    const command = register(ANNA)
    const stray = attendee({ id: ANNA, lastName: 'Anna', partnerId: id.partner('nowhere') })
    expect(() => after({ ...command, payload: { ...command.payload, attendee: stray } } as Command)).toThrow(
      'NOT_FOUND',
    )
  })
})

describe('a full hall', () => {
  it('puts a guest who does not fit with all companions on the waiting list', () => {
    const state = after(hall(6, 'registered'), register(ANNA, { companions: 2 }))
    expect(answerOf(state, ANNA)).toBe('waiting')
    expect(freePlaces(state)).toBe(2)
  })

  it('says by how many a guest with companions would be too many', () => {
    const waiting = after(hall(6, 'registered'), register(ANNA, { companions: 2 }))
    expect(overWith(waiting, ANNA)).toBe(1)
    expect(overWith(after(hall(7, 'registered')), ANNA)).toBe(0)
  })

  it('keeps the order of asking, and moves up into it only for whoever was told and wants it all the same', () => {
    const waiting = after(hall(4, 'registered'), register(BERT), register(ANNA))
    expect(waitingList(waiting).map((guest) => guest.id)).toEqual([BERT, ANNA])
    const moving = (evenIfFull: boolean): Command => ({
      type: 'move-up',
      payload: { attendeeId: BERT, evenIfFull },
    })
    expect(() => play([moving(false)], { state: waiting })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'hall-full' } }),
    )
    const { state } = play([moving(true)], { state: waiting })
    expect(waitingList(state).map((guest) => guest.id)).toEqual([ANNA])
    expect(answerOf(state, BERT)).toBe('accepted')
  })

  it('has room again when somebody declines', () => {
    const state = after(hall(4, 'registered'), decline(MANAGER))
    expect(freePlaces(state)).toBe(1)
    expect(answerOf(play([register(ANNA)], { state }).state, ANNA)).toBe('accepted')
  })

  it('does not count a guest twice who registers again with more companions', () => {
    const state = after(hall(6, 'registered'), register(ANNA, { companions: 1 }))
    expect(answerOf(play([register(ANNA, { companions: 1 })], { state }).state, ANNA)).toBe('accepted')
  })

  it('lets in on the word of the office', () => {
    expect(answerOf(after(hall(4, 'registered'), register(ANNA, { evenIfFull: true })), ANNA)).toBe(
      'accepted',
    )
  })
})

describe('the guests on the list', () => {
  it('count as coming where the list holds those who have registered', () => {
    expect(acceptedPersons(after(hall(180, 'registered')))).toBe(4)
  })

  it('have not answered where the list holds those invited', () => {
    const state = after(hall(180, 'invited'), register(LANDRAT))
    expect(answerOf(state, MANAGER)).toBe('unanswered')
    expect(acceptedPersons(state)).toBe(1)
  })

  it('are as if they had said nothing once an answer is taken back', () => {
    const state = after(hall(180, 'invited'), register(LANDRAT), {
      type: 'withdraw-answer',
      payload: { attendeeId: LANDRAT },
    })
    expect(answerOf(state, LANDRAT)).toBe('unanswered')
  })

  it('are forgotten with their answers', () => {
    const state = after(register(ANNA), { type: 'remove-attendee', payload: { attendeeId: ANNA } })
    expect(state.registrations).toEqual({})
    expect(state.partners[COUNTY]).toBeDefined()
  })
})
