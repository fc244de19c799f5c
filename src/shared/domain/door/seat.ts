/** A seat and who sits on it tonight: in whose place a guest comes, what goes with it, and for whom they may sign. */
import type { AttendeeId, PartnerId } from '../ids.ts'
import type { Attendee } from '../registry/registry.ts'
import type { StandIn } from './stand-in.ts'
import type { State } from '../state.ts'

/** Guests of the list who come for another one besides themselves, and have not been overtaken by that one's own arrival. */
const standingIn = (
  { standIns, arrivals }: State,
  isOf: (standIn: StandIn) => boolean,
): { absentId: AttendeeId; standIn: StandIn }[] =>
  Object.entries(standIns).flatMap(([id, standIn]) => {
    const absentId = id as AttendeeId // the keys were written as ids
    return isOf(standIn) && !arrivals[absentId] ? [{ absentId, standIn }] : []
  })

/** The guests in whose place this person comes: usually none. */
export function comesFor(state: State, { id, substituteFor }: Attendee): Attendee[] {
  const also = standingIn(state, ({ guestId }) => guestId === id).map(({ absentId }) => absentId)
  return [...(substituteFor === null ? [] : [substituteFor]), ...also].flatMap(
    (absentId) => state.attendees[absentId] ?? [],
  )
}

/** Where this person sits: on the seat of whom they stand in for, if they take it or have none of their own. */
export function seatOf(state: State, { id, seat }: Attendee): string {
  const [first] = standingIn(state, ({ guestId, takesSeat }) => guestId === id && (takesSeat || seat === ''))
  return (first && state.attendees[first.absentId]?.seat) || seat
}

/** What a guest has answered of companions, or else what the list says. */
export const companionsToldBy = ({ registrations, attendees }: State, id: AttendeeId): number =>
  registrations[id]?.companions ?? attendees[id]?.companions ?? 0

/** Companions that were announced: they belong to the seat, until somebody says otherwise of the person who takes it. */
export function announcedCompanions(state: State, id: AttendeeId): number {
  const announced = (of: AttendeeId) => companionsToldBy(state, of)
  const substituteFor = state.attendees[id]?.substituteFor ?? null
  if (substituteFor !== null) return announced(state.registrations[id] ? id : substituteFor)
  const also = standingIn(state, ({ guestId }) => guestId === id)
  return also.reduce((sum, { absentId }) => sum + announced(absentId), announced(id))
}

/** Guests of the list who sign for a partner because they stand in for one of its people, as they do it there. */
export const actingFor = (state: State, partnerId: PartnerId): Attendee[] =>
  standingIn(state, ({ maySign }) => maySign).flatMap(({ absentId, standIn }) => {
    const guest = state.attendees[standIn.guestId]
    if (!guest || state.attendees[absentId]?.partnerId !== partnerId) return []
    const { capacity, authoritySeenBy } = standIn
    return [{ ...guest, partnerId, maySign: true, capacity, authoritySeenBy }]
  })

/** The person as they sign for this partner. */
export const signingAs = (state: State, partnerId: PartnerId, id: AttendeeId): Attendee | undefined =>
  actingFor(state, partnerId).find((guest) => guest.id === id) ?? state.attendees[id]

/** Belongs to the partner, or signs for it tonight. */
export const mayActFor = (state: State, partnerId: PartnerId, id: AttendeeId): boolean =>
  signingAs(state, partnerId, id)?.partnerId === partnerId

/** The seats this guest has taken for others are expected again. */
export function endStandInsOf(state: State, guestId: AttendeeId): void {
  for (const [id, standIn] of Object.entries(state.standIns)) {
    if (standIn.guestId === guestId) endStandIn(state, id as AttendeeId)
  }
}

/** Nobody stands in for this guest any more. */
export function endStandIn(state: State, absentId: AttendeeId): void {
  if (!state.standIns[absentId]) return
  delete state.standIns[absentId]
  delete state.substitutes[absentId]
}

/** How many of the list are expected: a seat whose stand-in is a guest, too, counts once. */
export const expectedOnList = ({ attendees, substitutes, arrivals }: State): number =>
  // the keys were written as ids
  Object.keys(attendees).length -
  (Object.keys(substitutes) as AttendeeId[]).filter((id) => !arrivals[id]).length
