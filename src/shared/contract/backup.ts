/** The continuous copy of journal and files at a second place: where, how old, and what hinders it. */
import { z } from 'zod'
import { commandIdSchema, noteSchema } from '../domain/ids.ts'
import { repairWaySchema } from '../domain/repair.ts'
import { forOrganizer } from './procedure.ts'
import { typedSecretSchema } from './protection.ts'

/**
 * `missing`: the place is not there; `full`, `read-only`, `disk-fault`: it cannot be written;
 * `not-answering`: it has said nothing for a while; `foreign`, `other-ceremony`, `diverged`: something else lies there by now.
 */
export const backupProblemSchema = z.enum([
  'missing',
  'full',
  'read-only',
  'disk-fault',
  'not-answering',
  'foreign',
  'other-ceremony',
  'diverged',
])
export type BackupProblem = z.infer<typeof backupProblemSchema>

/** `taken-over`: somebody has gone on from the backup there; `backup-is-ahead`: the backup knows more than this computer. */
export const supersededSchema = z.object({
  reason: z.enum(['taken-over', 'backup-is-ahead']),
  host: z.string(),
  at: z.string(),
  entries: z.int(),
  head: z.string(),
})
export type Superseded = z.infer<typeof supersededSchema>

export const backupStatusSchema = z.object({
  /** The host's clock, by which the age is reckoned. */
  now: z.string(),
  /** Name of this computer. */
  host: z.string(),
  /** As it was chosen; null while there is none. */
  place: z.string().nullable(),
  /** The folder that was made there. */
  folder: z.string().nullable(),
  /** On the same drive as the data: lost together with them. */
  isSameDrive: z.boolean(),
  /** When the copy was last seen to be complete. */
  lastAt: z.string().nullable(),
  /** Since when it cannot be kept up. */
  failingSince: z.string().nullable(),
  problem: backupProblemSchema.nullable(),
  /** The first copy to this place is not complete yet: it can be called off. */
  isFirstCopy: z.boolean(),
  /** Entries of the journal that are not there yet. */
  behind: z.int(),
  superseded: supersededSchema.nullable(),
  /** A station had seen entries, up to this number, that this computer's journal does not have. */
  unknownToHost: z.object({ entries: z.int(), at: z.string() }).nullable(),
  /** Drives that are plugged in. */
  drives: z.array(z.string()),
})
export type BackupStatus = z.infer<typeof backupStatusSchema>

/** A copy in which something still lies that was deleted here. `isEarlier`: at a place that is no longer kept up. */
export const outdatedCopySchema = z.object({
  id: z.string(),
  place: z.string(),
  lastAt: z.string().nullable(),
  isEarlier: z.boolean(),
})
export type OutdatedCopy = z.infer<typeof outdatedCopySchema>

export const damageViewSchema = z.object({
  /** Null while the journal is whole. `entry`: the first that is not as it was written; `entries` before it are whole, the last of `at`. */
  journal: z
    .object({ entry: z.int(), reason: z.string(), entries: z.int(), at: z.string().nullable() })
    .nullable(),
  /** The backup that was chosen, where it can be read. `continues`: it begins with all that is whole here. */
  backup: z
    .object({ place: z.string(), at: z.string(), entries: z.int(), continues: z.boolean() })
    .nullable(),
  /** Files that the ceremony rests on and that are gone, or no longer what they were. */
  missing: z.array(
    z.object({
      sha256: z.string(),
      kind: z.enum(['agreement', 'source', 'readable', 'submitted', 'sealed', 'signature', 'scan', 'logo']),
      document: z.int(),
      of: z.string(),
    }),
  ),
})
export type DamageView = z.infer<typeof damageViewSchema>

export const restoredSchema = z.object({
  title: z.string(),
  entries: z.int(),
  files: z.int(),
  /** How many files the backup lacks, or are damaged there. */
  missingFiles: z.int(),
  /** False where the old computer will hear nothing of it. */
  isMarked: z.boolean(),
  host: z.string(),
})
export type RestoredView = z.infer<typeof restoredSchema>

export const backupContract = {
  status: forOrganizer.output(backupStatusSchema),
  damage: forOrganizer.output(damageViewSchema),
  /** Goes on with a damaged journal; the page must be loaded again afterwards. */
  repair: forOrganizer.input(z.strictObject({ way: repairWaySchema })).output(damageViewSchema),
  /** Takes missing files from the backup. */
  fetchMissing: forOrganizer.output(damageViewSchema),
  /** BACKUP_REFUSED with a reason where the place cannot be used; what was chosen before stays then. */
  choose: forOrganizer
    .input(z.strictObject({ place: z.string().trim().min(1).max(1000) }))
    .output(backupStatusSchema),
  /** Goes on from a backup in a data folder in which nothing was entered yet. The page must be loaded again afterwards. */
  restore: forOrganizer
    .input(
      z.strictObject({
        place: z.string().trim().min(1).max(1000),
        /** Opens a protected backup: FOLDER_LOCKED without, SECRET_WRONG with the wrong one. */
        secret: typedSecretSchema.nullable().default(null),
      }),
    )
    .output(restoredSchema),
  stop: forOrganizer.output(backupStatusSchema),
  /** Leaves off the first copy to a place and removes what was begun; the place before holds again. Later it changes nothing. */
  callOff: forOrganizer.output(backupStatusSchema),
  /** The copy that was left at an earlier place is destroyed: it is not asked for any more. */
  forgetEarlier: forOrganizer.input(z.strictObject({ id: z.string().max(1000) })).output(backupStatusSchema),
  /** Goes on here in spite of a takeover; the reason stands in the journal. */
  goOnHere: forOrganizer
    .input(z.strictObject({ reason: noteSchema.min(1), commandId: commandIdSchema }))
    .output(backupStatusSchema),
}
