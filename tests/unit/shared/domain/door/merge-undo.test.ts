import { describe, expect, it } from 'vitest'
import { attendee, id, LANDRAT, partner, play, prepared } from '../../../../fixtures/ceremony.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { stayingWith } from '../../../../../src/shared/domain/door/merge-undo.ts'
import { shownOn, standingOf, voidPrints } from '../../../../../src/shared/domain/paper/paper.ts'
import type { Attendee } from '../../../../../src/shared/domain/registry/registry.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'

const [DESK_1, DESK_2, DESK_3] = [id.station('desk-1'), id.station('desk-2'), id.station('desk-3')]
const [A, B, C] = ['a', 'b', 'c'].map((key) => id.attendee(key)) as [
  Attendee['id'],
  Attendee['id'],
  Attendee['id'],
]
const time = (minute: number) => `2017-02-21T17:${String(minute).padStart(2, '0')}:00.000Z`
const eva = (key: Attendee['id'], more: Record<string, unknown> = {}) =>
  attendee({ id: key, firstName: 'Eva', lastName: 'Rot', ...more })

/** What a desk did alone at a minute and tells now. */
const told = (
  state: State,
  station: typeof DESK_1,
  guest: Attendee,
  minute: number,
  firm: ReturnType<typeof partner> | null = null,
) =>
  play(
    [
      {
        type: 'admit-walk-in',
        payload: { attendee: guest, partner: firm, late: { happenedAt: time(minute) } },
      },
    ],
    { state, station, at: time(59) },
  )
const settled = (state: State, station = DESK_1) =>
  play(
    [
      {
        type: 'settle-conflict',
        payload: {
          conflict: Object.values(state.conflicts)[0]!.seq,
          settlement: 'same-as-first',
          reason: 'eine',
        },
      },
    ],
    { state, station },
  )
const parting = (keptId = A, goneId = B): Command => ({
  type: 'undo-merge',
  payload: { keptId, goneId, reason: 'Es sind Schwestern' },
})
const door = (state: State) => structuredClone({ arrivals: state.arrivals, present: state.present })
const guests = (state: State) => structuredClone(state.attendees)

/** Two entries of two desks, and how they were before they were taken for one. */
function merged(second: Record<string, unknown> = {}, firm: ReturnType<typeof partner> | null = null) {
  const state = prepared()
  told(state, DESK_1, eva(A), 20)
  told(state, DESK_2, eva(B, second), 12, firm)
  const before = { ...door(state), attendees: guests(state), partners: structuredClone(state.partners) }
  settled(state)
  return { state, before }
}

describe('two who were taken for one by mistake', () => {
  it('are two again, each in since their desk had let them in, by a new fact with its reason', () => {
    const { state, before } = merged()
    expect(state.present).toBe(before.present - 1)
    const { events } = play([parting()], { state, station: DESK_2 })
    expect(events).toMatchObject([
      {
        type: 'merge-undone',
        payload: { keptId: A, goneId: B, reason: 'Es sind Schwestern' },
      },
    ])
    expect(door(state)).toEqual({ arrivals: before.arrivals, present: before.present })
    expect(state.attendees).toEqual(before.attendees)
    expect(state.merged).toEqual({})
    expect(state.conflicts).toEqual({})
  })

  it('get back what only one of them had told, and the organisation that had gone', () => {
    const firm = partner({ id: id.partner('firm'), name: 'Firma Neu' })
    const { state, before } = merged({ partnerId: firm.id, function: 'Chefin', phone: '030 1' }, firm)
    expect(state.attendees[A]).toMatchObject({ partnerId: 'firm', function: 'Chefin', phone: '030 1' })
    play([parting()], { state })
    expect(state.attendees).toEqual(before.attendees)
    expect(state.partners).toEqual(before.partners)
  })

  it('leave what was written anew since', () => {
    const { state } = merged({ function: 'Chefin', phone: '030 1' })
    const changed = { ...state.attendees[A]!, function: 'Leiterin' }
    play([{ type: 'save-attendee', payload: { attendee: changed } }, parting()], { state })
    expect(state.attendees[A]).toMatchObject({ function: 'Leiterin', phone: '' })
    expect(state.attendees[B]).toMatchObject({ function: 'Chefin', phone: '030 1' })
  })

  it('are parted once, though both desks tap', () => {
    const { state } = merged()
    play([parting()], { state })
    expect(play([parting()], { state }).events).toEqual([])
  })

  it('can be one and two again as often as people think better of it', () => {
    const { state, before } = merged()
    play([parting()], { state })
    told(state, DESK_2, eva(C), 40)
    settled(state)
    expect(state.merged).toEqual({ [C]: A })
    play([parting(A, C)], { state })
    expect(state.attendees[B]).toEqual(before.attendees[B])
    expect(state.present).toBe(before.present + 1)
  })
})

