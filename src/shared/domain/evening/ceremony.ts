/** The ceremony: what, when, where, how many seats, and the agenda. */
import { z } from 'zod'
import { lineSchema, noteSchema, requiredLineSchema } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { followAgenda } from './run.ts'

export const agendaItemSchema = z.strictObject({
  title: requiredLineSchema,
  speaker: lineSchema.default(''),
  minutes: z.int().min(0).max(600).nullable().default(null),
  /** A round of questions opens the list of speakers. */
  kind: z.enum(['questions']).optional(),
})

/**
 * The form the contract needs (§ 57 VwVfG, § 56 SGB X): a binding public-law contract wants wet ink,
 * a declaration of intent does not; unsure is treated as binding.
 */
export const contractFormSchema = z.enum(['binding', 'declaration', 'unsure'])

export const ceremonySchema = z.strictObject({
  title: requiredLineSchema,
  /** The county, town or office that invites. */
  host: requiredLineSchema,
  /** Local calendar day, YYYY-MM-DD. */
  date: z.iso.date(),
  /** Local time, HH:MM. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  room: lineSchema.default(''),
  address: lineSchema.default(''),
  /** The town that stands before the date in a signature block. */
  town: requiredLineSchema,
  /** Seats in the hall; null when nobody counts. */
  capacity: z.int().min(1).max(100_000).nullable().default(null),
  agenda: z.array(agendaItemSchema).max(50).default([]),
  contractForm: contractFormSchema.default('unsure'),
  /** What the guests on the list have done so far: registered (so it is taken without a word), or only been invited. */
  guestList: z.enum(['registered', 'invited']).optional(),
  /** Whether the stage shows the ink while a person draws. */
  liveInk: z.boolean().default(true),
  note: noteSchema.default(''),
})

export type Ceremony = z.infer<typeof ceremonySchema>
export type AgendaItem = z.infer<typeof agendaItemSchema>
export type ContractForm = z.infer<typeof contractFormSchema>

export const ceremonyCommands = {
  'describe-ceremony': z.strictObject({ ceremony: ceremonySchema }),
}

export type CeremonyEvents = {
  'ceremony-described': { ceremony: Ceremony }
}

export const ceremonyDeciders: Deciders<typeof ceremonyCommands> = {
  'describe-ceremony': (_state, { ceremony }) =>
    happened({ type: 'ceremony-described', payload: { ceremony } }),
}

export const ceremonyEvolvers: Evolvers<CeremonyEvents> = {
  'ceremony-described': (state, { seq, payload }) => {
    followAgenda(state, state.ceremony?.agenda ?? [], payload.ceremony.agenda)
    state.ceremony = payload.ceremony
    state.signingSeq = seq
  },
}
