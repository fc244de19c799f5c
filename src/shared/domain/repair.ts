/** A journal that was damaged and gone on with: noted in what goes on, so that whoever reads it knows what may be missing. */
import { z } from 'zod'
import type { Deciders } from './decision.ts'
import { happened } from './decision.ts'
import type { Evolvers } from './events.ts'
import { lineSchema } from './ids.ts'
import { journalPlaceSchema } from './takeover.ts'

/** `good-part`: with the entries before the damage. `backup`: with the journal of the backup. */
export const repairWaySchema = z.enum(['good-part', 'backup'])
export type RepairWay = z.infer<typeof repairWaySchema>

/** `entry`: the first that was not as it was written. `entries`, `head`: where the journal ended that is gone on with. */
const repairSchema = journalPlaceSchema.extend({
  way: repairWaySchema,
  entry: z.int().min(1),
  reason: lineSchema,
  /** Under this name the damaged journal lies beside the new one. */
  keptAs: lineSchema,
})

export const repairCommands = { 'note-repair': repairSchema }

export type Repair = z.infer<typeof repairSchema>

export type RepairEvents = { 'journal-repaired': Repair }

export const repairDeciders: Deciders<typeof repairCommands> = {
  'note-repair': (_state, payload) => happened({ type: 'journal-repaired', payload }),
}

export const repairEvolvers: Evolvers<RepairEvents> = {
  'journal-repaired': (state, { payload, at }) => {
    state.repaired = { ...payload, at }
  },
}
