/** The signing table. */
import { z } from 'zod'
import { partnerIdSchema, requiredLineSchema, sha256Schema } from '../domain/ids.ts'
import { signatureSchema } from '../domain/signing/signature.ts'
import { signingCommands } from '../domain/signing/signing.ts'
import { signingPlanCommands } from '../domain/signing/signing-plan.ts'
import { ackSchema, commandInput, forOrganizer, forRoles } from './procedure.ts'

/** Filled outlines of the ink (see ink.ts); no time, no pressure. */
export const inkSchema = z.strictObject({
  width: z.number().positive().max(10_000),
  height: z.number().positive().max(10_000),
  paths: z.array(z.array(z.number().min(-10_000).max(20_000)).max(20_000)).max(2000),
})
export type InkOnWire = z.infer<typeof inkSchema>

/** Live ink on its way to the stage: points of one stroke in fractions of the pad, with the half-width of the line. Never stored. */
export const liveStrokeSchema = z.strictObject({
  partnerId: partnerIdSchema,
  /** Counts strokes of one attempt; -1 clears the pad. */
  stroke: z.int().min(-1).max(5000),
  /** Pad width divided by pad height. */
  aspect: z.number().positive().max(100),
  /** Flat x, y, half-width …; x and half-width in fractions of the pad's width, y of its height. */
  points: z.array(z.number().min(-1).max(2)).max(3000),
})
export type LiveStroke = z.infer<typeof liveStrokeSchema>

const givenSignature = z.strictObject({
  partnerId: partnerIdSchema,
  signature: signatureSchema.omit({ ink: true }).extend({
    ink: inkSchema,
    /** What was typed, where nothing was drawn; the ink is then made of it. */
    typed: requiredLineSchema.optional(),
  }),
})

export const signingContract = {
  call: forOrganizer.input(commandInput(signingCommands['call-partner'])).output(ackSchema),
  cancelCall: forOrganizer.input(commandInput(signingCommands['cancel-call'])).output(ackSchema),
  moveCall: forOrganizer.input(commandInput(signingCommands['move-call'])).output(ackSchema),
  /** The station that asks is the one that signs: the host's own desk. */
  signHere: forOrganizer.input(commandInput(signingCommands['sign-here'])).output(ackSchema),
  plan: forOrganizer.input(commandInput(signingPlanCommands['plan-signing'])).output(ackSchema),
  take: forRoles('signing').input(commandInput(signingCommands['take-task'])).output(ackSchema),
  /** A name set in the documents' typeface, for those who cannot draw. GLYPH_MISSING, INPUT_INVALID. */
  typeset: forRoles('signing')
    .input(z.strictObject({ name: requiredLineSchema }))
    .output(inkSchema),
  /** INK_TOO_LITTLE for a dot, a straight line or nothing; INPUT_INVALID for a typed name that is not in the typeface. */
  give: forRoles('signing').input(commandInput(givenSignature)).output(ackSchema),
  decline: forRoles('signing').input(commandInput(signingCommands['decline-signature'])).output(ackSchema),
  withdraw: forOrganizer.input(commandInput(signingCommands['withdraw-signature'])).output(ackSchema),
  redo: forOrganizer.input(commandInput(signingCommands['redo-signature'])).output(ackSchema),
  leaveToPaper: forOrganizer.input(commandInput(signingCommands['leave-to-paper'])).output(ackSchema),
  /** Ink of a recorded signature, by its hash. */
  ink: forRoles('display')
    .input(z.strictObject({ ink: sha256Schema }))
    .output(inkSchema),
  /** Passes running ink on to the stage; dropped when live ink is off. */
  draw: forRoles('signing').input(liveStrokeSchema).output(z.void()),
}
