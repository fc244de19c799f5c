/** Guests of honour: in which order they stand, and what whoever receives one has to know at that moment. */
import { companionsIn } from './heads.ts'
import type { AttendeeId } from '../ids.ts'
import { fullName } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import { announcedCompanions, comesFor, seatOf } from './seat.ts'
import type { State } from '../state.ts'

export type ArrivalCard = {
  id: AttendeeId
  /** "Frau Dr. Annegret Rauschenbühl" */
  address: string
  pronunciation: string
  function: string
  organisation: string
  seat: string
  precedence: number | null
  greetedBy: string
  phone: string
  maySign: boolean
  /** Who came along, by name and only counted; as announced until the guest is in. */
  companions: { named: string[]; counted: number }
  /** In whose place this person comes; empty else. */
  standsInFor: string
  /** ISO 8601, UTC; null until the guest is in. */
  arrivedAt: string | null
}

/** What to know of a guest at the door; null where the guest is none of honour. */
export function arrivalCardOf(state: State, id: AttendeeId): ArrivalCard | null {
  const attendee = state.attendees[id]
  const honour = attendee && honourOf(state, attendee)
  if (!attendee || !honour) return null
  return {
    id,
    address: [attendee.salutation, fullName(attendee)].filter(Boolean).join(' '),
    pronunciation: attendee.pronunciation,
    function: attendee.function,
    organisation: attendee.partnerId === null ? '' : (state.partners[attendee.partnerId]?.name ?? ''),
    seat: seatOf(state, attendee),
    precedence: honour.precedence,
    greetedBy: honour.greetedBy,
    phone: attendee.phone,
    maySign:
      attendee.maySign || comesFor(state, attendee).some((absent) => state.standIns[absent.id]?.maySign),
    companions: companionsOf(state, attendee),
    standsInFor: comesFor(state, attendee).map(fullName).join(', '),
    arrivedAt: state.arrivals[id]?.at ?? null,
  }
}

function companionsOf(state: State, { id }: Attendee): ArrivalCard['companions'] {
  const arrival = state.arrivals[id]
  if (!arrival) return { named: [], counted: announcedCompanions(state, id) }
  const isHere = (each: Attendee) => each.companionOf === id && state.arrivals[each.id] !== undefined
  return {
    named: Object.values(state.attendees).filter(isHere).map(fullName),
    counted: companionsIn(arrival),
  }
}

/** All guests of honour in order of precedence, the unranked after them by name. Who has sent somebody else is not expected any more. */
export function guestsOfHonour(state: State): ArrivalCard[] {
  return Object.values(state.attendees)
    .filter(({ id }) => !state.substitutes[id] || state.arrivals[id])
    .toSorted((a, b) => rank(state, a) - rank(state, b) || a.lastName.localeCompare(b.lastName, 'de'))
    .flatMap(({ id }) => arrivalCardOf(state, id) ?? [])
}

/** Whoever comes in the place of a guest of honour is received like that guest. */
export function honourOf(state: State, attendee: Attendee): Attendee['honour'] {
  const honours = [attendee, ...comesFor(state, attendee)].flatMap(({ honour }) => honour ?? [])
  return honours.toSorted((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity))[0]
}

const rank = (state: State, attendee: Attendee) => honourOf(state, attendee)?.precedence ?? Infinity
