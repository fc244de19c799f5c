import { describe, expect, it } from 'vitest'
import { newArrivals } from '../../../../../src/renderer/use-honour-arrivals.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { arrivalCardOf, guestsOfHonour } from '../../../../../src/shared/domain/door/guests-of-honour.ts'
import {
  attendee,
  COUNTY,
  DEPUTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  play,
  prepared,
} from '../../../../fixtures/ceremony.ts'

const honoured = (attendeeId = LANDRAT, precedence: number | null = 1): Command => ({
  type: 'save-attendee',
  payload: {
    attendee: attendee({
      id: attendeeId,
      partnerId: attendeeId === LANDRAT ? COUNTY : JOBCENTER,
      salutation: 'Frau',
      firstName: 'Ayşe',
      lastName: attendeeId === LANDRAT ? 'Öztürk' : 'Beispiel',
      pronunciation: 'ai-SCHE ös-TÜRK',
      phone: '07071 1234',
      honour: { precedence, greetedBy: 'Herr Kurz' },
    }),
  },
})
const after = (...commands: Command[]) => play(commands, { state: prepared() }).state

describe('a guest of honour', () => {
  it('comes with a card that says how to address, to place and by whom to be greeted', () => {
    const state = after(honoured(), { type: 'check-in', payload: { attendeeId: LANDRAT } })
    expect(arrivalCardOf(state, LANDRAT)).toMatchObject({
      address: 'Frau Ayşe Öztürk',
      pronunciation: 'ai-SCHE ös-TÜRK',
      organisation: 'Landkreis Tübingen',
      precedence: 1,
      greetedBy: 'Herr Kurz',
      arrivedAt: '2017-02-21T17:00:00.000Z',
    })
  })

  it('comes with companions: announced, then as they are counted and named at the door', () => {
    const registered = after(honoured(), {
      type: 'register-guest',
      payload: {
        attendee: after(honoured()).attendees[LANDRAT]!,
        partner: null,
        channel: 'telephone',
        companions: 3,
        note: '',
        evenIfFull: true,
      },
    })
    expect(arrivalCardOf(registered, LANDRAT)?.companions).toEqual({ named: [], counted: 3 })
    const named = attendee({
      id: id.attendee('wife'),
      firstName: 'Berta',
      lastName: 'Öztürk',
      companionOf: LANDRAT,
    })
    const { state } = play(
      [
        { type: 'check-in', payload: { attendeeId: LANDRAT, companions: 2 } },
        { type: 'save-attendee', payload: { attendee: named } },
        { type: 'check-in', payload: { attendeeId: named.id } },
      ],
      { state: registered },
    )
    expect(arrivalCardOf(state, LANDRAT)?.companions).toEqual({ named: ['Berta Öztürk'], counted: 2 })
  })

  it('is addressed with one title, not two', () => {
    const guest = {
      ...prepared().attendees[LANDRAT]!,
      salutation: 'Frau',
      title: 'Dr.',
      honour: { precedence: 1, greetedBy: '' },
    }
    const state = after({ type: 'save-attendee', payload: { attendee: guest } })
    expect(arrivalCardOf(state, LANDRAT)?.address).toBe('Frau Dr. Joachim Walter')
  })

  it('is nobody else', () => {
    expect(arrivalCardOf(after(), LANDRAT)).toBeNull()
  })

  it('stands in the order of precedence, the unranked last', () => {
    const state = after(honoured(LANDRAT, null), honoured(MANAGER, 7))
    expect(guestsOfHonour(state).map((card) => card.id)).toEqual([MANAGER, LANDRAT])
  })

  it('is received alike in the person who comes instead, and is not expected any more', () => {
    const standIn = id.attendee('stand-in')
    const state = after(honoured(), {
      type: 'substitute',
      payload: {
        absentId: LANDRAT,
        substitute: attendee({ id: standIn, lastName: 'Vertretung' }),
        reason: 'verhindert',
      },
    })
    expect(guestsOfHonour(state)).toMatchObject([
      { id: standIn, precedence: 1, greetedBy: 'Herr Kurz', standsInFor: 'Ayşe Öztürk' },
    ])
  })

  it('is news only in the moment of arrival', () => {
    const before = after(honoured())
    const now = after(honoured(), { type: 'check-in', payload: { attendeeId: LANDRAT } })
    expect(newArrivals(before.arrivals, now.arrivals)).toEqual([LANDRAT])
    expect(newArrivals(now.arrivals, now.arrivals)).toEqual([])
    expect(newArrivals(before.arrivals, { ...before.arrivals, [DEPUTY]: now.arrivals[LANDRAT]! })).toEqual([
      DEPUTY,
    ])
  })
})
