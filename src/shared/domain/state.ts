/** The state of one ceremony: the fold over all recorded facts. */
import { ceremonyEvolvers } from './ceremony.ts'
import type { Ceremony } from './ceremony.ts'
import { registryEvolvers } from './registry.ts'
import type { Attendee, Partner } from './registry.ts'
import { registrationEvolvers } from './registration.ts'
import type { Registration } from './registration.ts'
import { checkInEvolvers } from './check-in.ts'
import type { Arrival } from './check-in.ts'
import { agreementEvolvers } from './agreement.ts'
import type { Agreement } from './agreement.ts'
import { signingEvolvers } from './signing.ts'
import type { Turn } from './signing.ts'
import { ticketEvolvers } from './ticket.ts'
import { stationEvolvers } from './station.ts'
import type { Station } from './station.ts'
import type { AttendeeId, PartnerId, StationId } from './ids.ts'
import { originalsEvolvers } from './originals.ts'
import type { Originals } from './originals.ts'
import type { EventMap, Evolvers, RecordedEvent } from './events.ts'

/** Plain JSON throughout, so that a snapshot is the state itself. */
export type State = {
  /** The last fact folded in; 0 before the first. */
  seq: number
  ceremony: Ceremony | null
  /** Index of the agenda item that is on now. */
  agendaItem: number | null
  partners: Record<PartnerId, Partner>
  attendees: Record<AttendeeId, Attendee>
  /** What was answered; who is not in here has not said anything. */
  registrations: Record<AttendeeId, Registration>
  arrivals: Record<AttendeeId, Arrival>
  /** How many are in the hall; counted along so that nobody has to count. */
  present: number
  /** Who comes in whose place: absent person to stand-in. */
  substitutes: Record<AttendeeId, AttendeeId>
  agreement: Agreement | null
  signing: Record<PartnerId, Turn>
  /** The last fact that changed what a sealed file would show. */
  signingSeq: number
  /** The copies on paper, signed by hand. */
  originals: Originals
  stations: Record<StationId, Station>
  /** The secret behind the codes on the invitations; null until the first is made. */
  ticketKey: string | null
}

export const emptyState = (): State => ({
  seq: 0,
  ceremony: null,
  agendaItem: null,
  partners: {},
  attendees: {},
  registrations: {},
  arrivals: {},
  present: 0,
  substitutes: {},
  agreement: null,
  signing: {},
  signingSeq: 0,
  originals: { made: 0, signed: {} },
  stations: {},
  ticketKey: null,
})

const evolvers: Evolvers<EventMap> = {
  ...ceremonyEvolvers,
  ...registryEvolvers,
  ...registrationEvolvers,
  ...checkInEvolvers,
  ...agreementEvolvers,
  ...signingEvolvers,
  ...originalsEvolvers,
  ...stationEvolvers,
  ...ticketEvolvers,
}

/** Folds one recorded fact into the state, in place. */
export function evolve(state: State, event: RecordedEvent): void {
  // The table is typed per event above; TypeScript cannot follow the correlation through an index.
  const step = evolvers[event.type] as (state: State, event: RecordedEvent) => void
  step(state, event)
  state.seq = event.seq
}

/** Folds many facts, in order, into a state that is returned for convenience. */
export function evolveAll(state: State, events: Iterable<RecordedEvent>): State {
  for (const event of events) evolve(state, event)
  return state
}
