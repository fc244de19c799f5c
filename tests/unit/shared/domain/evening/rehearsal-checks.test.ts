import { describe, expect, it } from 'vitest'
import {
  checksOf,
  isChecked,
  nothingSeen,
  seeFact,
} from '../../../../../src/shared/domain/evening/rehearsal-checks.ts'
import type { PointKey, Seen } from '../../../../../src/shared/domain/evening/rehearsal-checks.ts'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { emptyState } from '../../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import {
  COUNTY,
  id,
  JOBCENTER,
  LANDRAT,
  opened,
  play,
  SIGNATURE,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'

const TABLET = id.station('tablet')

const point = (state: State, seen: Seen, key: PointKey) =>
  checksOf(state, seen).points.find((each) => each.key === key)

/** Plays on from an evening, and sees what is done. */
function seenWhile(commands: Command[], state = opened()): { state: State; seen: Seen } {
  const seen = nothingSeen()
  const { events } = play(commands, { state, station: TABLET })
  for (const event of events) seeFact(seen, { ...event, seq: 1, at: '', station: TABLET })
  return { state, seen }
}

const called = (partnerId: typeof COUNTY): Command => ({
  type: 'call-partner',
  payload: { partnerId, attendeeId: null, stationId: null },
})

describe('what a rehearsal has to show', () => {
  it('is nothing yet at its beginning, and where nothing was prepared there is nothing to check', () => {
    expect(checksOf(opened(), nothingSeen()).points.map(({ done, of }) => [done, of])).toEqual([
      [0, 2],
      [0, 2],
      [0, 2],
      [0, 1],
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 1],
    ])
    expect(checksOf(emptyState(), nothingSeen()).points.some(isChecked)).toBe(false)
  })

  it('counts partners once they were called, whatever became of the call', () => {
    const { state, seen } = seenWhile([
      called(COUNTY),
      { type: 'cancel-call', payload: { partnerId: COUNTY, reason: '' } },
      called(COUNTY),
      called(JOBCENTER),
    ])
    expect(point(state, seen, 'order')).toMatchObject({ done: 2, of: 2 })
  })

  it('knows of a signature its field, its tablet, and with what it was drawn', () => {
    const pairing: Command = {
      type: 'pair-station',
      payload: { stationId: TABLET, role: 'signing', name: 'Tablet 1', tokenHash: 'a'.repeat(64) },
    }
    const { state, seen } = seenWhile([
      pairing,
      called(COUNTY),
      { type: 'take-task', payload: { partnerId: COUNTY } },
      { type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } },
    ])
    expect(point(state, seen, 'fields')).toMatchObject({ done: 1, of: 2 })
    expect(point(state, seen, 'pens')).toMatchObject({ done: 1, of: 1 })
    // drawn on, but never heard over the wire
    expect(point(state, seen, 'tablets')).toMatchObject({ done: 0, of: 1 })
    seen.heard.add(TABLET)
    expect(point(state, seen, 'tablets')).toMatchObject({ done: 1, of: 1 })
  })

  it('takes a typed name for no pen', () => {
    const { state, seen } = seenWhile([])
    seen.inputs.add('typed')
    expect(point(state, seen, 'pens')).toMatchObject({ done: 0 })
  })

  it('wants a guest in and out again, and counts a name that is to be corrected as looked at', () => {
    const { state, seen } = seenWhile([{ type: 'check-in', payload: { attendeeId: VISITOR, companions: 0 } }])
    expect(point(state, seen, 'desk')).toMatchObject({ done: 1, of: 2 })
    seen.names.set(LANDRAT, { standing: 'wrong', note: 'Doktor fehlt' })
    expect(point(state, seen, 'names')).toMatchObject({ done: 1, of: 2 })
    expect(checksOf(state, seen).names.map(({ standing, note }) => [standing, note])).toEqual([
      ['wrong', 'Doktor fehlt'],
      ['open', ''],
    ])
  })

  it('holds a stage that is shown for checked only once somebody has read it from the last row', () => {
    const { state, seen } = seenWhile([])
    seen.isStageShown = true
    expect(point(state, seen, 'stage')).toMatchObject({ done: 0, of: 1 })
    seen.stage = 'wrong'
    expect(point(state, seen, 'stage')).toMatchObject({ done: 0 })
    seen.stage = 'right'
    expect(point(state, seen, 'stage')).toMatchObject({ done: 1 })
  })
})
