/** The signing tablet as a kiosk: only the organizer's PIN leads out of it. */
import { z } from 'zod'
import { forOrganizer, forRoles } from './procedure.ts'

/** Digits only: it is typed on a tablet, while a guest waits. */
export const pinSchema = z.string().regex(/^\d{4,12}$/)

export const kioskContract = {
  /** Whether a PIN is asked for. */
  status: forRoles('signing').output(z.object({ isLocked: z.boolean() })),
  /** Null takes the PIN away. */
  choosePin: forOrganizer.input(z.strictObject({ pin: pinSchema.nullable() })).output(z.void()),
  /** PIN_WRONG; PIN_LOCKED { seconds } while wrong ones are waited out. */
  leave: forRoles('signing')
    .input(z.strictObject({ pin: z.string().max(64) }))
    .output(z.void()),
}
