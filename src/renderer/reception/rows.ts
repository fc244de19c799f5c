/** The facts of the door as the desk shows them: hits, arrivals, the count of seats. */
import { expectedCompanions } from '../../shared/domain/door/companions.ts'
import { companionsIn } from '../../shared/domain/door/heads.ts'
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { comesFor, seatOf } from '../../shared/domain/door/seat.ts'
import { isComing } from '../../shared/domain/paper/paper.ts'
import type { State } from '../../shared/domain/state.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { Hit } from '../../shared/search.ts'
import { attendeeFields } from '../../shared/search/attendee-fields.ts'
import { latestMergeOf } from '../door/merges.ts'
import { guestOf } from './guest-changes.ts'
import { markedFields } from './marks.ts'
import type { Piece } from './marks.ts'

export type Seen = {
  at: string
  stationName: string
  /** When the host was told, where a desk told it late; equal to `at` where the time itself is not known. */
  enteredAt: string | null
  /** Who came along and was only counted. */
  companions: number
}

/** What the guest had answered, where it does not sound like coming: let in all the same. */
export type Notice = 'declined' | 'waiting' | null

export type GuestRow = {
  id: AttendeeId
  name: string
  salutation: string
  title: string
  seat: string
  maySign: boolean
  notice: Notice
  /** Companions who were announced and are not named. */
  expected: number
  partnerId: PartnerId | null
  /** Texts by search field, with what matched marked. */
  texts: Record<string, Piece[]>
  /** Fields beyond the usual lines that say why this person was found. */
  also: ('shortName' | 'town')[]
  arrival: Seen | null
  /** Who comes in this person's place. */
  standIn: string | null
  /** That one is a guest, too, and may stay when the stand-in is taken back. */
  hasGuestAsStandIn: boolean
  /** In whose place this person comes. */
  standsInFor: string | null
  /** With whom this person came along. */
  companionOf: string | null
  /** Under which name they had been entered a second time. */
  mergedWith: string | null
  /** Nobody prints a badge for those who do not come. */
  getsBadge: boolean
}

/** One hit, ready to show; null when the guest was removed in the meantime. */
export function rowOf(state: State, { id, marks }: Hit<AttendeeId>): GuestRow | null {
  const attendee = state.attendees[id]
  if (!attendee) return null
  const { partner } = guestOf(state, attendee)
  const arrival = arrivalOf(state, id)
  // Whoever comes after all is represented by nobody.
  const standIn = arrival ? undefined : state.substitutes[id]
  return {
    id,
    name: fullName(attendee),
    salutation: attendee.salutation,
    title: attendee.title,
    seat: seatOf(state, attendee),
    maySign:
      (attendee.maySign && standIn === undefined && partner?.role !== 'guest') ||
      comesFor(state, attendee).some((absent) => state.standIns[absent.id]?.maySign),
    notice: noticeOf(state, id),
    expected: expectedCompanions(state, attendee),
    partnerId: attendee.partnerId,
    texts: markedFields(attendeeFields(attendee, partner), marks),
    also: (['shortName', 'town'] as const).filter(
      (field) => marks.some((mark) => mark.field === field) && !partner?.name.includes(partner[field]),
    ),
    arrival,
    standIn: nameOf(state, standIn),
    hasGuestAsStandIn: standIn !== undefined && state.standIns[id] !== undefined,
    standsInFor: comesFor(state, attendee).map(fullName).join(', ') || null,
    companionOf: nameOf(state, attendee.companionOf),
    mergedWith: latestMergeOf(state, id)?.other ?? null,
    getsBadge: isComing(state, id),
  }
}

export type ArrivalRow = { id: AttendeeId; name: string; organisation: string } & Seen

/** The latest arrivals, latest first. One pass: at ten thousand guests a sort per fact would be felt. */
export function latestArrivals(state: State, count: number): ArrivalRow[] {
  const latest: { id: AttendeeId; attendee: Attendee; at: string }[] = []
  for (const attendee of Object.values(state.attendees)) {
    const at = state.arrivals[attendee.id]?.at
    if (at === undefined || (latest.length === count && at <= (latest.at(-1)?.at ?? ''))) continue
    const place = latest.findIndex((other) => other.at < at)
    latest.splice(place < 0 ? latest.length : place, 0, { id: attendee.id, attendee, at })
    latest.length = Math.min(latest.length, count)
  }
  return latest.map(({ id, attendee, at }) => ({
    id,
    name: fullName(attendee),
    organisation: guestOf(state, attendee).partner?.name ?? '',
    at,
    stationName: arrivalOf(state, id)?.stationName ?? '',
    enteredAt: arrivalOf(state, id)?.enteredAt ?? null,
    companions: arrivalOf(state, id)?.companions ?? 0,
  }))
}

/** How full the hall is; `share` 0 to 1, and above when more are in than there are seats. Null when nobody counts seats. */
export function fillOf({
  present,
  ceremony,
}: State): { present: number; capacity: number; share: number } | null {
  const capacity = ceremony?.capacity ?? null
  return capacity === null ? null : { present, capacity, share: present / capacity }
}

export function arrivalOf(state: State, id: AttendeeId): Seen | null {
  const arrival = state.arrivals[id]
  if (!arrival) return null
  const { at, station, enteredAt = null } = arrival
  return { at, stationName: stationName(state, station), enteredAt, companions: companionsIn(arrival) }
}

export function noticeOf({ registrations }: State, id: AttendeeId): Notice {
  const answer = registrations[id]?.answer
  return answer === 'declined' || answer === 'waiting' ? answer : null
}

export function nameOf(state: State, id: AttendeeId | null | undefined): string | null {
  const attendee = id ? state.attendees[id] : undefined
  return attendee ? fullName(attendee) : null
}
