/** People's data: what is kept how long, what is told to them, and how it is deleted. */
import { z } from 'zod'
import { attendeeIdSchema, commandIdSchema } from '../domain/ids.ts'
import { redactedKindSchema, redactionReasonSchema } from '../domain/privacy/redaction.ts'
import { RETENTION_KINDS, retentionCommands } from '../domain/privacy/retention.ts'
import { outdatedCopySchema } from './backup.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer } from './procedure.ts'

const subjectSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('person'), attendeeId: attendeeIdSchema }),
  z.strictObject({ what: redactedKindSchema.exclude(['person']) }),
])
export type ErasureSubject = z.infer<typeof subjectSchema>

export const retentionRowSchema = z.object({
  kind: z.enum(RETENTION_KINDS),
  months: z.int().nullable(),
  due: z.string().nullable(),
  isDue: z.boolean(),
  count: z.int(),
})

/** A copy of a deleted ceremony that was out of reach, and is to be destroyed by hand. */
export const copyLeftSchema = z.object({ place: z.string(), lastAt: z.string().nullable() })
export type CopyLeft = z.infer<typeof copyLeftSchema>

export const privacyStatusSchema = z.object({
  /** Local day of the host, YYYY-MM-DD. */
  today: z.string(),
  rows: z.array(retentionRowSchema),
  /** The last archive that was handed out; `isCurrent`: nothing was recorded since. */
  archive: z.object({ at: z.string(), isCurrent: z.boolean() }).nullable(),
  deletions: z.array(
    z.object({
      at: z.string(),
      what: redactedKindSchema,
      why: redactionReasonSchema,
      persons: z.int(),
      entries: z.int(),
      files: z.int(),
    }),
  ),
  /** Where the backup lies; null for none. */
  backup: z.object({ place: z.string(), isThere: z.boolean() }).nullable(),
  /** Copies in which something still lies that was deleted here. */
  outdatedCopies: z.array(outdatedCopySchema),
  /** A ceremony was deleted from this folder before, and its protocol is here. */
  hasFormerProtocol: z.boolean(),
  /** Copies of that ceremony. */
  formerCopiesLeft: z.array(copyLeftSchema),
})
export type PrivacyStatus = z.infer<typeof privacyStatusSchema>

export const erasurePreviewSchema = z.object({
  persons: z.int(),
  /** Entries of the journal that are emptied. */
  entries: z.int(),
  /** Of these, entries about others, too, from which only this is taken. */
  shared: z.int(),
  files: z.int(),
  /** Why it cannot be done now. */
  hindrance: z.enum(['erase-signed', 'erase-called']).nullable(),
  /** The name stays in what was sealed. */
  staysInSealed: z.boolean(),
  /** Others bear the last name, too: alone it is not looked for in texts. */
  isNameShared: z.boolean(),
  /** Named companions who are guests of their own. */
  companions: z.int(),
})
export type ErasurePreview = z.infer<typeof erasurePreviewSchema>

export const privacyTemplateSchema = z.enum(['information', 'record'])
export type PrivacyTemplate = z.infer<typeof privacyTemplateSchema>

const madeFile = z.object({ file: binaryFileSchema, fileName: z.string() })

export const privacyContract = {
  status: forOrganizer.output(privacyStatusSchema),
  planRetention: forOrganizer.input(commandInput(retentionCommands['plan-retention'])).output(ackSchema),
  /** What deleting would do; nothing is changed. */
  preview: forOrganizer.input(z.strictObject({ subject: subjectSchema })).output(erasurePreviewSchema),
  /** For good. NOT_ALLOWED_NOW { reason: 'erase-signed' | 'erase-called' } */
  erase: forOrganizer
    .input(z.strictObject({ subject: subjectSchema, why: redactionReasonSchema, commandId: commandIdSchema }))
    .output(ackSchema.extend({ outdatedCopies: z.array(outdatedCopySchema) })),
  /** All that is on record of a person (Art. 15 GDPR), to hand over. */
  disclose: forOrganizer
    .input(z.strictObject({ attendeeId: attendeeIdSchema, format: z.enum(['pdf', 'json']) }))
    .output(madeFile),
  /** The sheet of Art. 13 GDPR or the record of Art. 30, with what is known of this ceremony. */
  template: forOrganizer
    .input(z.strictObject({ which: privacyTemplateSchema, format: z.enum(['pdf', 'odt']) }))
    .output(madeFile),
  /** What was deleted in this ceremony, when and why, without people's data. */
  protocol: forOrganizer.input(z.strictObject({ format: z.enum(['pdf', 'json']) })).output(madeFile),
  /** Of the ceremony that was deleted last from this folder. */
  formerProtocol: forOrganizer.input(z.strictObject({ format: z.enum(['pdf', 'json']) })).output(madeFile),
  /**
   * Deletes the whole ceremony, in the data folder and in the backup. `title` as it is called, typed by hand.
   * INPUT_INVALID { field: 'title' } · NOT_ALLOWED_NOW { reason: 'archive-first' }. The page must be loaded again afterwards.
   */
  eraseCeremony: forOrganizer
    .input(z.strictObject({ title: z.string().max(300), commandId: commandIdSchema }))
    .output(z.object({ isBackupDeleted: z.boolean().nullable(), copiesLeft: z.array(copyLeftSchema) })),
}
