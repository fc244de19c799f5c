/** The lock on the organizer's own pages: a PIN, asked for again after a while without input. */
import { z } from 'zod'
import { pinSchema } from './kiosk.ts'
import { forOrganizer, forOrganizerAlsoLocked } from './procedure.ts'

/** Minutes without input after which the pages lock; null for never. */
const idleMinutesSchema = z.int().min(1).max(120).nullable()

export const screenStatusSchema = z.object({
  hasPin: z.boolean(),
  isLocked: z.boolean(),
  idleMinutes: idleMinutesSchema,
  /** The recovery key of a protected folder takes a forgotten PIN away. */
  canRecover: z.boolean(),
})
export type ScreenStatus = z.infer<typeof screenStatusSchema>

export const screenContract = {
  /** `idleMs`: how long ago this page had its last input; null for a look that says nothing of it. */
  status: forOrganizerAlsoLocked
    .input(z.strictObject({ idleMs: z.number().min(0).nullable().default(null) }))
    .output(screenStatusSchema),
  /** NOT_ALLOWED_NOW { reason: 'no-pin' } where there is none. */
  lock: forOrganizer.output(screenStatusSchema),
  /** PIN_WRONG; PIN_LOCKED { seconds } while wrong ones are waited out. */
  unlock: forOrganizerAlsoLocked
    .input(z.strictObject({ pin: z.string().max(64) }))
    .output(screenStatusSchema),
  /** Takes the PIN away and unlocks. SECRET_WRONG, PIN_LOCKED { seconds }. */
  recover: forOrganizerAlsoLocked
    .input(z.strictObject({ recoveryKey: z.string().max(200) }))
    .output(screenStatusSchema),
  /** Null takes the PIN away. */
  choosePin: forOrganizer
    .input(z.strictObject({ pin: pinSchema.nullable(), idleMinutes: idleMinutesSchema }))
    .output(screenStatusSchema),
}
