/** A partner's turn: how it stands, who has it, and who may sign. */
import { signersOf } from './agreement.ts'
import type { AttendeeId, PartnerId, StationId } from '../ids.ts'
import type { Attendee } from '../registry/registry.ts'
import type { Signature } from './signature.ts'
import { actingFor } from '../door/seat.ts'
import type { State } from '../state.ts'

/** Where a partner stands on the way to its signature. */
export type Turn = { withdrawals: number } & (
  | {
      status: 'waiting'
      /** A call or a signature was taken back: nobody is called again until somebody says so. */
      setAside?: true
    }
  | {
      status: 'called'
      at: string
      attendeeId: AttendeeId | null
      /** The station it was sent to; null means any. */
      stationId: StationId | null
      /** The station on which the person has begun. */
      takenBy: StationId | null
    }
  | { status: 'signed'; at: string; station: StationId; signature: Signature }
  | { status: 'declined'; at: string; station: StationId; reason: string }
  | { status: 'on-paper'; at: string; reason: string }
)

/** The partner's turn; "waiting" until something happened. */
export const turnOf = (state: State, partnerId: PartnerId): Turn =>
  state.signing[partnerId] ?? { status: 'waiting', withdrawals: 0 }

/** Who has the called turn: the station that began it, else the one it was sent to. A revoked one holds nothing; null is free for any. */
export function holderOf(
  state: State,
  { takenBy, stationId }: Extract<Turn, { status: 'called' }>,
): StationId | null {
  return [takenBy, stationId].find((id) => id !== null && !state.stations[id]?.revokedAt) ?? null
}

/** Those who may sign for a partner: those present first, of these stand-ins, then the office before a deputy, then by name. Whoever comes after all may sign in spite of a stand-in. */
export function signatoriesOf(state: State, partnerId: PartnerId): Attendee[] {
  const acting = actingFor(state, partnerId)
  const rank = (attendee: Attendee) =>
    (state.arrivals[attendee.id] ? 0 : 4) +
    (attendee.origin === 'substitute' || acting.includes(attendee) ? 0 : 2) +
    (attendee.capacity === 'in-office' ? 0 : 1)
  return Object.values(state.attendees)
    .filter(
      ({ id, partnerId: own, maySign }) =>
        own === partnerId && maySign && (!state.substitutes[id] || state.arrivals[id]),
    )
    .filter(({ id }) => !acting.some((guest) => guest.id === id))
    .concat(acting)
    .toSorted((a, b) => rank(a) - rank(b) || a.lastName.localeCompare(b.lastName, 'de'))
}

/** Partners whose signature is neither given, declined nor left to paper. */
export const openPartners = (state: State) =>
  signersOf(state).filter((partner) => ['waiting', 'called'].includes(turnOf(state, partner.id).status))
