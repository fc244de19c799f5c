/** What can be printed for the door and the hall, and what can be taken out as a table. */
import { z } from 'zod'
import { checkInCommands } from '../domain/door/check-in.ts'
import { attendeeIdSchema } from '../domain/ids.ts'
import { paperCommands } from '../domain/paper/paper.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer } from './procedure.ts'

export const badgeFormatSchema = z.enum(['label-62', 'cr80', 'a6', 'a7', 'sheet-90x54'])
export const placeCardFormatSchema = z.enum(['tent', 'four'])
export type BadgeFormat = z.infer<typeof badgeFormatSchema>
export type PlaceCardFormat = z.infer<typeof placeCardFormatSchema>

/** Millimetres to the right and down. */
const offsetSchema = z.strictObject({ x: z.number().min(-20).max(20), y: z.number().min(-20).max(20) })

/** Whose: everybody who comes, those with a seat, the guests of honour; `due` leaves out what is printed and still right. */
const choiceSchema = {
  whom: z.enum(['all', 'seated', 'honoured']).default('all'),
  which: z.enum(['every', 'due']).default('every'),
  /** These alone, in whatever state. */
  attendeeIds: z.array(attendeeIdSchema).max(20_000).optional(),
  order: z.enum(['name', 'organisation', 'seat']).default('organisation'),
  offset: offsetSchema.default({ x: 0, y: 0 }),
}

export const printOrderSchema = z.discriminatedUnion('what', [
  z.strictObject({
    what: z.literal('attendance'),
    order: z.enum(['name', 'organisation']).default('organisation'),
    toSign: z.boolean().default(false),
  }),
  z.strictObject({
    what: z.literal('badges'),
    ...choiceSchema,
    format: badgeFormatSchema.default('sheet-90x54'),
    /** First free place of the first sheet, from 1. */
    startAt: z.int().min(1).max(10).default(1),
  }),
  z.strictObject({
    what: z.literal('cards'),
    ...choiceSchema,
    format: placeCardFormatSchema.default('four'),
  }),
  z.strictObject({ what: z.literal('seating'), order: z.enum(['seat', 'organisation']).default('seat') }),
  z.strictObject({ what: z.literal('honour') }),
])
export type PrintOrder = z.infer<typeof printOrderSchema>

export const exportWhatSchema = z.enum(['guests', 'partners', 'arrivals', 'log'])
export const exportFormatSchema = z.enum(['csv', 'xlsx', 'json'])
export type ExportWhat = z.infer<typeof exportWhatSchema>
export type ExportFormat = z.infer<typeof exportFormatSchema>

const madeFile = z.object({ file: binaryFileSchema, fileName: z.string() })

export const printingContract = {
  /**
   * `printed` is what to note once the pieces have come out well; null for lists. `unprintable` names the guests whose words have
   * letters that the typeface lacks.
   */
  print: forOrganizer.input(printOrderSchema).output(
    madeFile.extend({
      printed: paperCommands['note-printed'].nullable(),
      unprintable: z.array(z.string()),
    }),
  ),
  notePrinted: forOrganizer.input(commandInput(paperCommands['note-printed'])).output(ackSchema),
  discardPrint: forOrganizer.input(commandInput(paperCommands['discard-print'])).output(ackSchema),
  /** Ticks from a list on paper: how many were entered, the rest were in already or are off the list. */
  enterTicks: forOrganizer
    .input(commandInput(checkInCommands['enter-paper-ticks']))
    .output(ackSchema.extend({ entered: z.int() })),
  export: forOrganizer
    .input(z.strictObject({ what: exportWhatSchema, format: exportFormatSchema }))
    .output(madeFile),
}
