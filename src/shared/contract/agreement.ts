/** The agreement PDF: taking it in, placing fields, opening, sealing. */
import { z } from 'zod'
import { agreementCommands, boxSchema, copyStepSchema, pageSchema } from '../domain/signing/agreement.ts'
import { textAnchorSchema } from '../domain/signing/text-anchor.ts'
import { lineSchema, partnerIdSchema, sha256Schema } from '../domain/ids.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer, forRoles } from './procedure.ts'
import { accessionProcedures } from './accession.ts'
import { sealKeyProcedures } from './seal-key.ts'
import { verificationSchema } from './verification.ts'

export const findingSchema = z.object({
  /** From the closed list in core/agreement/preflight/findings.ts. */
  code: z.string(),
  severity: z.enum(['refuse', 'warn', 'note']),
  /** One plain sentence each: what it is and what to do. */
  de: z.string(),
  en: z.string(),
})

export const foundFieldSchema = z.object({
  page: z.int(),
  box: boxSchema,
  /** The text found at the place. */
  label: z.string(),
  why: z.enum(['acroform', 'anchor', 'signature-line']),
  partnerId: partnerIdSchema.nullable(),
  /** A code and a plain sentence: why the place was proposed. */
  reason: z.string(),
  de: z.string(),
  en: z.string(),
})

export const proposalsSchema = z.object({
  fields: z.array(foundFieldSchema),
  anchors: z.array(textAnchorSchema),
})
export type Proposals = z.infer<typeof proposalsSchema>

export const inspectionSchema = z.object({
  fileName: z.string(),
  sha256: sha256Schema,
  /** `copy`: it can be signed only as the copy named below. */
  verdict: z.enum(['ready', 'copy', 'refused']),
  /** A copy that can be signed in its place; the file is kept beside it as handed in. */
  copy: z.object({ how: z.array(copyStepSchema) }).nullable(),
  /** `needed` to open the file, `helps` where its author's password would allow a copy to be signed. */
  password: z.enum(['none', 'needed', 'helps']),
  /** Refused only because it must not be changed: it can be signed on a signature sheet of its own. */
  offersSheet: z.boolean(),
  findings: z.array(findingSchema),
  pages: z.array(pageSchema),
  fields: z.array(foundFieldSchema),
  anchors: z.array(textAnchorSchema),
})
export type AgreementInspection = z.infer<typeof inspectionSchema>
export type FoundFieldView = z.infer<typeof foundFieldSchema>

const agreementFile = z.strictObject({ file: binaryFileSchema, fileName: lineSchema.min(1) })
/** The password opens a protected file for the time of one call; it is kept nowhere. */
const lockableFile = agreementFile.extend({ password: z.string().max(1000).optional() })

export const sealedSchema = z.object({
  sha256: sha256Schema,
  bytes: z.int(),
  certificateFingerprint: z.string(),
  /** Where the files were laid down on the host. */
  files: z.array(z.string()),
})

export const agreementContract = {
  /** Examines a PDF without keeping it; PDF_PASSWORD_WRONG where the password given does not open it. */
  inspect: forOrganizer.input(lockableFile).output(inspectionSchema),
  /** Keeps the PDF as the agreement and places a field for every partner found in it. */
  adopt: forOrganizer
    .input(commandInput(agreementFile))
    .output(ackSchema.extend({ inspection: inspectionSchema })),
  /** Like `adopt`, with the decrypted or repaired copy that `inspect` names; the file is kept beside it, untouched. */
  adoptCopy: forOrganizer
    .input(commandInput(lockableFile))
    .output(ackSchema.extend({ inspection: inspectionSchema })),
  /**
   * Keeps a PDF that must not be changed (signed, certified, restricted) untouched as the source, and makes a signature sheet
   * that names it: the sheet becomes the agreement, with a field for every signing partner.
   */
  adoptWithSheet: forOrganizer
    .input(commandInput(lockableFile))
    .output(ackSchema.extend({ inspection: inspectionSchema })),
  /** What was found in the agreement's text, for the partners of now: places to sign and places to be filled. Reading may take seconds. */
  proposals: forOrganizer.output(proposalsSchema),
  placeFields: forOrganizer.input(commandInput(agreementCommands['place-fields'])).output(ackSchema),
  open: forOrganizer.input(commandInput(agreementCommands['open-agreement'])).output(ackSchema),
  reopenDraft: forOrganizer.input(commandInput(agreementCommands['reopen-draft'])).output(ackSchema),
  /** The agreement as it was taken in, for reading. A signing station gets it only while a task of its own is open. */
  document: forRoles('signing').output(binaryFileSchema),
  /**
   * The file as handed in, byte for byte, where a signature sheet or a copy is signed in its place; decrypted where a sheet's source
   * opens only with a password. NOT_FOUND where the file itself is signed. Else like `document`.
   */
  source: forRoles('signing').output(binaryFileSchema),
  /** Stamps, adds the protocol, seals, checks the result, keeps it. May take seconds. */
  seal: forOrganizer
    .input(commandInput(z.strictObject({ withoutTimestamp: z.boolean().optional() })))
    .output(sealedSchema),
  ...accessionProcedures,
  ...sealKeyProcedures,
  /** Verifies any PDF, sealed here or elsewhere. */
  verify: forOrganizer.input(agreementFile).output(verificationSchema),
}
