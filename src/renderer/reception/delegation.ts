/** Everybody who comes for one organisation, as the desk shows them when they come together. */
import { expectedCompanions } from '../../shared/domain/door/companions.ts'
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import { listName } from '../../shared/domain/paper/list-order.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { seatOf } from '../../shared/domain/door/seat.ts'
import type { State } from '../../shared/domain/state.ts'
import { arrivalOf, nameOf, noticeOf } from './rows.ts'
import type { GuestRow, Notice, Seen } from './rows.ts'

export type Member = {
  id: AttendeeId
  name: string
  function: string
  seat: string
  /** Companions who were announced. */
  companions: number
  notice: Notice
  arrival: Seen | null
  standIn: string | null
}

export type Delegation = { partnerId: PartnerId; organisation: string; awaited: Member[]; others: Member[] }

const german = new Intl.Collator('de', { numeric: true })

/** Who is still awaited, and those who are in or have sent somebody else, by name. Null when the organisation is gone. */
export function delegationOf(state: State, partnerId: PartnerId): Delegation | null {
  const partner = state.partners[partnerId]
  if (!partner) return null
  const members = Object.values(state.attendees)
    .filter((attendee) => attendee.partnerId === partnerId)
    .toSorted((a, b) => german.compare(listName(a), listName(b)))
    .map((attendee) => memberOf(state, attendee))
  const groups = Map.groupBy(members, ({ arrival, standIn }) => arrival === null && standIn === null)
  return {
    partnerId,
    organisation: partner.name,
    awaited: groups.get(true) ?? [],
    others: groups.get(false) ?? [],
  }
}

const memberOf = (state: State, attendee: Attendee): Member => ({
  id: attendee.id,
  name: fullName(attendee),
  function: attendee.function,
  seat: seatOf(state, attendee),
  companions: expectedCompanions(state, attendee),
  notice: noticeOf(state, attendee.id),
  arrival: arrivalOf(state, attendee.id),
  standIn: state.arrivals[attendee.id] ? null : nameOf(state, state.substitutes[attendee.id]),
})

/** All who are awaited, but for those who declined: nobody comes in by a tick that was not looked at. */
export const tickedAtFirst = ({ awaited }: Delegation): AttendeeId[] =>
  awaited.filter(({ notice }) => notice !== 'declined').map(({ id }) => id)

/** The organisation that the search has found by its name, where it is one alone. */
export function searchedPartner(rows: readonly GuestRow[]): PartnerId | null {
  const found = new Set(rows.filter(isFoundByName).map(({ partnerId }) => partnerId))
  const [only = null] = found
  return found.size === 1 ? only : null
}

const isFoundByName = ({ texts }: GuestRow): boolean =>
  texts['organisation']?.some(({ marked }) => marked) ?? false

export const organisationIn = ({ texts }: GuestRow): string =>
  (texts['organisation'] ?? []).map(({ text }) => text).join('')

/** How many of each organisation are still awaited. One pass, for all rows that are shown. */
export function awaitedByPartner({ attendees, arrivals, substitutes }: State): Map<PartnerId, number> {
  const counts = new Map<PartnerId, number>()
  for (const { id, partnerId } of Object.values(attendees)) {
    if (partnerId === null || arrivals[id] || substitutes[id]) continue
    counts.set(partnerId, (counts.get(partnerId) ?? 0) + 1)
  }
  return counts
}
