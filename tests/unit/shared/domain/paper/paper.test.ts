import { describe, expect, it } from 'vitest'
import {
  comingGuests,
  codeOf,
  shownOn,
  standingOf,
  voidPrints,
} from '../../../../../src/shared/domain/paper/paper.ts'
import type { PaperKind } from '../../../../../src/shared/domain/paper/paper.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import {
  attendee,
  id,
  LANDRAT,
  MANAGER,
  partner,
  play,
  prepared,
  COUNTY,
} from '../../../../fixtures/ceremony.ts'

const printAll = (state: State, kind: PaperKind): Command => ({
  type: 'note-printed',
  payload: {
    kind,
    prints: comingGuests(state).map((guest) => ({
      attendeeId: guest.id,
      shown: shownOn(state, kind, guest),
    })),
  },
})

const printed = (kind: PaperKind = 'badge'): State => {
  const state = prepared()
  return play([printAll(state, kind)], { state }).state
}

const standing = (state: State, guest: keyof State['attendees'], kind: PaperKind = 'badge') =>
  standingOf(state, kind, state.attendees[guest]!)

const change = (state: State, changes: Record<string, unknown>): Command => ({
  type: 'save-attendee',
  payload: { attendee: { ...state.attendees[LANDRAT]!, ...changes } },
})

const SUBSTITUTION: Command = {
  type: 'substitute',
  payload: {
    absentId: LANDRAT,
    substitute: attendee({ id: id.attendee('stand-in'), firstName: 'Hans-Erich', lastName: 'Messner' }),
    reason: '',
  },
}

describe('badges and place cards', () => {
  it('are new until they are noted as printed', () => {
    expect(standing(prepared(), LANDRAT)).toBe('new')
    expect(standing(printed(), LANDRAT)).toBe('current')
    expect(standing(printed(), LANDRAT, 'place-card')).toBe('new')
  })

  it.each([
    ['a corrected name', { lastName: 'Walther' }],
    ['another office', { function: 'Landrat a. D.' }],
    ['a rank among the guests of honour', { honour: { precedence: 1, greetedBy: '' } }],
  ])('are out of date after %s', (_what, changes) => {
    const state = printed()
    expect(standing(play([change(state, changes)], { state }).state, LANDRAT)).toBe('changed')
    expect(standing(state, MANAGER)).toBe('current')
  })

  it('are out of date when they were printed before there were codes for the door; place cards carry none', () => {
    const key: Command = { type: 'make-ticket-key', payload: { key: 'a1'.repeat(32) } }
    expect(standing(play([key], { state: printed() }).state, LANDRAT)).toBe('changed')
    const cards = play([key], { state: printed('place-card') }).state
    expect(standing(cards, LANDRAT, 'place-card')).toBe('current')
  })

  it('stay right when something changes that nobody sees on them', () => {
    const state = printed()
    const changes = { email: 'a@example.org', phone: '+49 30 1', note: 'Rampe' }
    expect(standing(play([change(state, changes)], { state }).state, LANDRAT)).toBe('current')
  })

  it('are all out of date when their organisation gets another name, and right again when it gets the old one', () => {
    const state = printed()
    const rename = (name: string): Command => ({
      type: 'save-partner',
      payload: { partner: partner({ id: COUNTY, name, role: 'contracting-party', order: 1 }) },
    })
    expect(standing(play([rename('Kreis Tübingen')], { state }).state, LANDRAT)).toBe('changed')
    expect(standing(play([rename('Landkreis Tübingen')], { state }).state, LANDRAT)).toBe('current')
  })

  it('are void for one whom somebody stands in for, and the stand-in needs new ones', () => {
    const { state } = play([SUBSTITUTION], { state: printed() })
    expect(voidPrints(state, 'badge')).toEqual([LANDRAT])
    expect(comingGuests(state).map((guest) => guest.id)).not.toContain(LANDRAT)
    expect(standing(state, id.attendee('stand-in'))).toBe('new')
  })

  it('are void for one who declines after they were printed, unless that guest comes all the same', () => {
    const decline: Command = {
      type: 'decline-invitation',
      payload: { attendeeId: MANAGER, channel: 'telephone', note: '' },
    }
    const { state } = play([decline], { state: printed() })
    expect(voidPrints(state, 'badge')).toEqual([MANAGER])
    play([{ type: 'check-in', payload: { attendeeId: MANAGER } }], { state })
    expect(voidPrints(state, 'badge')).toEqual([])
  })

  it('are good again when the stand-in turns out to be a mix-up', () => {
    const undo: Command = {
      type: 'undo-check-in',
      payload: { attendeeId: id.attendee('stand-in'), reason: 'verwechselt' },
    }
    expect(voidPrints(play([SUBSTITUTION, undo], { state: printed() }).state, 'badge')).toEqual([])
  })

  it('are void for one who is off the list, still named by the code, until they are sorted out', () => {
    const { state } = play([{ type: 'remove-attendee', payload: { attendeeId: MANAGER } }], {
      state: printed(),
    })
    expect(voidPrints(state, 'badge')).toEqual([MANAGER])
    expect(codeOf(state, MANAGER)).toBe(codeOf(prepared(), MANAGER))
    play([{ type: 'discard-print', payload: { kind: 'badge', attendeeIds: [MANAGER] } }], { state })
    expect(voidPrints(state, 'badge')).toEqual([])
  })

  it('leave in the journal who and a fingerprint, no name', () => {
    const state = prepared()
    const { events } = play([printAll(state, 'badge')], { state })
    expect(JSON.stringify(events)).not.toMatch(/Walter|Öztürk|Landkreis/)
    expect(play([printAll(state, 'badge')], { state }).decision).toEqual({
      unchanged: { type: 'nothing-to-do' },
    })
  })
})

describe('the code of a row', () => {
  it('stays the same when guests come and go, and is never given twice', () => {
    const before = prepared()
    const code = codeOf(before, MANAGER)
    const { state } = play(
      [
        { type: 'remove-attendee', payload: { attendeeId: LANDRAT } },
        {
          type: 'save-attendee',
          payload: { attendee: attendee({ id: id.attendee('new'), lastName: 'Neu' }) },
        },
      ],
      { state: prepared() },
    )
    expect(codeOf(state, MANAGER)).toBe(code)
    const codes = Object.keys(state.rowNumbers).map((each) => codeOf(state, id.attendee(each)))
    expect(new Set(codes).size).toBe(codes.length)
  })
})