describe('what happened since two were taken for one', () => {
  it('stays with the one who was kept where their arrival was taken back', () => {
    const { state, before } = merged()
    play([{ type: 'undo-check-in', payload: { attendeeId: A, reason: 'Wieder gegangen', hasLeft: true } }], {
      state,
    })
    expect(stayingWith(state, state.merges[0]!)).toEqual(['door'])
    play([parting()], { state })
    expect(state.arrivals[A]).toBeUndefined()
    expect(state.arrivals[B]).toEqual(before.arrivals[B])
    expect(state.present).toBe(before.present - 1)
  })

  it('stays where somebody was counted with them, and nobody is counted twice', () => {
    const { state, before } = merged()
    play([{ type: 'join-companions', payload: { attendeeId: A, by: 2, named: [] } }], { state })
    expect(stayingWith(state, state.merges[0]!)).toEqual(['company'])
    play([parting()], { state })
    expect(state.arrivals[A]).toEqual({ ...before.arrivals[A], companions: 2 })
    expect(state.arrivals[B]).toEqual(before.arrivals[B])
    expect(state.present).toBe(before.present + 2)
  })

  it('stays where a badge was printed, and the one of the other is valid again', () => {
    const state = prepared()
    told(state, DESK_1, eva(A), 20)
    told(state, DESK_2, eva(B, { function: 'Chefin' }), 12)
    const printing = (guest: Attendee): Command => ({
      type: 'note-printed',
      payload: { kind: 'badge', prints: [{ attendeeId: guest.id, shown: shownOn(state, 'badge', guest) }] },
    })
    play([printing(state.attendees[B]!)], { state })
    settled(state)
    expect(voidPrints(state, 'badge')).toEqual([B])
    play([printing(state.attendees[A]!)], { state })
    expect(stayingWith(state, state.merges[0]!)).toEqual(['badge'])
    play([parting()], { state })
    expect(voidPrints(state, 'badge')).toEqual([])
    expect(standingOf(state, 'badge', state.attendees[A]!)).toBe('changed')
    expect(standingOf(state, 'badge', state.attendees[B]!)).toBe('current')
  })

  it('is no reason to part the wrong pair: the latest of several comes first', () => {
    const { state } = merged()
    told(state, DESK_3, eva(C), 40)
    settled(state)
    expect(() => play([parting(A, B)], { state })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'merged-since' } }),
    )
    play([parting(A, C), parting(A, B)], { state })
    expect(Object.keys(state.attendees)).toEqual(expect.arrayContaining([A, B, C]))
  })

  it('can no longer be taken apart once the one who was kept is off the list', () => {
    const { state } = merged()
    play(
      [
        { type: 'undo-check-in', payload: { attendeeId: A, reason: 'Falsche Person' } },
        { type: 'remove-attendee', payload: { attendeeId: A } },
      ],
      { state },
    )
    expect(() => play([parting()], { state })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', data: { reason: 'merge-not-known' } }),
    )
  })
})

describe('whoever had been named under the other entry', () => {
  it('belongs to that one again: companions, and the seat somebody had taken', () => {
    const state = prepared()
    told(state, DESK_1, eva(A), 20)
    const stranger = eva(B)
    play(
      [
        {
          type: 'substitute',
          payload: { absentId: LANDRAT, substitute: stranger, reason: '', late: { happenedAt: time(12) } },
        },
      ],
      { state, station: DESK_2, at: time(59) },
    )
    const companion = attendee({ id: C, lastName: 'Blau' })
    play([{ type: 'join-companions', payload: { attendeeId: B, by: 0, named: [companion] } }], { state })
    told(state, DESK_1, eva(id.attendee('d')), 30)
    const before = { substitutes: { ...state.substitutes }, attendees: guests(state), ...door(state) }
    const conflict = Object.values(state.conflicts).find(({ otherId }) => otherId === 'd')
    const keeping = conflict?.attendeeId === B ? 'same-as-second' : 'same-as-first'
    play(
      [{ type: 'settle-conflict', payload: { conflict: conflict!.seq, settlement: keeping, reason: '' } }],
      { state },
    )
    const [merge] = state.merges
    play([parting(merge!.keptId, merge!.goneId)], { state })
    expect({ substitutes: state.substitutes, attendees: state.attendees, ...door(state) }).toEqual(before)
    expect(state.standIns).toEqual({})
  })
})
