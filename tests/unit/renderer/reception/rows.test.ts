import { describe, expect, test } from 'vitest'
import { fillOf, latestArrivals, rowOf } from '../../../../src/renderer/reception/rows.ts'
import { ceremonySchema } from '../../../../src/shared/domain/evening/ceremony.ts'
import { arrive, attendeeId, doorWith, guest, partner } from './door.ts'

const names = ['Adam', 'Berg', 'Conrad', 'Dietz', 'Ernst']
const state = doorWith(
  [partner('jc', 'Jobcenter')],
  names.map((name) => guest(name.toLowerCase(), name, { partnerId: 'jc', maySign: true })),
)

describe('the arrivals strip', () => {
  test('shows the latest first, and no more than asked for', () => {
    const busy = ['conrad', 'adam', 'ernst', 'berg'].reduce((door, id, i) => arrive(door, id, i), state)
    expect(latestArrivals(busy, 3).map(({ id }) => id)).toEqual(['berg', 'ernst', 'adam'])
    expect(latestArrivals(busy, 10)).toHaveLength(4)
  })

  test('is empty before the first guest', () => {
    expect(latestArrivals(state, 8)).toEqual([])
  })
})

describe('a hit', () => {
  test('says when and at which desk somebody came in', () => {
    const row = rowOf(arrive(state, 'adam', 42), { id: attendeeId('adam'), rank: 'exact', marks: [] })
    expect(row?.arrival).toMatchObject({
      at: '2026-11-27T17:42:00.000Z',
      stationName: 'Leitung',
      enteredAt: null,
    })
  })

  test('marks why it was found', () => {
    const marks = [{ field: 'organisation', start: 0, end: 3 }]
    const row = rowOf(state, { id: attendeeId('adam'), rank: 'prefix', marks })
    expect(row?.texts.organisation).toEqual([
      { text: 'Job', marked: true },
      { text: 'center', marked: false },
    ])
  })

  test('of somebody who was just removed is left out', () => {
    expect(rowOf(state, { id: attendeeId('nobody'), rank: 'exact', marks: [] })).toBeNull()
  })
})

describe('the count of seats', () => {
  const ceremony = ceremonySchema.parse({
    title: 'Abend',
    host: 'Landkreis',
    date: '2026-11-27',
    time: '18:00',
    town: 'Kernstadt',
    capacity: 4,
  })

  test('says how full the hall is, also beyond its seats', () => {
    expect(fillOf({ ...state, ceremony, present: 3 })).toEqual({ present: 3, capacity: 4, share: 0.75 })
    expect(fillOf({ ...state, ceremony, present: 5 })?.share).toBeGreaterThan(1)
  })

  test('says nothing when nobody counts seats', () => {
    expect(fillOf({ ...state, ceremony: { ...ceremony, capacity: null } })).toBeNull()
  })
})

test('the abbreviation and the town are shown when they are why somebody was found, and nowhere twice', () => {
  const partners = [
    partner('ba', 'Agentur für Arbeit', 'BA'),
    partner('moe', 'Große Kreisstadt Mössingen', 'Mössingen'),
  ]
  const door = doorWith(partners, [
    guest('eva', 'Kern', { partnerId: 'ba' }),
    guest('jan', 'Rieß', { partnerId: 'moe' }),
  ])
  const marks = [{ field: 'shortName', start: 0, end: 2 }]
  expect(rowOf(door, { id: attendeeId('eva'), rank: 'exact', marks })?.also).toEqual(['shortName'])
  expect(rowOf(door, { id: attendeeId('jan'), rank: 'prefix', marks })?.also).toEqual([])
})
