import { expect, test } from 'vitest'
import { changedGuests } from '../../../../src/renderer/reception/guest-changes.ts'
import type { Guests } from '../../../../src/renderer/reception/guest-changes.ts'
import { arrive, doorWith, guest, partner } from './door.ts'

const jobcenter = partner('jc', 'Jobcenter')
const eva = guest('eva', 'Kern', { partnerId: 'jc' })
const jan = guest('jan', 'Kowalski')
const state = doorWith([jobcenter], [eva, jan])

function indexed(): Guests {
  const known: Guests = new Map()
  for (const each of changedGuests(known, state).put) known.set(each.attendee.id, each)
  return known
}

test('at first everybody is new', () => {
  expect(changedGuests(new Map(), state).put.map(({ attendee }) => attendee.id)).toEqual(['eva', 'jan'])
})

test('an arrival changes nobody in the index', () => {
  expect(changedGuests(indexed(), arrive(state, 'eva', 3))).toEqual({ put: [], gone: [] })
})

test('a changed guest and those of a renamed organisation are taken in again', () => {
  const renamed = {
    ...state,
    partners: { ...state.partners, [jobcenter.id]: { ...jobcenter, name: 'Jobcenter Nord' } },
  }
  expect(changedGuests(indexed(), renamed).put.map(({ attendee }) => attendee.id)).toEqual(['eva'])
  const married = { ...state, attendees: { ...state.attendees, [jan.id]: { ...jan, lastName: 'Kern' } } }
  expect(changedGuests(indexed(), married).put.map(({ attendee }) => attendee.id)).toEqual(['jan'])
})

test('who was removed is no longer found', () => {
  const { [jan.id]: _, ...attendees } = state.attendees
  expect(changedGuests(indexed(), { ...state, attendees }).gone).toEqual(['jan'])
})
