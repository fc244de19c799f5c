import { expect, it } from 'vitest'
import { play, prepared } from '../../../../fixtures/ceremony.ts'

it('leaves no item on that a shortened agenda no longer has', () => {
  const state = prepared()
  const { ceremony } = state
  if (!ceremony) throw new Error('the example has a ceremony')
  play([{ type: 'start-agenda-item', payload: { item: 1 } }], { state })
  const shortened = { ...ceremony, agenda: ceremony.agenda.slice(0, 1) }
  play([{ type: 'describe-ceremony', payload: { ceremony: { ...ceremony, room: 'Sitzungssaal' } } }], {
    state,
  })
  expect(state.agendaItem).toBe(1)
  play([{ type: 'describe-ceremony', payload: { ceremony: shortened } }], { state })
  expect(state.agendaItem).toBeNull()
})
