/** What can be printed for the door and the hall, and what can be taken out as a table. */
import { z } from 'zod'
import { checkInCommands } from '../domain/door/check-in.ts'
import { attendeeIdSchema } from '../domain/ids.ts'
import { paperCommands, printSchema } from '../domain/paper/paper.ts'
import { ackSchema, binaryFileSchema, commandInput, forOrganizer, forRoles } from './procedure.ts'

export const badgeFormatSchema = z.enum(['label-62', 'cr80', 'a6', 'a7', 'sheet-90x54'])
export const placeCardFormatSchema = z.enum(['tent', 'four'])
export type BadgeFormat = z.infer<typeof badgeFormatSchema>
export type PlaceCardFormat = z.infer<typeof placeCardFormatSchema>

/** Millimetres to the right and down. */
const offsetSchema = z.strictObject({ x: z.number().min(-20).max(20), y: z.number().min(-20).max(20) })

/** How badges lie on the paper; `startAt` is the first free place of the first sheet, from 1. */
const badgeLayout = {
  offset: offsetSchema.default({ x: 0, y: 0 }),
  format: badgeFormatSchema.default('sheet-90x54'),
  startAt: z.int().min(1).max(10).default(1),
}

/** Whose: everybody who comes, those with a seat, the guests of honour; `due` leaves out what is printed and still right. */
const choiceSchema = {
  whom: z.enum(['all', 'seated', 'honoured']).default('all'),
  which: z.enum(['every', 'due']).default('every'),
  /** These alone, in whatever state. */
  attendeeIds: z.array(attendeeIdSchema).max(20_000).optional(),
  order: z.enum(['name', 'organisation', 'seat']).default('organisation'),
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
    ...badgeLayout,
  }),
  z.strictObject({
    what: z.literal('cards'),
    ...choiceSchema,
    offset: badgeLayout.offset,
    format: placeCardFormatSchema.default('four'),
  }),
  z.strictObject({ what: z.literal('seating'), order: z.enum(['seat', 'organisation']).default('seat') }),
  z.strictObject({ what: z.literal('honour') }),
])
export type PrintOrder = z.infer<typeof printOrderSchema>

export const guestBadgeSchema = z.strictObject({ attendeeId: attendeeIdSchema, ...badgeLayout })
export type GuestBadgeOrder = z.infer<typeof guestBadgeSchema>

export const exportWhatSchema = z.enum(['guests', 'partners', 'arrivals', 'log'])
export const exportFormatSchema = z.enum(['csv', 'xlsx', 'json'])
export type ExportWhat = z.infer<typeof exportWhatSchema>
export type ExportFormat = z.infer<typeof exportFormatSchema>

const madeFile = z.object({ file: binaryFileSchema, fileName: z.string() })

export const printingContract = {
  /** Which letters of these texts the typeface of the print lacks, each once: asked while they are typed. */
  lettersLacking: forOrganizer
    .input(z.strictObject({ text: z.string().max(20_000) }))
    .output(z.object({ letters: z.array(z.string()) })),
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
  /**
   * The badge of one guest, for a desk. `earlier`: whether one was printed before, with the same on it or not; `isPrintable`: the
   * typeface has all its letters; `voidNames`: whose badges must not be handed out any more because this guest comes instead.
   * NOT_FOUND · NOT_ALLOWED_NOW { reason: 'nothing-to-print' }: somebody who does not come gets none.
   */
  badge: forRoles('reception')
    .input(guestBadgeSchema)
    .output(
      madeFile.extend({
        print: printSchema,
        earlier: z.enum(['none', 'same', 'other']),
        isPrintable: z.boolean(),
        voidNames: z.array(z.string()),
      }),
    ),
  /** That badge has come out well. */
  noteBadge: forRoles('reception')
    .input(commandInput(z.strictObject({ print: printSchema })))
    .output(ackSchema),
  /** The void badges that `badge` has named for this guest are thrown away. */
  discardBadgesBehind: forRoles('reception')
    .input(commandInput(paperCommands['discard-badges-behind']))
    .output(ackSchema),
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
