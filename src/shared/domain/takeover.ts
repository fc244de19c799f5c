/** A ceremony that goes on at another computer: taken over from a backup there, or gone on with here in spite of that. */
import { z } from 'zod'
import type { Deciders } from './decision.ts'
import { happened } from './decision.ts'
import type { Evolvers } from './events.ts'
import { lineSchema, noteSchema } from './ids.ts'

/** A place in a journal: the entry's number and hash. */
export const journalPlaceSchema = z.strictObject({
  entries: z.int().min(0),
  head: z.string().regex(/^[0-9a-f]{64}$/),
})
export type JournalPlace = z.infer<typeof journalPlaceSchema>

const elsewhereSchema = journalPlaceSchema.extend({ host: lineSchema, at: z.iso.datetime() })

export const takeoverCommands = {
  /** `entries`, `head`: where the backup ended; `at`: when it was written; `missingFiles`: not in it, or damaged there. */
  'take-over': elsewhereSchema.extend({ newHost: lineSchema, missingFiles: z.int().min(0) }),
  /** `entries`, `head`: where the ceremony stood at the other computer. */
  'overrule-takeover': elsewhereSchema.extend({ reason: noteSchema.min(1) }),
}

type Elsewhere = z.infer<typeof elsewhereSchema>

export type TakeoverEvents = {
  'ceremony-taken-over': Elsewhere & { newHost: string; missingFiles: number }
  /** From here on there are two journals of one ceremony; somebody has said why. */
  'takeover-overruled': Elsewhere & { reason: string }
}

export type Takeover = {
  /** The last time this ceremony came to another computer. */
  last: { host: string; newHost: string; at: string; missingFiles: number } | null
  /** What was overruled last; it is not asked about again. */
  overruled: JournalPlace | null
}

export const noTakeover = (): Takeover => ({ last: null, overruled: null })

export const takeoverDeciders: Deciders<typeof takeoverCommands> = {
  'take-over': (_state, payload) => happened({ type: 'ceremony-taken-over', payload }),
  'overrule-takeover': (_state, payload) => happened({ type: 'takeover-overruled', payload }),
}

export const takeoverEvolvers: Evolvers<TakeoverEvents> = {
  'ceremony-taken-over': (state, { payload: { host, newHost, missingFiles }, at }) => {
    state.takeover = { ...state.takeover, last: { host, newHost, at, missingFiles } }
  },
  'takeover-overruled': (state, { payload: { entries, head } }) => {
    state.takeover = { ...state.takeover, overruled: { entries, head } }
  },
}
