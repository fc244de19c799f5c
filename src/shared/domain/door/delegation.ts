/** Several guests who come together, let in at once: all of them, or nobody. */
import { z } from 'zod'
import { companionsSchema } from './heads.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import { attendeeIdSchema } from '../ids.ts'
import { admitted, lateCheckIn } from './late-arrival.ts'
import { lateSchema } from './late.ts'
import { attendeeOf, attendeeSchema } from '../registry/registry.ts'

export const delegationCommands = {
  /** Who is in already is passed over. */
  'admit-delegation': z.strictObject({
    guests: z
      .array(
        z.strictObject({
          attendeeId: attendeeIdSchema,
          companions: companionsSchema.default(0),
          /** As the desk knew them, in case the list has lost them since. */
          guest: attendeeSchema.optional(),
        }),
      )
      .min(1)
      .max(2_000),
    late: lateSchema.optional(),
  }),
}

export const delegationDeciders: Deciders<typeof delegationCommands> = {
  /** NOT_FOUND where one of them is not on the list: then nobody is let in. */
  'admit-delegation': (state, { guests, late }, context) => {
    const each = [...new Map(guests.map((entry) => [entry.attendeeId, entry])).values()]
    const events = each.flatMap(({ attendeeId, companions, guest }) => {
      if (late) {
        const decision = lateCheckIn(state, { attendeeId, companions, guest, late }, context)
        return 'events' in decision ? decision.events : []
      }
      attendeeOf(state, attendeeId)
      return state.arrivals[attendeeId] ? [] : [admitted(attendeeId, companions)]
    })
    return events.length > 0 ? happened(...events) : unchanged({ type: 'nothing-to-do' })
  },
}
