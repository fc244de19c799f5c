import { describe, expect, it } from 'vitest'
import { answerRows, planningOf } from '../../../../../src/renderer/organizer/registrations/planning.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { attendee, DEPUTY, id, LANDRAT, MANAGER, play, prepared } from '../../../../fixtures/ceremony.ts'

const register = (attendeeId = LANDRAT, companions = 0): Command => ({
  type: 'register-guest',
  payload: {
    attendee: attendee({ id: attendeeId, lastName: 'x' }),
    partner: null,
    channel: 'telephone',
    companions,
    note: '',
    evenIfFull: false,
  },
})
const after = (...commands: Command[]) => play(commands, { state: prepared() }).state

describe('planning figures', () => {
  it('count persons, companions too, by the way they were registered', () => {
    const { answers, channels } = planningOf(after(register(LANDRAT, 2)))
    expect(answers.accepted).toEqual({ guests: 4, persons: 6 })
    expect(channels).toContainEqual({ key: 'telephone', figure: { guests: 1, persons: 3 } })
    expect(channels).toContainEqual({ key: 'list', figure: { guests: 3, persons: 3 } })
  })

  it('count by kind of organisation, guests without one apart', () => {
    const persons = planningOf(after(register(id.attendee('new')))).categories.map(
      ({ key, accepted }) => [key, accepted.persons] as const,
    )
    expect(Object.fromEntries(persons)).toMatchObject({ none: expect.any(Number) })
    expect(persons.reduce((sum, [, count]) => sum + count, 0)).toBe(5)
  })

  it('leave out whoever came without being asked', () => {
    const state = after({
      type: 'admit-walk-in',
      payload: { attendee: attendee({ id: id.attendee('stray'), lastName: 'Spontan' }), partner: null },
    })
    expect(planningOf(state).answers.accepted.guests).toBe(4)
  })

  it('list who declined, by name', () => {
    const decline = (attendeeId = MANAGER): Command => ({
      type: 'decline-invitation',
      payload: { attendeeId, channel: 'email', note: 'verreist' },
    })
    const rows = answerRows(after(decline(MANAGER), decline(DEPUTY)), 'declined')
    expect(rows.map(({ note }) => note)).toEqual(['verreist', 'verreist'])
    expect(rows.map(({ name }) => name)).toEqual(rows.map(({ name }) => name).toSorted())
  })
})
