/** What every procedure of the contract shares: its roles, the command id, files, the acknowledgement. */
import { oc } from '@orpc/contract'
import { z } from 'zod'
import { commandIdSchema } from '../domain/ids.ts'
import type { Role } from '../domain/station.ts'

/** `unpaired`: a browser that has no token yet and may only ask for one. */
export type Caller = Role | 'unpaired'

export type ProcedureMeta = {
  /** Who may call; the organizer always may, unless the list names `unpaired` alone. */
  roles: readonly Caller[]
  /** The organizer may call it also while their pages are locked. */
  isOpenWhileLocked?: boolean
}

const base = oc.$meta<ProcedureMeta>({ roles: [] })

/** A procedure of browsers that are paired for nothing, on a host that is still locked. */
export const forUnpaired = base.meta({ roles: ['unpaired'] })

/** A procedure of the organizer that asks for no PIN first. */
export const forOrganizerAlsoLocked = base.meta({ roles: ['organizer'], isOpenWhileLocked: true })

/** A procedure that the named roles and the organizer may call. */
export const forRoles = (...roles: Caller[]) => base.meta({ roles: [...roles, 'organizer'] })

/** A procedure of the organizer alone. */
export const forOrganizer = base.meta({ roles: ['organizer'] })

/** A procedure everybody who reaches the host may call, paired or not. */
export const forAnyone = base.meta({
  roles: ['unpaired', 'organizer', 'reception', 'signing', 'display'],
  isOpenWhileLocked: true,
})

/** A file on the wire: a Blob in the browser and in Node alike. */
export type BinaryFile = {
  readonly size: number
  readonly type: string
  arrayBuffer(): Promise<ArrayBuffer>
}
const isBinaryFile = (value: unknown): value is BinaryFile =>
  typeof value === 'object' && value !== null && 'arrayBuffer' in value && 'size' in value

export const binaryFileSchema = z.custom<BinaryFile>(isBinaryFile)

/** The input of a command: its own fields and the id under which it is done at most once. */
export const commandInput = <Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) =>
  schema.extend({ commandId: commandIdSchema })

/** Acknowledged and durable: the seq of the last fact written, and when. */
export const ackSchema = z.object({ seq: z.int(), at: z.string(), unchanged: z.boolean() })
export type Ack = z.infer<typeof ackSchema>
