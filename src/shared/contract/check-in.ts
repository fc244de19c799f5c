/** The door. */
import { z } from 'zod'
import { checkInCommands } from '../domain/door/check-in.ts'
import { companionCommands } from '../domain/door/companions.ts'
import { delegationCommands } from '../domain/door/delegation.ts'
import { CONFLICT_KINDS, doorConflictCommands } from '../domain/door/door-conflict.ts'
import { deskTimesSchema } from '../domain/door/late.ts'
import { mergeUndoCommands } from '../domain/door/merge-undo.ts'
import { standInCommands } from '../domain/door/stand-in.ts'
import { ackSchema, commandInput, forRoles } from './procedure.ts'

/** What a desk did while apart may not fit what another did: it is kept all the same, and this says so. */
const conflict = z.enum(CONFLICT_KINDS).nullable()

/** Twice at the door is an outcome, not an error. */
export const checkInOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('checked-in'),
    seq: z.int(),
    at: z.string(),
    stationName: z.string(),
    conflict,
  }),
  z.object({ outcome: z.literal('already-checked-in'), at: z.string(), stationName: z.string() }),
])
export type CheckInOutcome = z.infer<typeof checkInOutcomeSchema>

export const doorAckSchema = ackSchema.extend({ conflict })
export type DoorAck = z.infer<typeof doorAckSchema>

/** How many guests the act let in; those who were in already are not among them. */
export const delegationAckSchema = doorAckSchema.extend({ admitted: z.int() })
export type DelegationAck = z.infer<typeof delegationAckSchema>

/** Given when the desk has acted on its own and tells later; the host turns it into the time by its own clock. */
const offline = { offline: deskTimesSchema.optional() }
const commands = { ...checkInCommands, ...companionCommands, ...delegationCommands, ...standInCommands }

export const checkInContract = {
  checkIn: forRoles('reception')
    .input(commandInput(commands['check-in'].omit({ late: true }).extend(offline)))
    .output(checkInOutcomeSchema),
  undo: forRoles('reception')
    .input(commandInput(commands['undo-check-in'].omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  walkIn: forRoles('reception')
    .input(commandInput(commands['admit-walk-in'].omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  substitute: forRoles('reception')
    .input(commandInput(commands.substitute.omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  standIn: forRoles('reception')
    .input(commandInput(commands['stand-in'].omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  undoStandIn: forRoles('reception')
    .input(commandInput(commands['undo-stand-in'].omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  joinCompanions: forRoles('reception')
    .input(commandInput(commands['join-companions'].omit({ late: true }).extend(offline)))
    .output(doorAckSchema),
  admitDelegation: forRoles('reception')
    .input(commandInput(commands['admit-delegation'].omit({ late: true }).extend(offline)))
    .output(delegationAckSchema),
  settle: forRoles('reception')
    .input(commandInput(doorConflictCommands['settle-conflict']))
    .output(ackSchema),
  /** Two who were taken for one are two again. CONFLICT { reason: 'merge-not-known' } · NOT_ALLOWED_NOW { reason: 'called' | 'merged-since' } */
  undoMerge: forRoles('reception').input(commandInput(mergeUndoCommands['undo-merge'])).output(ackSchema),
}
