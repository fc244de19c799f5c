/**
 * What follows when a desk tells later what it did on its own. The guest stands in the hall or has left it: that is
 * a fact, whatever the list says by now. So nothing is refused; where it does not fit, a conflict is told beside it.
 */
import type { Arrival } from './check-in.ts'
import type { Decision, DecisionContext } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import { conflictArose, ownDoubleAdmission } from './door-conflict.ts'
import type { DomainEvent } from '../events.ts'
import type { AttendeeId, StationId } from '../ids.ts'
import type { Late } from './late.ts'
import { toldLate } from './late.ts'
import type { Attendee, Partner } from '../registry/registry.ts'
import { nowKnownAs } from './merging.ts'
import type { State } from '../state.ts'
import { stationName } from '../station.ts'

export type LateCheckIn = {
  attendeeId: AttendeeId
  guest: Attendee | undefined
  /** Counted beside the guest. */
  companions: number
  late: Late
}

/** A guest whom another desk has let in, too, is counted once; one whom the list has lost comes back as a walk-in. */
export function lateCheckIn(
  state: State,
  { attendeeId: toldOf, guest, companions, late }: LateCheckIn,
  { station }: DecisionContext,
): Decision {
  const attendeeId = nowKnownAs(state, toldOf)
  const told = toldLate(late)
  const admission = admitted(attendeeId, companions, late)
  const arrival = state.arrivals[attendeeId]
  if (arrival?.station === station) {
    const { at } = arrival
    return unchanged({ type: 'already-checked-in', at, stationName: stationName(state, station) })
  }
  if (arrival) {
    const conflict = conflictArose('both-admitted', attendeeId, null, told, companions)
    return happened(conflict, admission)
  }
  if (!state.attendees[attendeeId]) {
    // whoever was deleted meanwhile stays deleted, though a desk still knows the name
    if (!guest || state.redactions.people[attendeeId]) return unchanged({ type: 'nothing-to-do' })
    return happened(
      { type: 'attendee-added', payload: { attendee: asWalkIn(state, { ...guest, id: attendeeId }) } },
      conflictArose('removed-meanwhile', attendeeId, null, told),
      admission,
    )
  }
  const standIn = state.substitutes[attendeeId]
  if (standIn) return happened(conflictArose('stand-in-and-absent', attendeeId, standIn, told), admission)
  return happened(admission)
}

export type LateUndo = {
  attendeeId: AttendeeId
  reason: string
  hasLeft: boolean | undefined
  /** The desk whose arrival was meant to be taken back, as the screen had it. */
  seenAt: StationId | undefined
  late: Late
}

/** Takes back only the arrival that was seen: whoever was let in elsewhere meanwhile stays in, and both desks hear of it. */
export function lateUndo(
  state: State,
  { attendeeId: toldOf, reason, hasLeft, seenAt, late }: LateUndo,
  { station }: DecisionContext,
): Decision {
  const attendeeId = nowKnownAs(state, toldOf)
  const arrival = state.arrivals[attendeeId]
  if (!arrival) return unchanged({ type: 'not-checked-in' })
  const double = ownDoubleAdmission(state, attendeeId, station)
  if (double) {
    const payload = { conflict: double.seq, settlement: 'withdrawn' as const, otherId: null, reason }
    return happened({ type: 'door-conflict-settled', payload })
  }
  if (!wasMeant(arrival, seenAt ?? station, station, late)) {
    return happened(conflictArose('undone-but-present', attendeeId, null, toldLate(late)))
  }
  return happened(undone({ attendeeId, reason, hasLeft, late }))
}

/** What a desk did itself is told in order; what another did may have happened after the desk looked away. */
function wasMeant(arrival: Arrival, seenAt: StationId, desk: StationId, { happenedAt }: Late): boolean {
  if (arrival.station !== seenAt) return false
  return arrival.station === desk || happenedAt === null || arrival.at <= happenedAt
}

/** A stand-in is let in even where the absent person came after all, has another stand-in, or is on no list any more. */
export function lateStandIn(
  state: State,
  {
    absentId,
    person,
    companions,
    late,
  }: { absentId: AttendeeId; person: Attendee; companions: number; late: Late },
): Decision {
  const told = toldLate(late)
  const admission = admitted(person.id, companions, late)
  if (!state.attendees[absentId]) {
    const conflict = conflictArose('removed-meanwhile', person.id, null, told)
    return happened(added(asWalkIn(state, person)), conflict, admission)
  }
  const standIn = state.substitutes[absentId]
  if (standIn)
    return happened(added(person), conflictArose('two-stand-ins', standIn, person.id, told), admission)
  return happened(added(person), conflictArose('stand-in-and-absent', absentId, person.id, told), admission)
}

const added = (attendee: Attendee): DomainEvent => ({ type: 'attendee-added', payload: { attendee } })

/** Only what the door needs, from the register of the desk; an organisation that is gone is left out. */
export const asWalkIn = (state: State, attendee: Attendee, partner: Partner | null = null): Attendee => {
  const isKnown = attendee.partnerId !== null && state.partners[attendee.partnerId] !== undefined
  const comesAlong = partner !== null && partner.id === attendee.partnerId
  const partnerId = isKnown || comesAlong ? attendee.partnerId : null
  return { ...attendee, partnerId, maySign: false, origin: 'walk-in', substituteFor: null }
}

/** The fact that a guest came in, with so many companions who are only counted. */
export const admitted = (attendeeId: AttendeeId, companions = 0, late?: Late): DomainEvent => ({
  type: 'attendee-checked-in',
  payload: { attendeeId, ...(companions > 0 && { companions }), ...toldLate(late) },
})

/** The fact that an arrival is taken back. */
export const undone = ({
  attendeeId,
  reason,
  hasLeft,
  late,
}: {
  attendeeId: AttendeeId
  reason: string
  hasLeft?: boolean | undefined
  late?: Late
}): DomainEvent => ({
  type: 'check-in-undone',
  payload: { attendeeId, reason, ...(hasLeft && { hasLeft }), ...toldLate(late) },
})
