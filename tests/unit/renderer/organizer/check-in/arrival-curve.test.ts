import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  arrivalCurve,
  axisMarks,
  curveRows,
  isOverDays,
  stackedAreas,
} from '../../../../../src/renderer/organizer/check-in/arrival-curve.ts'
import { emptyState } from '../../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { attendee, COUNTY, id, partner } from '../../../../fixtures/ceremony.ts'

const BEGIN = Date.parse('2017-02-21T16:30:00.000Z')

/** Guests who came so many minutes after half past four (UTC), each at a desk. */
function hall(arrivals: { minute: number; desk: string; ofCounty?: boolean }[]): State {
  const state = emptyState()
  state.partners[COUNTY] = partner({ id: COUNTY, name: 'Landkreis Tübingen', category: 'county' })
  arrivals.forEach(({ minute, desk, ofCounty = false }, index) => {
    const person = attendee({
      id: id.attendee(`guest-${index}`),
      lastName: 'Gast',
      partnerId: ofCounty ? COUNTY : null,
    })
    state.attendees[person.id] = person
    state.arrivals[person.id] = {
      at: new Date(BEGIN + minute * 60_000).toISOString(),
      station: id.station(desk),
    }
  })
  return state
}

describe('arrivals over time', () => {
  it('is nothing before anybody has come', () => {
    expect(arrivalCurve(hall([]), 'station')).toBeNull()
  })

  it('counts companions with the guest they came with', () => {
    const state = hall([{ minute: 1, desk: 'a' }])
    state.arrivals[id.attendee('guest-0')]!.companions = 2
    expect(arrivalCurve(state, 'station')).toMatchObject({ total: 3, series: [{ counts: [3] }] })
  })

  it('adds up by desk, the busier desk first', () => {
    const curve = arrivalCurve(
      hall([
        { minute: 0, desk: 'links' },
        { minute: 1, desk: 'rechts' },
        { minute: 2, desk: 'rechts' },
      ]),
      'station',
    )
    expect(curve?.series).toEqual([
      { key: 'rechts', counts: [0, 1, 2] },
      { key: 'links', counts: [1, 1, 1] },
    ])
    expect(curve && curveRows(curve).map(({ end, all }) => [end.slice(11, 16), all])).toEqual([
      ['16:31', 1],
      ['16:32', 2],
      ['16:33', 3],
    ])
  })

  it('shows those from paper apart, and those whose hour nobody knows at no hour', () => {
    const state = hall([0, 1, 2, 3].map((minute) => ({ minute, desk: 'links' })))
    const [, ticked, unnoted, unclear] = Object.values(state.arrivals)
    ticked!.fromPaper = { notedAt: ticked!.at }
    unnoted!.fromPaper = { notedAt: null }
    unclear!.enteredAt = unclear!.at
    const curve = arrivalCurve(state, 'station')
    expect(curve?.series.map(({ key, counts }) => [key, counts.at(-1)])).toEqual([
      ['links', 1],
      ['paper', 1],
    ])
    expect(curve).toMatchObject({ total: 2, untimed: 2 })
  })

  it('adds up by kind of organisation, guests without one apart', () => {
    const curve = arrivalCurve(
      hall([
        { minute: 0, desk: 'links', ofCounty: true },
        { minute: 1, desk: 'links' },
        { minute: 1, desk: 'rechts', ofCounty: true },
      ]),
      'category',
    )
    expect(curve?.series.map(({ key }) => key)).toEqual(['county', 'none'])
  })

  it('takes longer slots for a longer evening, and counts everybody once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ minute: fc.nat(600), desk: fc.constantFrom('a', 'b', 'c') }), { minLength: 1 }),
        (arrivals) => {
          const curve = arrivalCurve(hall(arrivals), 'station')!
          expect(curve.ends.length).toBeLessThanOrEqual(49)
          expect(curveRows(curve).at(-1)?.all).toBe(arrivals.length)
          const rows = curveRows(curve).map(({ all }) => all)
          expect(rows).toEqual(rows.toSorted((a, b) => a - b))
        },
      ),
    )
  })

  it('stays a picture of at most fifty steps where a tick on paper is years away from what the desks noted', () => {
    const curve = arrivalCurve(
      hall([0, 9 * 365 * 24 * 60].map((minute) => ({ minute, desk: 'a' }))),
      'station',
    )!
    expect(curve.ends.length).toBeLessThanOrEqual(49)
    expect(curve.slot % 1440).toBe(0)
    expect(curveRows(curve).at(-1)?.all).toBe(2)
    expect(isOverDays(curve)).toBe(true)
  })

  it('writes round hours beside the axis, none outside the curve', () => {
    const curve = arrivalCurve(hall([3, 47, 95].map((minute) => ({ minute, desk: 'a' }))), 'station')!
    const marks = axisMarks(curve, 8).map((at) => new Date(at).toISOString().slice(11, 16))
    expect(marks).toEqual(['16:45', '17:00', '17:15', '17:30', '17:45', '18:00'])
    expect(isOverDays(curve)).toBe(false)
  })

  it('stacks the groups without gaps: the upper edge of one is the lower edge of the next', () => {
    const curve = arrivalCurve(
      hall([
        { minute: 0, desk: 'links' },
        { minute: 1, desk: 'rechts' },
      ]),
      'station',
    )!
    const [lower, upper] = stackedAreas(curve, 2)
    expect(upper?.slice(4).toReversed()).toEqual(lower?.slice(0, 4))
    expect(upper?.[3]).toEqual({ x: 1, y: 0 })
  })
})
