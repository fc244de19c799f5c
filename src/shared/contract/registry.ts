/** Partners and attendees: keeping and importing them. */
import { z } from 'zod'
import { attendeeIdSchema } from '../domain/ids.ts'
import { columnChoiceSchema, columnTargetSchema, listedFieldSchema } from '../domain/registry/list-columns.ts'
import { listImportCommands } from '../domain/registry/list-import.ts'
import { registryCommands } from '../domain/registry/registry.ts'
import { ticketCommands } from '../domain/door/ticket.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer } from './procedure.ts'

/** As many as one import may hold guests. */
const MOST_CHOICES = 20_000

export const encodingSchema = z.enum([
  'utf-8',
  'windows-1252',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'ibm850',
  'macintosh',
])
export const separatorSchema = z.enum([';', ',', '\t', '|'])

/** How a list file is read; what is left out is found out. */
export const listOptionsSchema = z.strictObject({
  encoding: encodingSchema.optional(),
  separator: separatorSchema.optional(),
  /** Name of a workbook's sheet. */
  sheet: z.string().max(200).optional(),
  /** Line of the header in the file, from 1; 0: the list has none. */
  headerLine: z.int().min(0).max(1_000_000).optional(),
  columns: columnChoiceSchema.optional(),
  /** Put right what was read in the wrong encoding before ("MÃ¼ller"). */
  mend: z.boolean().optional(),
})
export type ListOptions = z.infer<typeof listOptionsSchema>

/** Whose list it is, where its header tells. */
export const listSourceSchema = z.enum(['pretix', 'eventbrite', 'outlook', 'alfio', 'office-list', 'vcard'])
export type ListSource = z.infer<typeof listSourceSchema>

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
    'called-off',
  ]),
  value: z.string(),
  cells: z.array(z.string()),
})
export type RefusedRow = z.infer<typeof refusedRowSchema>

/** What in a list looks as if a program had spoilt or changed it; told once with the first place. */
export const listFindingSchema = z.object({
  kind: z.enum([
    'formulas',
    'lost-zeros',
    'rounded-numbers',
    'seat-dates',
    'repeated-headers',
    'companions-unclear',
    'companions-named',
    'several-people',
    'lacking-letters',
  ]),
  count: z.int(),
  line: z.int(),
  example: z.string(),
})
export type ListFinding = z.infer<typeof listFindingSchema>

export const fieldChangeSchema = z.object({
  field: listedFieldSchema,
  from: z.string(),
  to: z.string(),
  /** Whether it is taken over unless the user says otherwise. */
  isTaken: z.boolean(),
})
export type FieldChange = z.infer<typeof fieldChangeSchema>

/** Who has been let in is changed on an explicit tick only, who has signed never. */
export const guestStandingSchema = z.enum(['expected', 'arrived', 'signed'])
export type GuestStanding = z.infer<typeof guestStandingSchema>

const listedPerson = z.object({
  line: z.int(),
  name: z.string(),
  organisation: z.string(),
  function: z.string(),
  /** How many come along; absent for nobody. */
  companions: z.int().optional(),
})
const knownPerson = z.object({
  attendeeId: attendeeIdSchema,
  name: z.string(),
  organisation: z.string(),
  standing: guestStandingSchema,
})

/** A list against the registry. Each part holds its first entries; the counts, and what is proposed, are of all. */
export const listDiffSchema = z.object({
  counts: z.object({
    added: z.int(),
    changed: z.int(),
    vanished: z.int(),
    doubtful: z.int(),
    unchanged: z.int(),
  }),
  /** What an import would do if nobody chose otherwise. */
  proposed: z.object({ added: z.int(), changed: z.int() }),
  added: z.array(listedPerson),
  changed: z.array(knownPerson.extend({ line: z.int(), fields: z.array(fieldChangeSchema) })),
  /** Guests of an earlier list who do not stand in this one; they stay unless they are removed. */
  vanished: z.array(knownPerson.extend({ isRemovable: z.boolean() })),
  /** Rows that may mean a guest who is known under another spelling or at another organisation. */
  doubtful: z.array(
    listedPerson.extend({
      known: knownPerson,
      because: z.enum(['sounds-alike', 'names-swapped', 'other-organisation']),
      /** What holds unless the user decides: the same person, or another one. */
      isSame: z.boolean(),
      fields: z.array(fieldChangeSchema),
    }),
  ),
})
export type ListDiff = z.infer<typeof listDiffSchema>

export const diffPartSchema = z.enum(['added', 'changed', 'doubtful', 'vanished'])
export type DiffPart = z.infer<typeof diffPartSchema>

