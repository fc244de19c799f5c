import { describe, expect, it } from 'vitest'
import { shownOn } from '../../../../../src/shared/domain/paper/paper.ts'
import { ticketIssueOf } from '../../../../../src/shared/domain/door/ticket.ts'
import { decide } from '../../../../../src/shared/domain/decide.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { HOST_STATION } from '../../../../../src/shared/domain/ids.ts'
import { id, LANDRAT, play, PREPARATION } from '../../../../fixtures/ceremony.ts'

const MAKE_KEY: Command = { type: 'make-ticket-key', payload: { key: 'a1'.repeat(32) } }
const REISSUE: Command = { type: 'reissue-ticket', payload: { attendeeId: LANDRAT } }

const given = (...commands: Command[]) => play([...PREPARATION, ...commands]).state
const when = (state: ReturnType<typeof given>, command: Command) =>
  decide(state, command, { station: HOST_STATION })

describe('another code for a guest', () => {
  it('counts up for this guest alone', () => {
    const state = given(MAKE_KEY, REISSUE, REISSUE)
    expect(ticketIssueOf(state, LANDRAT)).toBe(2)
    expect(state.ticketIssues).toEqual({ [LANDRAT]: 2 })
  })

  it('makes a badge that bears the old one out of date', () => {
    const before = given(MAKE_KEY)
    const after = given(MAKE_KEY, REISSUE)
    const badge = (state: typeof before) => shownOn(state, 'badge', state.attendees[LANDRAT]!)
    const card = (state: typeof before) => shownOn(state, 'place-card', state.attendees[LANDRAT]!)
    expect(badge(after)).not.toBe(badge(before))
    expect(card(after)).toBe(card(before))
  })

  it('is no news before anybody has one', () => {
    expect(when(given(), REISSUE)).toMatchObject({ unchanged: { type: 'nothing-to-do' } })
  })

  it('is for guests who are on the list', () => {
    const nobody: Command = { type: 'reissue-ticket', payload: { attendeeId: id.attendee('nobody') } }
    expect(() => when(given(MAKE_KEY), nobody)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }))
  })
})
