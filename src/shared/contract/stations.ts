/** Stations: inviting, asking to join, letting in, moving, revoking. */
import { z } from 'zod'
import { requiredLineSchema, stationIdSchema } from '../domain/ids.ts'
import { deviceSchema, roleSchema, stationCommands } from '../domain/station.ts'
import { ackSchema, commandInput, forAnyone, forOrganizer } from './procedure.ts'

export const invitationSchema = z.object({
  /** Six digits, good for one pairing. */
  code: z.string(),
  /** Addresses under which other devices reach the join page, the code in the fragment. */
  urls: z.array(z.string()),
  expiresAt: z.string(),
})
export type Invitation = z.infer<typeof invitationSchema>

/** A device that has given a right code and waits for the organizer. */
export const askingDeviceSchema = z.object({
  /** The id it will have as a station. */
  id: stationIdSchema,
  role: roleSchema,
  name: z.string(),
  device: deviceSchema,
  /** Where its connection comes from: read off the socket, never from what it says. */
  address: z.string(),
  /** Two digits that stand on both screens. */
  mark: z.string(),
  askedAt: z.string(),
  /** False while it has no connection: it may be loading its page anew. */
  isPresent: z.boolean(),
})
export type AskingDevice = z.infer<typeof askingDeviceSchema>

const pairedSchema = z.object({
  status: z.literal('paired'),
  stationId: stationIdSchema,
  role: roleSchema,
  name: z.string(),
  token: z.string(),
})

/** How it stands with a device that asks: `over` when nobody answered in time, or the host was started anew. */
export const joinProgressSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('waiting'),
    role: roleSchema,
    name: z.string(),
    mark: z.string(),
    /** Whether anybody has the organizer's pages open. */
    organizerIsHere: z.boolean(),
    expiresAt: z.string(),
  }),
  pairedSchema,
  z.object({ status: z.literal('refused') }),
  z.object({ status: z.literal('over') }),
])
export type JoinProgress = z.infer<typeof joinProgressSchema>

const askingSchema = z.object({ status: z.literal('asking'), ticket: z.string() })
const oneDevice = z.strictObject({ id: stationIdSchema })

export const stationsContract = {
  invite: forOrganizer
    .input(z.strictObject({ role: roleSchema, name: requiredLineSchema }))
    .output(invitationSchema),
  /** Its code is good no more; nothing to do where it was used or has run out. */
  withdrawInvitation: forOrganizer.input(z.strictObject({ code: z.string().regex(/^\d{6}$/) })),
  /** A secret that opens a surface without further asking, good once and for five minutes; `url` is for this computer. */
  openHere: forOrganizer
    .input(z.strictObject({ role: roleSchema, name: requiredLineSchema }))
    .output(z.object({ secret: z.string(), url: z.string() })),
  rename: forOrganizer.input(commandInput(stationCommands['rename-station'])).output(ackSchema),
  /** The station keeps its token; its page forgets what it was and becomes the other surface. */
  move: forOrganizer.input(commandInput(stationCommands['move-station'])).output(ackSchema),
  revoke: forOrganizer.input(commandInput(stationCommands['revoke-station'])).output(ackSchema),
  /** Lets a device in; again for one that is in already changes nothing. NOT_FOUND when it waits no longer. */
  confirm: forOrganizer.input(oneDevice).output(z.object({ unchanged: z.boolean() })),
  refuse: forOrganizer.input(oneDevice),
  /**
   * The secret of an address becomes a token at once; a code becomes a ticket, with which the device waits for
   * the organizer (`live.joining`). `isTouch` helps to tell a tablet from a computer. PAIRING_CODE_WRONG, PAIRING_LOCKED with the seconds to wait.
   */
  redeem: forAnyone
    .input(z.strictObject({ code: z.string().max(64), isTouch: z.boolean().default(false) }))
    .output(z.discriminatedUnion('status', [pairedSchema, askingSchema])),
}
