/** What a signature is: who signed, in which capacity, how it came onto the screen, and what was agreed to before. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema, requiredLineSchema, sha256Schema } from '../ids.ts'
import { capacitySchema } from '../registry/registry.ts'

/** Who signed, as confirmed by the person on the screen. */
export const signatorySchema = z.strictObject({
  name: requiredLineSchema,
  function: lineSchema,
  capacity: capacitySchema,
  authoritySeenBy: lineSchema.default(''),
})

/** How the ink came to be; `typed` is a name entered by keyboard and set in type, never called drawn. */
export const inputSchema = z.enum(['pen', 'touch', 'mouse', 'typed', 'unknown'])

/** A signature as recorded: the ink lies in a file named by its hash; neither pressure nor timing is kept. */
export const signatureSchema = z.strictObject({
  signatory: signatorySchema,
  attendeeId: attendeeIdSchema.nullable(),
  ink: sha256Schema,
  input: inputSchema,
  /** How often the person drew before confirming. */
  attempts: z.int().min(1).max(1000),
  /** Which consent text was shown, and in which language. */
  consent: z.strictObject({ text: z.string().min(1).max(64), language: z.enum(['de', 'en']) }),
})

export type Signatory = z.infer<typeof signatorySchema>
export type Signature = z.infer<typeof signatureSchema>
export type SignatureInput = z.infer<typeof inputSchema>
