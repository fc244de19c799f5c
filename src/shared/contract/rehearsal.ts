/** The rehearsal: beginning and ending it, what it has to show, and what is left of it for the organizer to put right. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema } from '../domain/ids.ts'
import type { RehearsalChecks } from '../domain/evening/rehearsal-checks.ts'
import { POINTS } from '../domain/evening/rehearsal-checks.ts'
import { binaryFileSchema, forOrganizer } from './procedure.ts'

/** What is kept of a rehearsal: when, how many points were checked, which are open, and whose entries are to be put right. */
export const rehearsalResultSchema = z.object({
  began: z.string(),
  ended: z.string(),
  checked: z.int(),
  of: z.int(),
  open: z.array(z.enum(POINTS)),
  corrections: z.array(z.object({ attendeeId: attendeeIdSchema, note: lineSchema })),
})
export type RehearsalResult = z.infer<typeof rehearsalResultSchema>

export type RehearsalStatus = {
  /** Null in the evening itself. */
  current: { id: string; began: string; checks: RehearsalChecks } | null
  /** The last one; null before the first. */
  last: RehearsalResult | null
}

const judged = z.enum(['right', 'wrong'])

export const rehearsalContract = {
  /** NOT_ALLOWED_NOW with a reason. All devices turn to the copy; their connections are closed for it. */
  begin: forOrganizer.output(z.object({ id: z.string() })),
  /** Erases the copy; all devices turn back. */
  end: forOrganizer.output(rehearsalResultSchema),
  /** A signatory's entry was read through. */
  judgeName: forOrganizer.input(
    z.strictObject({
      attendeeId: attendeeIdSchema,
      standing: z.enum(['open', 'right', 'wrong']),
      note: lineSchema.default(''),
    }),
  ),
  /** Whether the test page came out as it should. */
  judgePrinter: forOrganizer.input(z.strictObject({ standing: judged })),
  /** Whether the stage can be read from the last row. */
  judgeStage: forOrganizer.input(z.strictObject({ standing: judged })),
  testPage: forOrganizer.output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** What a rehearsal had shown about this person has been put right. */
  settle: forOrganizer.input(z.strictObject({ attendeeId: attendeeIdSchema })),
}
