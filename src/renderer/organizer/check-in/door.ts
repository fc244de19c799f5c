/** The door as the organizer watches it: how full the hall is, who came last, which signature has nobody present. */
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import { isUntimed } from '../../../shared/domain/door/check-in.ts'
import { companionsIn } from '../../../shared/domain/door/heads.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Partner } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'
import { stationName } from '../../../shared/domain/station.ts'
import { signatoriesIn } from '../signatories.ts'

export type ArrivalRow = {
  id: AttendeeId
  name: string
  organisation: string
  at: string
  station: string
  /** Ticked on a list on paper; `isUntimed` where no hour stood beside the tick. */
  isFromPaper: boolean
  isUntimed: boolean
  maySign: boolean
  /** Who came along and was only counted. */
  companions: number
}

/** Arrivals, the newest first. */
export function arrivalsNewestFirst(state: State, most: number): ArrivalRow[] {
  return Object.values(state.attendees)
    .flatMap((attendee) => {
      const arrival = state.arrivals[attendee.id]
      return arrival ? [{ attendee, arrival }] : []
    })
    .toSorted((a, b) => b.arrival.at.localeCompare(a.arrival.at))
    .slice(0, most)
    .map(({ attendee, arrival }) => ({
      id: attendee.id,
      name: fullName(attendee),
      organisation: attendee.partnerId === null ? '' : (state.partners[attendee.partnerId]?.name ?? ''),
      at: arrival.at,
      station: stationName(state, arrival.station),
      isFromPaper: arrival.fromPaper !== undefined,
      isUntimed: isUntimed(arrival),
      maySign: attendee.maySign,
      companions: companionsIn(arrival),
    }))
}

/** Which partners have somebody in the hall who may sign, and which have not. */
export function signatoryPresence(state: State): { present: Partner[]; missing: Partner[] } {
  const signatories = signatoriesIn(state)
  const isPresent = ({ id }: Partner) => signatories(id).some((person) => state.arrivals[person.id])
  const groups = Map.groupBy(signersOf(state), isPresent)
  return { present: groups.get(true) ?? [], missing: groups.get(false) ?? [] }
}

export type MissingSignatory = {
  partner: Partner
  /** Whom the partner would most probably send; empty when nobody is named. */
  person: string
  phone: string
  /** Whose telephone it is where the person's own is not known; empty else. */
  phoneOf: string
}

/** The partners without anybody present to sign, with the person to ring up. */
export function missingSignatories(state: State): MissingSignatory[] {
  const signatories = signatoriesIn(state)
  return signatoryPresence(state).missing.map((partner) => {
    const people = signatories(partner.id)
    const [person] = people
    const reachable = people.find(({ phone }) => phone !== '')
    return {
      partner,
      person: person ? fullName(person) : '',
      phone: reachable?.phone ?? '',
      phoneOf: reachable && reachable !== person ? fullName(reachable) : '',
    }
  })
}
