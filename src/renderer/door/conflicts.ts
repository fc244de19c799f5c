/** Open conflicts as people read them: who, at which desks, when, and the ways to settle it. */
import { SETTLEMENTS } from '../../shared/domain/door/door-conflict.ts'
import type { ConflictKind, DoorConflict, Settlement } from '../../shared/domain/door/door-conflict.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { stationName } from '../../shared/domain/station.ts'

export type ConflictRow = {
  seq: number
  kind: ConflictKind
  attendeeId: AttendeeId
  name: string
  /** The stand-in, or the second of two; empty where one person is meant. */
  other: string
  organisation: string
  /** Who did what when: first what the host knew, then what came late. */
  sides: { at: string; stationName: string }[]
  ways: readonly Settlement[]
}

/** The conflicts in which this desk did one side; all of them for null. */
export const conflictsFor = (state: State, desk: StationId | null): ConflictRow[] =>
  Object.values(state.conflicts)
    .filter(({ sides }) => desk === null || sides.some(({ station }) => station === desk))
    .map((conflict) => rowOf(state, conflict))

function rowOf(state: State, { seq, kind, attendeeId, otherId, sides }: DoorConflict): ConflictRow {
  const attendee = state.attendees[attendeeId]
  const name = nameIn(state, attendeeId)
  const other = otherId === null ? '' : nameIn(state, otherId)
  const partnerId = attendee?.partnerId ?? null
  return {
    seq,
    kind,
    attendeeId,
    name,
    other,
    organisation: partnerId === null ? '' : (state.partners[partnerId]?.name ?? ''),
    sides: sides.map(({ at, station }) => ({ at, stationName: stationName(state, station) })),
    ways: waysOf(kind, name === other),
  }
}

/** Which of two spellings is right is asked only where there are two. */
const waysOf = (kind: ConflictKind, isOneSpelling: boolean): readonly Settlement[] =>
  SETTLEMENTS[kind].filter((way) => !(isOneSpelling && way === 'same-as-second'))

const nameIn = ({ attendees }: State, id: AttendeeId): string => {
  const attendee = attendees[id]
  return attendee ? fullName(attendee) : '–'
}
