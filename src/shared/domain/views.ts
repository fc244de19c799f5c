/** What each role gets to see: the task of a tablet, and the filter for the stream of facts. */
import type { AgreementPage, AgreementSource, SignatureField } from './signing/agreement.ts'
import { signersOf } from './signing/agreement.ts'
import type { EventType, RecordedEvent } from './events.ts'
import type { AttendeeId, PartnerId, Sha256, StationId } from './ids.ts'
import { fullName } from './registry/registry.ts'
import type { Attendee, Capacity, Partner } from './registry/registry.ts'
import { holderOf, turnOf } from './signing/turn.ts'
import { isInkHidden } from './evening/stage.ts'
import { signingAs } from './door/seat.ts'
import { emptyState } from './evolve.ts'
import type { State } from './state.ts'
import type { Role } from './station.ts'

/** All a signing tablet learns: its own task, nothing else. */
export type SigningTask = {
  host: string
  title: string
  town: string
  liveInk: boolean
  call: {
    partnerId: PartnerId
    organisation: string
    /** Whom the organizer expects; null when nobody is named. */
    person: {
      attendeeId: AttendeeId
      salutation: string
      name: string
      function: string
      capacity: Capacity
      authoritySeenBy: string
    } | null
    taken: boolean
    fields: SignatureField[]
    document: { sha256: Sha256; pages: AgreementPage[] }
    /** What is agreed, where the document is only the sheet to sign on. */
    source: AgreementSource | null
    /** The document is the declaration by which the partner joins. */
    isAccession: boolean
  } | null
}

/** The task of one station: the first call sent to it or begun on it, else the first that any may take. */
export function taskOf(state: State, station: StationId): SigningTask {
  const ceremony = state.ceremony
  const partner = calledFor(state, station)
  return {
    host: ceremony?.host ?? '',
    title: ceremony?.title ?? '',
    town: ceremony?.town ?? '',
    liveInk: (ceremony?.liveInk ?? false) && !(partner && isInkHidden(state, partner.id)),
    call: partner ? callView(state, partner, station) : null,
  }
}

function calledFor(state: State, station: StationId): Partner | undefined {
  const rank = (partner: Partner) => {
    const turn = turnOf(state, partner.id)
    if (turn.status !== 'called') return null
    const holder = holderOf(state, turn)
    if (holder === null) return 2
    if (holder !== station) return null
    return turn.takenBy === station ? 0 : 1
  }
  return signersOf(state)
    .map((partner) => ({ partner, rank: rank(partner) }))
    .filter((entry): entry is { partner: Partner; rank: 0 | 1 | 2 } => entry.rank !== null)
    .toSorted((a, b) => a.rank - b.rank)[0]?.partner
}

function callView(state: State, partner: Partner, station: StationId): SigningTask['call'] {
  const turn = turnOf(state, partner.id)
  const { agreement } = state
  if (turn.status !== 'called' || !agreement) return null
  const attendee = turn.attendeeId === null ? undefined : signingAs(state, partner.id, turn.attendeeId)
  return {
    partnerId: partner.id,
    organisation: partner.name,
    person: attendee ? personView(attendee) : null,
    taken: turn.takenBy === station,
    fields: agreement.fields.filter((field) => field.partnerId === partner.id),
    document: { sha256: agreement.sha256, pages: agreement.pages },
    source: agreement.source,
    isAccession: agreement.accession !== null,
  }
}

const personView = (attendee: Attendee) => ({
  attendeeId: attendee.id,
  salutation: attendee.salutation,
  name: fullName(attendee),
  function: attendee.function,
  capacity: attendee.capacity,
  authoritySeenBy: attendee.authoritySeenBy,
})

const DOOR_EVENTS: ReadonlySet<EventType> = new Set<EventType>([
  'ceremony-described',
  'partner-added',
  'partner-changed',
  'partner-removed',
  'attendee-added',
  'attendee-changed',
  'attendee-removed',
  'list-imported',
  'invitation-answered',
  'guest-moved-up',
  'answer-withdrawn',
  'list-import-undone',
  'attendee-checked-in',
  'check-in-undone',
  'companions-joined',
  'attendee-substituted',
  'stand-in-undone',
  'guests-merged',
  'merge-undone',
  'door-conflict-arose',
  'door-conflict-settled',
  'station-paired',
  'station-renamed',
  'station-moved',
  'station-revoked',
  'ticket-key-made',
  'ticket-reissued',
])

/** The facts a role may follow one by one; signing and display get views instead. Token hashes never leave the host. */
export function visibleTo(role: Role, event: RecordedEvent): RecordedEvent | null {
  // followers get the whole state instead, for no fact could take away what they know
  if (event.type === 'data-redacted') return null
  if (role !== 'organizer' && !(role === 'reception' && DOOR_EVENTS.has(event.type))) return null
  if (event.type !== 'station-paired') return event
  return { ...event, payload: { ...event.payload, tokenHash: '' } }
}

/** The state as a role may see it: everything for the organizer, the door's part for the reception. */
export function stateFor(role: 'organizer' | 'reception', state: State): State {
  const stations = Object.fromEntries(
    Object.values(state.stations).map((station) => [station.id, { ...station, tokenHash: '' }]),
  )
  if (role === 'organizer') return { ...state, stations, redactions: { ...state.redactions, remains: {} } }
  const { seq, ceremony, partners, attendees, registrations, rowNumbers } = state
  const { arrivals, present, substitutes, standIns, merged, merges, parted, conflicts } = state
  return {
    ...emptyState(),
    seq,
    ceremony,
    partners,
    attendees,
    registrations,
    rowNumbers,
    arrivals,
    present,
    substitutes,
    standIns,
    merged,
    merges,
    parted,
    conflicts,
    stations,
    ticketKey: state.ticketKey,
    ticketIssues: state.ticketIssues,
  }
}