/** As many entries as one page of a diff holds. */
export const MOST_PER_PAGE = 100

/** Entries of one part of a diff; the other parts are empty. `found`: how many there are in all that the search finds. */
export const diffPageSchema = z.object({
  found: z.int(),
  seen: z.string(),
  rows: listDiffSchema.pick({ added: true, changed: true, doubtful: true, vanished: true }),
})
export type DiffPage = z.infer<typeof diffPageSchema>

/** What the user wants otherwise than the diff proposes. */
export const listChoicesSchema = z.strictObject({
  /** Lines of new guests that are not taken over. */
  leaveOut: z.array(z.int()).max(MOST_CHOICES).default([]),
  /** For a known guest exactly these fields. */
  fields: z
    .array(z.strictObject({ attendeeId: attendeeIdSchema, take: z.array(listedFieldSchema).max(20) }))
    .max(MOST_CHOICES)
    .default([]),
  remove: z.array(attendeeIdSchema).max(MOST_CHOICES).default([]),
  doubts: z
    .array(z.strictObject({ line: z.int(), isSame: z.boolean() }))
    .max(MOST_CHOICES)
    .default([]),
})
export type ListChoices = z.infer<typeof listChoicesSchema>

export const listPreviewSchema = z.object({
  fileName: z.string(),
  format: z.enum(['csv', 'xlsx', 'vcard']),
  source: listSourceSchema.nullable(),
  encoding: encodingSchema.nullable(),
  separator: separatorSchema.nullable(),
  sheets: z.array(z.string()),
  sheet: z.string().nullable(),
  /** 0 when the list has no header. */
  headerLine: z.int(),
  /** Each header of the file and what it means; null when it is not taken over. */
  columns: z.array(z.object({ header: z.string(), target: columnTargetSchema.nullable() })),
  /** The columns are those that were chosen the last time for this header. */
  isRemembered: z.boolean(),
  /** Columns that this choice leaves out although their meaning is known, by their place; perhaps nobody knew it then. */
  overlooked: z.array(z.object({ at: z.int(), target: columnTargetSchema })),
  /** Without a column of names nobody can be taken over, and there is no diff. */
  hasNames: z.boolean(),
  misread: z.object({ stands: z.string(), meant: z.string() }).nullable(),
  isMended: z.boolean(),
  findings: z.array(listFindingSchema),
  rows: z.int(),
  /** The first rows below the header, as they stand in the file. */
  firstRows: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
  /** New guests. */
  accepted: z.int(),
  /** Guests whom the registry holds already just so. */
  alreadyKnown: z.int(),
  /** Organisations that the registry does not know yet; they are added as guests. */
  newOrganisations: z.array(z.string()),
  diff: listDiffSchema,
  /** Names this very diff: whoever takes it over says by it what they have seen. */
  seen: z.string(),
  refused: z.array(refusedRowSchema),
  /** The refused rows as a CSV to correct: the file's own header plus line, column and reason; null when there are none. */
  refusedCsv: z.string().nullable(),
})
export type ListPreview = z.infer<typeof listPreviewSchema>

/** What an import has done. */
export const importOutcomeSchema = ackSchema.extend({
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  partners: z.int(),
})
export type ImportOutcome = z.infer<typeof importOutcomeSchema>

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
  /** Another code for the door; what bears the one before is void. */
  reissueTicket: forOrganizer.input(commandInput(ticketCommands['reissue-ticket'])).output(ackSchema),
  /** Reads a list without changing anything. */
  previewList: forOrganizer.input(listFile).output(listPreviewSchema),
  /** More of the diff that was `seen`. CONFLICT { reason: 'list-moved' } when it is another one by now. */
  pageOfDiff: forOrganizer
    .input(
      listFile.extend({
        part: diffPartSchema,
        search: z.string().max(200).default(''),
        offset: z.int().min(0).max(MOST_CHOICES),
        seen: z.string().max(100),
      }),
    )
    .output(diffPageSchema),
  /**
   * Takes over a list: all of it or nothing. CONFLICT { reason: 'list-moved' } when the diff is no longer the one that was `seen`.
   */
  importList: forOrganizer
    .input(
      commandInput(
        listFile.extend({
          choices: listChoicesSchema.default({ leaveOut: [], fields: [], remove: [], doubts: [] }),
          seen: z.string().max(100).nullable().default(null),
        }),
      ),
    )
    .output(importOutcomeSchema),
  /** Takes an import back, but for what was changed since. CONFLICT { reason: 'import-not-known' } · NOT_ALLOWED_NOW { reason: 'import-all-kept' } */
  undoImport: forOrganizer.input(commandInput(listImportCommands['undo-import'])).output(ackSchema),
}
