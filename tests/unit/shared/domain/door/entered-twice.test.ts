import '../../../../fixtures/fixed-seed.ts'
import { array, assert, boolean, property, shuffledSubarray } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendee, id, LANDRAT, partner, play, prepared } from '../../../../fixtures/ceremony.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { voidPrints } from '../../../../../src/shared/domain/paper/paper.ts'
import type { Attendee } from '../../../../../src/shared/domain/registry/registry.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'

const DESKS = [id.station('desk-1'), id.station('desk-2'), id.station('desk-3')] as const
const [DESK_1, DESK_2, DESK_3] = DESKS
const time = (minute: number) => `2017-02-21T17:${String(minute).padStart(2, '0')}:00.000Z`
const person = (key: string, firstName: string, lastName: string, more: Record<string, unknown> = {}) =>
  attendee({ id: id.attendee(key), firstName, lastName, ...more })

/** What a desk did alone at a minute and tells now. */
const told = (
  state: State,
  station: (typeof DESKS)[number],
  guest: Attendee,
  minute: number,
  newPartner: ReturnType<typeof partner> | null = null,
) => {
  const command: Command = {
    type: 'admit-walk-in',
    payload: { attendee: guest, partner: newPartner, late: { happenedAt: time(minute) } },
  }
  return play([command], { state, station, at: time(59) })
}
const open = (state: State) => Object.values(state.conflicts)
const settle = (state: State, settlement: 'same-as-first' | 'same-as-second' | 'two-persons'): Command => ({
  type: 'settle-conflict',
  payload: { conflict: open(state)[0]?.seq ?? 0, settlement, reason: 'geklärt' },
})
const walkIns = (state: State) => Object.values(state.attendees).filter(({ origin }) => origin === 'walk-in')

