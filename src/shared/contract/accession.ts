/** Partners who join the sealed agreement afterwards. */
import { z } from 'zod'
import { lineSchema, partnerIdSchema, requiredLineSchema } from '../domain/ids.ts'
import { ackSchema, commandInput, forOrganizer } from './procedure.ts'

export const accessionDraftSchema = z.strictObject({
  partners: z.array(partnerIdSchema).min(1).max(100),
  /** What the agreement is called in the declaration. */
  title: requiredLineSchema,
  place: lineSchema,
  /** Local calendar day, YYYY-MM-DD. */
  date: z.iso.date(),
})

export const accessionProcedures = {
  /**
   * Makes the declaration for those who join and puts it in the place of what was sealed, as a draft.
   * NOT_ALLOWED_NOW { reason: 'not-sealed' | 'has-joined' }.
   */
  beginAccession: forOrganizer.input(commandInput(accessionDraftSchema)).output(ackSchema),
  /** Calls off an accession that nobody has signed; what was sealed before is current again. */
  cancelAccession: forOrganizer.input(commandInput(z.strictObject({}))).output(ackSchema),
  /** Takes up again what was called off last. NOT_ALLOWED_NOW { reason: 'not-resumable' }: another was begun since, or somebody it names is gone. */
  resumeAccession: forOrganizer.input(commandInput(z.strictObject({}))).output(ackSchema),
}
