/** With what is sealed: the host's own key or the organisation's, and a timestamp service. */
import { z } from 'zod'
import { binaryFileSchema, forOrganizer } from './procedure.ts'

export const sealKeySchema = z.object({
  kind: z.enum(['own', 'organisation']),
  /** False for the organisation's key after the program was started anew: it is never stored and has to be chosen again. */
  isAtHand: z.boolean(),
  /** The certificate's holder and issuer, its end (ISO), its SHA-256. Null for the own key until the first seal makes it. */
  subject: z.string().nullable(),
  issuer: z.string().nullable(),
  notAfter: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** What speaks against the certificate, though it can be used. */
  warnings: z.array(z.enum(['expired', 'not-yet-valid', 'not-for-signing'])),
  /** Address of an RFC 3161 service; null for no timestamp. */
  timestampServer: z.string().nullable(),
})
export type SealKeyView = z.infer<typeof sealKeySchema>

export const timestampServerSchema = z.url({ protocol: /^https?$/ }).max(500)

export const sealKeyProcedures = {
  sealKey: forOrganizer.output(sealKeySchema),
  /**
   * Takes the organisation's key (PKCS#12) for as long as this program runs; key and password are kept in memory only.
   * KEY_PASSWORD_WRONG, KEY_UNREADABLE.
   */
  useSealKey: forOrganizer
    .input(z.strictObject({ file: binaryFileSchema, password: z.string().max(500) }))
    .output(sealKeySchema),
  useOwnKey: forOrganizer.output(sealKeySchema),
  setTimestampServer: forOrganizer
    .input(z.strictObject({ url: timestampServerSchema.nullable() }))
    .output(sealKeySchema),
}
