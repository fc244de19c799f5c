/** Live feeds: facts for those who follow the whole, views for those who see a part. */
import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import type { Appearance } from '../domain/evening/appearance.ts'
import type { RecordedEvent } from '../domain/events.ts'
import type { StationId } from '../domain/ids.ts'
import type { State } from '../domain/state.ts'
import type { Stage } from '../domain/evening/stage-view.ts'
import type { SigningTask } from '../domain/views.ts'
import { binaryFileSchema, forAnyone, forOrganizer, forRoles } from './procedure.ts'
import type { RehearsalStatus } from './rehearsal.ts'
import { liveStrokeSchema } from './signing.ts'
import { askingDeviceSchema, joinProgressSchema } from './stations.ts'

const fromHost = <T>() => z.custom<T>((value) => typeof value === 'object' && value !== null)

/** `isRenewed`: the journal is the one that was followed, but something was deleted from it. */
export type StateItem = { type: 'state'; seq: number; state: State; isRenewed?: true }

/** First the state as of a seq (or, on resuming, only what came after), then fact by fact. */
export type FactItem =
  | StateItem
  | { type: 'fact'; seq: number; fact: RecordedEvent }
  /** Everything up to seq was sent; facts this role does not see were passed over. */
  | { type: 'caught-up'; seq: number; journal: { entries: number; head: string } }

/** `silentMs`: how long ago the station was last heard. */
export type StationPresence = { stationId: StationId; isThere: boolean; silentMs: number }

export type TaskItem = { seq: number; task: SigningTask }
export type AppearanceItem = { seq: number; appearance: Appearance }
export type StageItem = { seq: number; stage: Stage }

/**
 * After which seq, and the hash of the entry there: a host with another journal (restored, exchanged) then begins anew
 * with the state. Null asks for everything.
 */
const since = z.strictObject({
  since: z.int().min(0).nullable().default(null),
  head: z.string().max(64).nullable().default(null),
})

export const hostStatusSchema = z.object({
  version: z.string(),
  station: z.object({ id: z.string(), role: z.string(), name: z.string() }).nullable(),
  /** What recovery found when the data folder was opened; empty on a normal day. */
  notices: z.array(
    z.enum([
      'torn-tail-cut',
      'snapshot-rebuilt',
      'journal-damaged',
      'files-missing',
      'redaction-unfinished',
      'running-in-browser',
      'rehearsal-removed',
    ]),
  ),
  /** The rehearsal that is on, of which everybody is told; null in the evening itself. */
  rehearsal: z.string().nullable(),
  dataFolder: z.string().nullable(),
  addresses: z.array(z.string()),
})
export type HostStatus = z.infer<typeof hostStatusSchema>

/** What takes its time. */
export const workKindSchema = z.enum([
  'sealing',
  'list',
  'papers',
  'archive',
  'backup',
  'restoring',
  'protecting',
  'opening',
])
export type WorkKind = z.infer<typeof workKindSchema>

/** `done`: from 0 to 1; null once shared work is over, however it ended. */
export const workSchema = z.object({ kind: workKindSchema, done: z.number().min(0).max(1).nullable() })

export const liveContract = {
  facts: forRoles('reception').input(since).output(eventIterator(fromHost<FactItem>())),
  task: forRoles('signing').input(since).output(eventIterator(fromHost<TaskItem>())),
  /** How the house wants to be seen, again whenever that changes; also for browsers that only ask to join. */
  appearance: forAnyone.input(since).output(eventIterator(fromHost<AppearanceItem>())),
  stage: forRoles('display').input(since).output(eventIterator(fromHost<StageItem>())),
  /** The stations heard since the host was started, whenever one comes or falls silent. */
  presence: forOrganizer.output(eventIterator(fromHost<StationPresence[]>())),
  /** How far the work is that this station waits for, or that concerns every organizer; each whole per cent at most once. */
  work: forOrganizer.output(eventIterator(workSchema)),
  ink: forRoles('display').output(eventIterator(liveStrokeSchema)),
  /** The rehearsal that is on and what it has shown, or what was left of the last, again whenever that changes. */
  rehearsal: forOrganizer.output(eventIterator(fromHost<RehearsalStatus>())),
  /** All devices that ask to join, again whenever that changes. */
  asking: forOrganizer.output(eventIterator(z.array(askingDeviceSchema))),
  /** How it stands with a ticket, again whenever that changes; ends with the outcome. */
  joining: forAnyone
    .input(z.strictObject({ ticket: z.string().max(64) }))
    .output(eventIterator(joinProgressSchema)),
}

export const hostContract = {
  /** Heartbeat: answers at once. */
  ping: forAnyone.output(z.object({ at: z.string() })),
  status: forAnyone.output(hostStatusSchema),
  /** A bundle for whoever looks for a fault: figures, codes and the log, nothing that people entered. */
  diagnosis: forOrganizer.output(z.object({ file: binaryFileSchema, fileName: z.string() })),
}
