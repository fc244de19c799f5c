/** What leaves the program: PDFs to print or keep, the archive. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema } from '../domain/ids.ts'
import { givenAnswerSchema } from '../domain/door/registration.ts'
import { documentSchema, originalsCommands } from '../domain/signing/originals.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer } from './procedure.ts'

export const documentKindSchema = z.enum([
  'sealed-agreement',
  'audit-trail',
  'attendance-list',
  'attendance-list-to-sign',
  'originals',
])
export type DocumentKind = z.infer<typeof documentKindSchema>

export const documentsContract = {
  /** `document` says of which: 0 the agreement, then the accessions; what is current when left out. Making originals notes how many there are. */
  make: forOrganizer
    .input(
      z.strictObject({
        kind: documentKindSchema,
        copies: z.int().min(1).max(100).default(1),
        document: documentSchema,
      }),
    )
    .output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** A paper original has been signed by hand by everybody. */
  noteOriginalSigned: forOrganizer
    .input(commandInput(originalsCommands['note-original-signed']))
    .output(ackSchema),
  undoOriginalSigned: forOrganizer
    .input(commandInput(originalsCommands['undo-original-signed']))
    .output(ackSchema),
  /** A scan of a signed original (PDF, JPEG or PNG), also in the place of an earlier one; checked before it is kept. */
  addOriginalScan: forOrganizer
    .input(
      commandInput(
        originalsCommands['add-original-scan']
          .omit({ scan: true })
          .extend({ file: binaryFileSchema, fileName: lineSchema.min(1) }),
      ),
    )
    .output(ackSchema),
  removeOriginalScan: forOrganizer
    .input(commandInput(originalsCommands['remove-original-scan']))
    .output(ackSchema),
  /** The scan as it came, byte for byte, under a plain name. */
  originalScan: forOrganizer
    .input(originalsCommands['remove-original-scan'])
    .output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /**
   * The invitation of one guest, or of all who are expected (null), as letters with the code for the door. `unprintable` names the
   * guests whose words have letters that the typeface lacks.
   */
  invitations: forOrganizer
    .input(z.strictObject({ attendeeId: attendeeIdSchema.nullable() }))
    .output(z.object({ file: binaryFileSchema, fileName: z.string(), unprintable: z.array(z.string()) })),
  /** What a guest is written about the answer, as a draft of an e-mail (.eml). */
  confirmation: forOrganizer
    .input(z.strictObject({ attendeeId: attendeeIdSchema }))
    .output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** The same for all guests with one answer whose address is known, as a ZIP of drafts. */
  confirmations: forOrganizer
    .input(z.strictObject({ answer: givenAnswerSchema }))
    .output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** The ceremony for calendars (.ics). */
  calendarEntry: forOrganizer.output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** The final archive as a ZIP, also laid down in the data folder. */
  archive: forOrganizer.output(z.object({ file: binaryFileSchema, fileName: z.string() })),
}
