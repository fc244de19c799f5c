import { describe, expect, it } from 'vitest'
import { emptyMirror, isAhead, mirrored } from '../../../../src/renderer/stores/fact-feed.ts'
import type { FactItem } from '../../../../src/shared/contract/live.ts'
import type { RecordedEvent } from '../../../../src/shared/domain/events.ts'
import { HOST_STATION } from '../../../../src/shared/domain/ids.ts'
import { emptyState } from '../../../../src/shared/domain/evolve.ts'
import { LANDRAT, MANAGER, play, prepared, PREPARATION } from '../../../fixtures/ceremony.ts'

const at = '2017-02-21T17:00:00.000Z'
const factItems = (): FactItem[] =>
  play(PREPARATION).events.map((event, index) => {
    const seq = index + 1
    return { type: 'fact', seq, fact: { ...event, seq, at, station: HOST_STATION } as RecordedEvent }
  })
const arrival = (seq: number, attendeeId = LANDRAT): FactItem => ({
  type: 'fact',
  seq,
  fact: { type: 'attendee-checked-in', payload: { attendeeId }, seq, at, station: HOST_STATION },
})
const caughtUp = (seq: number): FactItem => ({ type: 'caught-up', seq, journal: { entries: seq, head: 'h' } })

describe('the mirror of the ceremony', () => {
  it('is the same whether it came as a state or fact by fact', () => {
    const state = prepared()
    const fromState = mirrored(emptyMirror(), [{ type: 'state', seq: state.seq, state }])
    expect(mirrored(emptyMirror(), factItems()).state).toEqual(fromState.state)
  })

  it('passes over facts that come a second time', () => {
    const once = mirrored(emptyMirror(), [...factItems(), arrival(11)])
    const twice = mirrored(once, [...factItems(), arrival(11)])
    expect(twice.state).toEqual(once.state)
    expect(twice.state.present).toBe(1)
  })

  it('leaves the earlier mirror as it was, down to its records', () => {
    const before = mirrored(emptyMirror(), factItems())
    const after = mirrored(before, [arrival(11), arrival(12, MANAGER)])
    expect(Object.keys(before.state.arrivals)).toEqual([])
    expect(Object.keys(after.state.arrivals)).toEqual([LANDRAT, MANAGER])
    expect(after.state.arrivals).not.toBe(before.state.arrivals)
  })

  it('moves on over facts that this role does not see', () => {
    const mirror = mirrored(emptyMirror(), [...factItems(), caughtUp(40)])
    expect(mirror.state.seq).toBe(40)
    expect(mirror.journal).toEqual({ entries: 40, head: 'h' })
    expect(mirror.hostIsBehind).toBe(false)
  })

  it('notices a host whose journal has become shorter', () => {
    const mirror = mirrored(emptyMirror(), factItems())
    expect(isAhead(mirror, caughtUp(3))).toBe(true)
    expect(mirrored(mirror, [caughtUp(3)]).hostIsBehind).toBe(true)
    const shorter = { ...emptyState(), seq: 3 }
    const restored = mirrored(mirror, [{ type: 'state', seq: 3, state: shorter }, caughtUp(3)])
    expect(restored).toMatchObject({ hostIsBehind: true, state: { seq: 3 } })
  })
})
