/** Two desks that could not see each other did what does not fit together: nothing is lost, and people say how it was. */
import { z } from 'zod'
import { attendeeSchema } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import type { Arrival } from './check-in.ts'
import { happened, unchanged } from '../decision.ts'
import type { Deciders } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { companionsIn, putArrival, withCompanions } from './heads.ts'
import { noteSchema } from '../ids.ts'
import type { AttendeeId, StationId } from '../ids.ts'
import type { ToldLate } from './late.ts'
import { asOnePerson } from './merging.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** Kinds of conflict, each with the ways to settle it. */
export const SETTLEMENTS = {
  /** The same guest was let in at two desks. */
  'both-admitted': ['same-person', 'other-person'],
  /** A stand-in at one desk, the person they stand in for at another. */
  'stand-in-and-absent': ['both-here', 'only-stand-in', 'only-absent'],
  /** Two stand-ins for one person. */
  'two-stand-ins': ['same-person', 'both-here'],
  /** Taken back at one desk, while another had let the person in since. */
  'undone-but-present': ['is-here', 'is-not-here'],
  /** Let in, or stood in for, by a list on which somebody else had removed the person. */
  'removed-meanwhile': ['is-here', 'is-not-here'],
  /** Two desks have entered somebody of the same name who was on no list. */
  'entered-twice': ['same-as-first', 'same-as-second', 'two-persons'],
} as const satisfies Record<string, readonly string[]>

export type ConflictKind = keyof typeof SETTLEMENTS
export type Settlement = (typeof SETTLEMENTS)[ConflictKind][number]
export const CONFLICT_KINDS: readonly ConflictKind[] = [
  'both-admitted',
  'stand-in-and-absent',
  'two-stand-ins',
  'undone-but-present',
  'removed-meanwhile',
  'entered-twice',
]

/** An open conflict, known by the seq of the fact that told of it. */
export type DoorConflict = {
  seq: number
  kind: ConflictKind
  /** The guest; the person stood in for; the first of two stand-ins or of two entries. */
  attendeeId: AttendeeId
  /** The stand-in; the second of two stand-ins or of two entries. Null where one person is meant. */
  otherId: AttendeeId | null
  /** What each desk did, when: first what the host knew, then what came late. */
  sides: Arrival[]
}

export const doorConflictCommands = {
  'settle-conflict': z.strictObject({
    conflict: z.int().min(1),
    settlement: z.enum([
      'same-person',
      'other-person',
      'both-here',
      'only-stand-in',
      'only-absent',
      'is-here',
      'is-not-here',
      'two-persons',
      'same-as-first',
      'same-as-second',
    ]),
    /** Who the other person was; needed for `other-person`. */
    attendee: attendeeSchema.optional(),
    reason: noteSchema.default(''),
  }),
}

export type DoorConflictEvents = {
  'door-conflict-arose': {
    kind: ConflictKind
    attendeeId: AttendeeId
    otherId: AttendeeId | null
    /** Counted by the desk that told late; absent for none. */
    companions?: number
  } & ToldLate
  'door-conflict-settled': {
    conflict: number
    /** `withdrawn`: one of the desks had taken its own arrival back. */
    settlement: Settlement | 'withdrawn'
    /** The person whom the later arrival belongs to, if it was another one. */
    otherId: AttendeeId | null
    reason: string
  }
}

export const doorConflictDeciders: Deciders<typeof doorConflictCommands> = {
  'settle-conflict': (state, { conflict: seq, settlement, attendee, reason }) => {
    const conflict = state.conflicts[seq]
    // Both desks are asked; the second answer finds nothing left to settle.
    if (!conflict) return unchanged({ type: 'nothing-to-do' })
    const ways: readonly Settlement[] = SETTLEMENTS[conflict.kind]
    if (!ways.includes(settlement)) throw new MappeError('INPUT_INVALID', { field: 'settlement' })
    const stranger = settlement === 'other-person' ? strangerOf(state, attendee) : null
    const gone = whoIsNotHere(state, conflict, settlement)
    return happened(
      ...(stranger ? [{ type: 'attendee-added' as const, payload: { attendee: stranger } }] : []),
      ...(gone ? [{ type: 'check-in-undone' as const, payload: { attendeeId: gone, reason } }] : []),
      ...(areOnePerson(state, conflict, settlement)
        ? asOnePerson(state, ...pairIn(state, conflict, settlement))
        : []),
      {
        type: 'door-conflict-settled',
        payload: { conflict: seq, settlement, otherId: stranger?.id ?? null, reason },
      },
    )
  },
}

function strangerOf(state: State, attendee: Attendee | undefined): Attendee {
  if (!attendee) throw new MappeError('INPUT_INVALID', { field: 'attendee' })
  if (state.attendees[attendee.id]) throw new MappeError('CONFLICT', { attendee: attendee.id })
  const partnerId = attendee.partnerId && state.partners[attendee.partnerId] ? attendee.partnerId : null
  return { ...attendee, partnerId, origin: 'walk-in', substituteFor: null }
}

