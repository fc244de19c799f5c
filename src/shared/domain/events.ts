/** All facts the journal may hold: past tense, one closed union. */
import type { AgendaEvents } from './evening/agenda.ts'
import type { AppearanceEvents } from './evening/appearance.ts'
import type { CeremonyEvents } from './evening/ceremony.ts'
import type { RegistryEvents } from './registry/registry.ts'
import type { RegistrationEvents } from './door/registration.ts'
import type { ListImportEvents } from './registry/list-import.ts'
import type { CheckInEvents } from './door/check-in.ts'
import type { CompanionEvents } from './door/companions.ts'
import type { DoorConflictEvents } from './door/door-conflict.ts'
import type { StandInEvents } from './door/stand-in.ts'
import type { MergingEvents } from './door/merging.ts'
import type { MergeUndoEvents } from './door/merge-undo.ts'
import type { AgreementEvents } from './signing/agreement.ts'
import type { AccessionEvents } from './signing/accession.ts'
import type { SigningEvents } from './signing/signing.ts'
import type { SigningPlanEvents } from './signing/signing-plan.ts'
import type { OriginalsEvents } from './signing/originals.ts'
import type { PaperEvents } from './paper/paper.ts'
import type { RedactionEvents } from './privacy/redaction.ts'
import type { RetentionEvents } from './privacy/retention.ts'
import type { StationEvents } from './station.ts'
import type { RehearsalEvents } from './evening/rehearsal.ts'
import type { RepairEvents } from './repair.ts'
import type { TakeoverEvents } from './takeover.ts'
import type { TicketEvents } from './door/ticket.ts'
import type { RunEvents } from './evening/run.ts'
import type { SpeakerListEvents } from './evening/speaker-list.ts'
import type { StageEvents } from './evening/stage.ts'
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