describe('somebody on no list whom two desks entered while apart', () => {
  it('is shown to both desks with the times', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Đorđe', 'Łukaszewski'), 20)
    told(state, DESK_3, person('c', 'Dorde', 'Lukaszewski'), 15)
    expect(open(state)).toMatchObject([
      {
        kind: 'entered-twice',
        attendeeId: 'a',
        otherId: 'c',
        sides: [
          { at: time(20), station: DESK_1 },
          { at: time(15), station: DESK_3 },
        ],
      },
    ])
  })

  it.each([
    ['as heard', person('a', 'Stefan', 'Schmitt'), person('b', 'Stephan', 'Schmidt')],
    ['with the umlaut written out', person('a', 'Jörg', 'Weiß'), person('b', 'Joerg', 'Weiss')],
    ['last name first', person('a', 'Kaya', 'Ayşe'), person('b', 'Ayse', 'Kaya')],
    ['with a title', person('a', 'Eva', 'von der Heide', { title: 'Dr.' }), person('b', 'Eva', 'Heide')],
  ])('is noticed %s', (_how, first, second) => {
    const state = prepared()
    told(state, DESK_1, first, 10)
    told(state, DESK_2, second, 11)
    expect(open(state)).toHaveLength(1)
  })

  it.each([
    ['another first name', person('a', 'Anna', 'Müller'), person('b', 'Paul', 'Müller')],
    ['a short name that only sounds alike', person('a', 'Ali', 'Kaya'), person('b', 'Eli', 'Kara')],
    ['no name at all in common', person('a', 'Uwe', 'Rot'), person('b', 'Ina', 'Grün')],
  ])('is not taken for one with %s', (_how, first, second) => {
    const state = prepared()
    told(state, DESK_1, first, 10)
    told(state, DESK_2, second, 11)
    expect(open(state)).toEqual([])
  })

  it('is not asked about where one desk entered both, or a desk that saw the other do it', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 10)
    told(state, DESK_1, person('b', 'Eva', 'Rot'), 11)
    const atOnce: Command = {
      type: 'admit-walk-in',
      payload: { attendee: person('c', 'Eva', 'Rot'), partner: null },
    }
    play([atOnce], { state, station: DESK_2 })
    expect(open(state)).toEqual([])
  })

  it('is asked about where a connected desk had not been shown the other entry when the name was typed', () => {
    const state = prepared()
    const admit = (guest: Attendee, offered: Attendee[], station: (typeof DESKS)[number]) =>
      play(
        [
          {
            type: 'admit-walk-in',
            payload: { attendee: guest, partner: null, offered: offered.map((each) => each.id) },
          },
        ],
        { state, station },
      )
    const [first, second, third] = ['a', 'b', 'c'].map((key) => person(key, 'Eva', 'Rot'))
    if (!first || !second || !third) throw new Error('three people')
    admit(first, [], DESK_1)
    admit(second, [first], DESK_2)
    expect(open(state)).toEqual([])
    admit(third, [second], DESK_3)
    expect(open(state)).toMatchObject([{ kind: 'entered-twice', attendeeId: 'a', otherId: 'c' }])
  })

  it('stays once, from the first arrival, with what either desk knew', () => {
    const state = prepared()
    const firm = partner({ id: id.partner('firm'), name: 'Firma Neu' })
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 20)
    told(state, DESK_2, person('b', 'Eva', 'Rot', { partnerId: firm.id, function: 'Chefin' }), 12, firm)
    play([settle(state, 'same-as-first')], { state, station: DESK_1 })
    expect(walkIns(state)).toMatchObject([{ id: 'a', partnerId: 'firm', function: 'Chefin' }])
    expect(state.present).toBe(1)
    expect(state.arrivals[id.attendee('a')]).toMatchObject({ at: time(12), station: DESK_2 })
    expect(open(state)).toEqual([])
  })

  it('bears the name that one of the desks had right', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Djordje', 'Lukaszewski'), 20)
    told(state, DESK_2, person('b', 'Đorđe', 'Łukaszewski'), 12)
    play([settle(state, 'same-as-second')], { state, station: DESK_1 })
    expect(walkIns(state)).toMatchObject([{ id: 'b', lastName: 'Łukaszewski' }])
    expect(state.present).toBe(1)
  })

  it('leaves one organisation where both desks entered it', () => {
    const state = prepared()
    const [one, two] = ['one', 'two'].map((key) => partner({ id: id.partner(key), name: 'Firma Neu' }))
    told(state, DESK_1, person('a', 'Eva', 'Rot', { partnerId: 'one' }), 20, one)
    told(state, DESK_2, person('b', 'Eva', 'Rot', { partnerId: 'two' }), 12, two)
    play([settle(state, 'same-as-first')], { state })
    expect(Object.values(state.partners).filter(({ name }) => name === 'Firma Neu')).toHaveLength(1)
  })

  it('leaves a printed badge of the second entry void', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 10)
    told(state, DESK_2, person('b', 'Eva', 'Rot'), 11)
    const prints = ['a', 'b'].map((key) => ({ attendeeId: id.attendee(key), shown: '0123456789abcdef' }))
    play([{ type: 'note-printed', payload: { kind: 'badge', prints } }, settle(state, 'same-as-first')], {
      state,
    })
    expect(voidPrints(state, 'badge')).toEqual(['b'])
  })

  it('counts as two where they were two', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 10)
    told(state, DESK_2, person('b', 'Eva', 'Rot'), 11)
    play([settle(state, 'two-persons')], { state })
    expect(state.present).toBe(2)
    expect(open(state)).toEqual([])
  })

  it('is taken back under either name once they are one', () => {
    const state = prepared()
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 20)
    told(state, DESK_2, person('b', 'Eva', 'Rot'), 12)
    play([settle(state, 'same-as-first')], { state })
    const undo: Command = {
      type: 'undo-check-in',
      payload: {
        attendeeId: id.attendee('b'),
        reason: 'Falsche Person',
        seenAt: DESK_2,
        late: { happenedAt: time(58) },
      },
    }
    play([undo], { state, station: DESK_2 })
    expect(state.present).toBe(0)
  })

  it('is asked about for a named companion, too, who stays with the guest', () => {
    const state = prepared()
    play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state, station: DESK_1 })
    told(state, DESK_1, person('a', 'Eva', 'Rot'), 10)
    const named: Command = {
      type: 'join-companions',
      payload: {
        attendeeId: LANDRAT,
        by: 0,
        named: [person('b', 'Eva', 'Rot')],
        late: { happenedAt: time(12) },
      },
    }
    play([named], { state, station: DESK_2 })
    expect(open(state)).toMatchObject([{ kind: 'entered-twice', attendeeId: 'a', otherId: 'b' }])
    play([settle(state, 'same-as-first')], { state })
    expect(state.present).toBe(2)
    expect(walkIns(state)).toMatchObject([{ id: 'a', companionOf: LANDRAT }])
  })

  it('is one person in the end, in whatever order three desks tell and people settle', () => {
    const kept = (index: number) => (index % 2 === 0 ? 'same-as-first' : 'same-as-second')
    const names = ['Rot', 'Braun', 'Blau']
    const order = shuffledSubarray(
      names.flatMap((lastName) => DESKS.map((desk, index) => ({ lastName, desk, minute: 10 + index }))),
      { minLength: 9, maxLength: 9 },
    )
    assert(
      property(order, array(boolean(), { minLength: 9, maxLength: 9 }), (acts, settledAtOnce) => {
        const state = prepared()
        acts.forEach(({ lastName, desk, minute }, index) => {
          told(state, desk, person(`${lastName}-${desk}`, 'Eva', lastName), minute)
          if (settledAtOnce[index] && open(state).length > 0) play([settle(state, kept(index))], { state })
        })
        for (let index = 0; open(state).length > 0; index += 1) play([settle(state, kept(index))], { state })
        expect(
          walkIns(state)
            .map(({ lastName }) => lastName)
            .toSorted(),
        ).toEqual(names.toSorted())
        expect(state.present).toBe(3)
        expect(Object.values(state.arrivals).map(({ at }) => at)).toEqual([time(10), time(10), time(10)])
        expect(Object.keys(state.merged)).toHaveLength(6)
        expect(Object.values(state.merged).every((kept) => state.attendees[kept])).toBe(true)
      }),
    )
  })
})
