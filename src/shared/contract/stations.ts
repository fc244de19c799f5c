/** Stations: inviting, pairing, revoking. */
import { z } from 'zod'
import { requiredLineSchema, stationIdSchema } from '../domain/ids.ts'
import { roleSchema, stationCommands } from '../domain/station.ts'
import { ackSchema, commandInput, forAnyone, forOrganizer } from './procedure.ts'

export const invitationSchema = z.object({
  /** Six digits, good for one pairing. */
  code: z.string(),
  /** Addresses under which other devices reach the join page, the code in the fragment. */
  urls: z.array(z.string()),
  expiresAt: z.string(),
})
export type Invitation = z.infer<typeof invitationSchema>

export const stationsContract = {
  invite: forOrganizer
    .input(z.strictObject({ role: roleSchema, name: requiredLineSchema }))
    .output(invitationSchema),
  rename: forOrganizer.input(commandInput(stationCommands['rename-station'])).output(ackSchema),
  revoke: forOrganizer.input(commandInput(stationCommands['revoke-station'])).output(ackSchema),
  /** Turns a code, or the secret of an address opened on the host, into a token. PAIRING_CODE_WRONG, PAIRING_LOCKED after too many tries. */
  redeem: forAnyone
    .input(z.strictObject({ code: z.string().max(64) }))
    .output(z.object({ stationId: stationIdSchema, role: roleSchema, name: z.string(), token: z.string() })),
}
