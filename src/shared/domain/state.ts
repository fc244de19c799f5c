/** The state of one ceremony: what all recorded facts come to. */
import type { Appearance } from './evening/appearance.ts'
import type { Ceremony } from './evening/ceremony.ts'
import type { ImportRecord } from './registry/import-record.ts'
import type { ColumnMemory } from './registry/list-columns.ts'
import type { Attendee, Partner } from './registry/registry.ts'
import type { Registration } from './door/registration.ts'
import type { Arrival } from './door/check-in.ts'
import type { Merge, MergeRecord } from './door/merge-record.ts'
import type { StandIn } from './door/stand-in.ts'
import type { DoorConflict } from './door/door-conflict.ts'
import type { Agreement } from './signing/agreement.ts'
import type { Concluded } from './signing/accession.ts'
import type { Turn } from './signing/turn.ts'
import type { SigningPlan } from './signing/signing-plan.ts'
import type { Run, RunStep } from './evening/run.ts'
import type { StageChoices } from './evening/stage.ts'
import type { RehearsalId } from './evening/rehearsal.ts'
import type { Repair } from './repair.ts'
import type { Takeover } from './takeover.ts'
import type { Redactions } from './privacy/redaction.ts'
import type { Retention } from './privacy/retention.ts'
import type { Station } from './station.ts'
import type { AttendeeId, PartnerId, StationId } from './ids.ts'
import type { Originals } from './signing/originals.ts'
import type { Prints } from './paper/paper.ts'

/** Plain JSON throughout, so that a snapshot is the state itself. */
export type State = {
  /** The last fact folded in; 0 before the first. */
  seq: number
  ceremony: Ceremony | null
  appearance: Appearance
  /** Index of the agenda item that is on now. */
  agendaItem: number | null
  /** How the evening runs, and the last steps that can be taken back, oldest first. */
  run: Run
  runSteps: RunStep[]
  /** What the organizer chose for the stage. */
  stage: StageChoices
  partners: Record<PartnerId, Partner>
  attendees: Record<AttendeeId, Attendee>
  /** What was answered; who is not in here has not said anything. */
  registrations: Record<AttendeeId, Registration>
  /** The seq under which each person came onto the list: never used twice, so paper can name it by a short code. */
  rowNumbers: Record<AttendeeId, number>
  /** The last fact that changed partners or guests: what a list was compared with. */
  registrySeq: number
  /** What each list brought, the latest last, for as long as it can be taken back. */
  imports: ImportRecord[]
  /** What was chosen for a list's columns, by the key of its header. */
  listColumns: Record<string, ColumnMemory>
  arrivals: Record<AttendeeId, Arrival>
  /** How many are in the hall, companions included; counted along so that nobody has to count. */
  present: number
  /** Who comes in whose place: absent person to stand-in. */
  substitutes: Record<AttendeeId, AttendeeId>
  /** Of these, who is a guest of their own and comes besides: by the absent person. */
  standIns: Record<AttendeeId, StandIn>
  /** Who was entered twice and is one: the one taken off to the one kept. */
  merged: Record<AttendeeId, AttendeeId>
  /** How each two were before, oldest first, and which have been parted again. */
  merges: MergeRecord[]
  parted: Merge[]
  /** What desks did apart that does not fit together, until people have settled it; by seq. */
  conflicts: Record<number, DoorConflict>
  /** What is signed now, or was sealed last: the agreement, later the declaration of an accession. */
  agreement: Agreement | null
  /** What was sealed before it, oldest first: the agreement, then earlier accessions. */
  concluded: Concluded[]
  /** The accession that was called off last, until another is begun or this one taken up again. */
  cancelled: Concluded | null
  /** The turns for `agreement`, and below the copies of it. */
  signing: Record<PartnerId, Turn>
  /** Who signs at the same time, and whether the next is called by itself. */
  signingPlan: SigningPlan
  /** The last fact that changed what a sealed file would show. */
  signingSeq: number
  /** The copies on paper, signed by hand. */
  originals: Originals
  /** Badges and place cards. */
  prints: Prints
  stations: Record<StationId, Station>
  takeover: Takeover
  /** The last time that a damaged journal was gone on with. */
  repaired: (Repair & { at: string }) | null
  /** The secret behind the codes on the invitations; null until the first is made. */
  ticketKey: string | null
  /** How often a guest's code was made anew, where it was. */
  ticketIssues: Record<AttendeeId, number>
  /** What was deleted, and what remains of the entries concerned. */
  redactions: Redactions
  /** How long each kind of data is kept. */
  retention: Retention
  /** The last archive: noted by this fact, and how far it reaches. */
  lastArchive: { seq: number; at: string; entries: number } | null
  /** This is no evening but the copy on which one is rehearsed. */
  rehearsal: { id: RehearsalId; at: string } | null
}
