/** Partners and attendees: keeping and importing them. */
import { z } from 'zod'
import { registryCommands } from '../domain/registry.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer } from './procedure.ts'

/** How a list file is read; what is left out is found out. */
export const listOptionsSchema = z.strictObject({
  encoding: z.enum(['utf-8', 'windows-1252']).optional(),
  separator: z.enum([';', ',', '\t', '|']).optional(),
})
export type ListOptions = z.infer<typeof listOptionsSchema>

/** A row that is not taken over, with the place of the fault as the user's spreadsheet shows it. */
export const refusedRowSchema = z.object({
  /** Line in the file, from 1, the header counted. */
  line: z.int(),
  /** Header of the column at fault; empty when the whole row is. */
  column: z.string(),
  reason: z.enum([
    'last-name-missing',
    'email-invalid',
    'yes-no-unknown',
    'capacity-unknown',
    'too-many-cells',
    'text-too-long',
    'duplicate-in-file',
  ]),
  value: z.string(),
  cells: z.array(z.string()),
})
export type RefusedRow = z.infer<typeof refusedRowSchema>

export const listPreviewSchema = z.object({
  fileName: z.string(),
  encoding: z.enum(['utf-8', 'windows-1252']),
  separator: z.string(),
  /** Each header of the file and the attendee's property it fills; null when it is not used. */
  columns: z.array(z.object({ header: z.string(), target: z.string().nullable() })),
  accepted: z.int(),
  /** Organisations that the registry does not know yet; they are added as guests. */
  newOrganisations: z.array(z.string()),
  /** Attendees that the registry holds already (same person at the same organisation); they are left as they are. */
  alreadyKnown: z.int(),
  /** The first rows as they will be taken over. */
  sample: z.array(
    z.object({ line: z.int(), name: z.string(), organisation: z.string(), function: z.string() }),
  ),
  refused: z.array(refusedRowSchema),
  /** The refused rows as a CSV to correct: the file's own header plus line, column and reason; null when there are none. */
  refusedCsv: z.string().nullable(),
})
export type ListPreview = z.infer<typeof listPreviewSchema>

const listFile = z.strictObject({
  file: binaryFileSchema,
  fileName: z.string().max(300),
  options: listOptionsSchema.default({}),
})

export const registryContract = {
  savePartner: forOrganizer.input(commandInput(registryCommands['save-partner'])).output(ackSchema),
  removePartner: forOrganizer.input(commandInput(registryCommands['remove-partner'])).output(ackSchema),
  saveAttendee: forOrganizer.input(commandInput(registryCommands['save-attendee'])).output(ackSchema),
  removeAttendee: forOrganizer.input(commandInput(registryCommands['remove-attendee'])).output(ackSchema),
  /** Reads a list without changing anything. */
  previewList: forOrganizer.input(listFile).output(listPreviewSchema),
  /** Takes over the rows that the preview accepts. */
  importList: forOrganizer
    .input(commandInput(listFile))
    .output(ackSchema.extend({ preview: listPreviewSchema })),
}
