/** All facts the journal may hold: past tense, one closed union. */
import type { AgendaEvents } from './agenda.ts'
import type { AppearanceEvents } from './appearance.ts'
import type { CeremonyEvents } from './ceremony.ts'
import type { RegistryEvents } from './registry.ts'
import type { RegistrationEvents } from './registration.ts'
import type { ListImportEvents } from './list-import.ts'
import type { CheckInEvents } from './check-in.ts'
import type { CompanionEvents } from './companions.ts'
import type { DoorConflictEvents } from './door-conflict.ts'
import type { StandInEvents } from './stand-in.ts'
import type { MergingEvents } from './merging.ts'
import type { MergeUndoEvents } from './merge-undo.ts'
import type { AgreementEvents } from './agreement.ts'
import type { AccessionEvents } from './accession.ts'
import type { SigningEvents } from './signing.ts'
import type { SigningPlanEvents } from './signing-plan.ts'
import type { OriginalsEvents } from './originals.ts'
import type { PaperEvents } from './paper.ts'
import type { RedactionEvents } from './redaction.ts'
import type { RetentionEvents } from './retention.ts'
import type { StationEvents } from './station.ts'
import type { RehearsalEvents } from './rehearsal.ts'
import type { RepairEvents } from './repair.ts'
import type { TakeoverEvents } from './takeover.ts'
import type { TicketEvents } from './ticket.ts'
import type { RunEvents } from './run.ts'
import type { SpeakerListEvents } from './speaker-list.ts'
import type { StageEvents } from './stage.ts'
import type { StationId } from './ids.ts'
import type { State } from './state.ts'

export type EventMap = CeremonyEvents &
  AgendaEvents &
  AppearanceEvents &
  RunEvents &
  SpeakerListEvents &
  StageEvents &
  RegistryEvents &
  RegistrationEvents &
  ListImportEvents &
  CheckInEvents &
  CompanionEvents &
  DoorConflictEvents &
  StandInEvents &
  MergingEvents &
  MergeUndoEvents &
  AgreementEvents &
  AccessionEvents &
  SigningEvents &
  SigningPlanEvents &
  OriginalsEvents &
  PaperEvents &
  StationEvents &
  TakeoverEvents &
  RepairEvents &
  TicketEvents &
  RedactionEvents &
  RetentionEvents &
  RehearsalEvents

export type EventType = keyof EventMap

/** A fact before it is recorded. */
export type DomainEvent = { [T in EventType]: { type: T; payload: EventMap[T] } }[EventType]

/** A fact as the journal holds it: numbered, stamped with the host's time (ISO 8601, UTC) and the station that caused it. */
export type RecordedOf<T extends EventType> = {
  type: T
  payload: EventMap[T]
  seq: number
  at: string
  station: StationId
  /** Of the journal's entry: what a follower names to show that it has followed this very journal. */
  hash?: string
}
export type RecordedEvent = { [T in EventType]: RecordedOf<T> }[EventType]

/**
 * One fold step per kind of fact. They change the state in place: at 10,000 attendees a copy per fact
 * would cost milliseconds. Payload objects are put into the state as they are and never changed.
 */
export type Evolvers<Events extends Partial<EventMap>> = {
  [T in keyof Events & EventType]: (state: State, event: RecordedOf<T>) => void
}
