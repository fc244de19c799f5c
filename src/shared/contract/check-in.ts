/** The door. */
import { z } from 'zod'
import { checkInCommands } from '../domain/check-in.ts'
import { ackSchema, commandInput, forRoles } from './procedure.ts'

/** Twice at the door is an outcome, not an error. */
export const checkInOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('checked-in'), seq: z.int(), at: z.string(), stationName: z.string() }),
  z.object({ outcome: z.literal('already-checked-in'), at: z.string(), stationName: z.string() }),
])
export type CheckInOutcome = z.infer<typeof checkInOutcomeSchema>

export const checkInContract = {
  checkIn: forRoles('reception')
    .input(commandInput(checkInCommands['check-in']))
    .output(checkInOutcomeSchema),
  undo: forRoles('reception').input(commandInput(checkInCommands['undo-check-in'])).output(ackSchema),
  walkIn: forRoles('reception').input(commandInput(checkInCommands['admit-walk-in'])).output(ackSchema),
  substitute: forRoles('reception').input(commandInput(checkInCommands.substitute)).output(ackSchema),
}