/** Whose arrival the settlement takes back. */
function whoIsNotHere(state: State, conflict: DoorConflict, settlement: Settlement): AttendeeId | null {
  const { kind, attendeeId, otherId } = conflict
  if (areOnePerson(state, conflict, settlement)) return null
  if (settlement === 'is-not-here' || settlement === 'only-stand-in') return attendeeId
  if (settlement === 'only-absent') return otherId
  return kind === 'two-stand-ins' && settlement === 'same-person' ? otherId : null
}

/** Entered twice, or a stand-in who was written down as a stranger and is a guest of the list. */
const areOnePerson = (
  { attendees }: State,
  { kind, otherId }: DoorConflict,
  settlement: Settlement,
): boolean =>
  settlement === 'same-as-first' ||
  settlement === 'same-as-second' ||
  (settlement === 'same-person' &&
    kind === 'two-stand-ins' &&
    otherId !== null &&
    attendees[otherId]?.origin !== 'substitute')

/** The one to be kept first: the one that was said, else a guest of the list rather than a stranger. */
function pairIn(
  { attendees }: State,
  { attendeeId, otherId }: DoorConflict,
  settlement: Settlement,
): [AttendeeId, AttendeeId] {
  const second = otherId ?? attendeeId
  if (settlement === 'same-as-second') return [second, attendeeId]
  const isListed = (id: AttendeeId) => !['walk-in', 'substitute'].includes(attendees[id]?.origin ?? '')
  return isListed(second) && !isListed(attendeeId) ? [second, attendeeId] : [attendeeId, second]
}

/** The fact that a conflict arose; recorded before the fact it is about. */
export const conflictArose = (
  kind: ConflictKind,
  attendeeId: AttendeeId,
  otherId: AttendeeId | null,
  told: ToldLate,
  companions = 0,
): DomainEvent => ({
  type: 'door-conflict-arose',
  payload: { kind, attendeeId, otherId, ...(companions > 0 && { companions }), ...told },
})

/** The open conflict in which this desk is one of two that let the same guest in. */
export const ownDoubleAdmission = (
  { conflicts }: State,
  attendeeId: AttendeeId,
  desk: StationId,
): DoorConflict | undefined =>
  Object.values(conflicts).find(
    (conflict) =>
      conflict.kind === 'both-admitted' &&
      conflict.attendeeId === attendeeId &&
      conflict.sides.some(({ station }) => station === desk),
  )

/** A conflict is over once one of its people is no longer in the hall. */
export function endConflictsOf(state: State, attendeeId: AttendeeId): void {
  for (const conflict of Object.values(state.conflicts)) {
    if (conflict.attendeeId === attendeeId || conflict.otherId === attendeeId) {
      delete state.conflicts[conflict.seq]
    }
  }
}

export const doorConflictEvolvers: Evolvers<DoorConflictEvents> = {
  'door-conflict-arose': (state, { payload, seq, at, station }) => {
    const { kind, attendeeId, otherId, happenedAt, companions = 0 } = payload
    const told = withCompanions({ at: happenedAt ?? at, station, enteredAt: at }, companions)
    const sideOf = (id: AttendeeId): Arrival => state.arrivals[id] ?? told
    const sides: Record<ConflictKind, () => Arrival[]> = {
      'both-admitted': () => [sideOf(attendeeId), told],
      'undone-but-present': () => [sideOf(attendeeId), told],
      'removed-meanwhile': () => [told],
      'stand-in-and-absent': () => [sideOf(attendeeId), otherId ? sideOf(otherId) : told],
      'two-stand-ins': () => [sideOf(attendeeId), told],
      'entered-twice': () => [sideOf(attendeeId), told],
    }
    state.conflicts[seq] = { seq, kind, attendeeId, otherId, sides: sides[kind]() }
  },
  'door-conflict-settled': (state, { payload, station }) => {
    const conflict = state.conflicts[payload.conflict]
    delete state.conflicts[payload.conflict]
    if (!conflict) return
    if (payload.settlement === 'withdrawn') {
      const other = conflict.sides.find((side) => side.station !== station)
      if (other) putSide(state, conflict, other)
    }
    if (payload.otherId !== null) {
      const [first, later] = conflict.sides.toSorted((a, b) => a.at.localeCompare(b.at))
      if (first && later && !state.arrivals[payload.otherId]) {
        putSide(state, conflict, first)
        putArrival(state, payload.otherId, later)
      }
    }
  },
}

/** The guest's arrival is the one of this side alone; who joined after the two were taken for one stays. */
function putSide(state: State, { attendeeId, sides }: DoorConflict, side: Arrival): void {
  const taken = Math.max(...sides.map(companionsIn))
  const joined = Math.max(0, companionsIn(state.arrivals[attendeeId]) - taken)
  putArrival(state, attendeeId, withCompanions(side, companionsIn(side) + joined))
}
