/** Branded identifiers: a partner's id cannot be passed where an attendee's is wanted. */
import { z } from 'zod'

const opaqueId = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/)

export const partnerIdSchema = opaqueId.brand<'PartnerId'>()
export const attendeeIdSchema = opaqueId.brand<'AttendeeId'>()
export const stationIdSchema = opaqueId.brand<'StationId'>()
export const fieldIdSchema = opaqueId.brand<'FieldId'>()
export const importIdSchema = opaqueId.brand<'ImportId'>()
export const speakerIdSchema = opaqueId.brand<'SpeakerId'>()
export const commandIdSchema = opaqueId.brand<'CommandId'>()
/** SHA-256 of a stored file, 64 lower-case hex digits. */
export const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .brand<'Sha256'>()

export type PartnerId = z.infer<typeof partnerIdSchema>
export type AttendeeId = z.infer<typeof attendeeIdSchema>
export type StationId = z.infer<typeof stationIdSchema>
export type FieldId = z.infer<typeof fieldIdSchema>
export type ImportId = z.infer<typeof importIdSchema>
export type SpeakerId = z.infer<typeof speakerIdSchema>
export type CommandId = z.infer<typeof commandIdSchema>
export type Sha256 = z.infer<typeof sha256Schema>

/** The host itself: the Electron window, the command line, the demo. */
export const HOST_STATION = 'host' as StationId

/** A lone surrogate is no character: it could not be hashed, stored or printed. */
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((given) => given.isWellFormed())
/** One line of text a person typed, trimmed. */
export const lineSchema = text(300)
/** One line that must not be empty. */
export const requiredLineSchema = lineSchema.min(1)
/** A remark or reason, several lines allowed. */
export const noteSchema = text(2000)
