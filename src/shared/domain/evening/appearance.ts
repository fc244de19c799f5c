/** How the house that invites wants to be seen: its name, its logo, its colour. Without them everything stays plain. */
import { z } from 'zod'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { lineSchema, sha256Schema } from '../ids.ts'

/** A picture of the logo, kept as a PNG named by its SHA-256; width and height in pixels. */
export const logoSchema = z.strictObject({
  sha256: sha256Schema,
  width: z.int().min(1).max(2000),
  height: z.int().min(1).max(2000),
})

export const appearanceSchema = z.strictObject({
  /** "Landkreis Tübingen"; empty where none is to be shown. */
  house: lineSchema.default(''),
  /** #rrggbb; null for the colours of KERN. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable()
    .default(null),
  logo: logoSchema.nullable().default(null),
})

export type Logo = z.infer<typeof logoSchema>
export type Appearance = z.infer<typeof appearanceSchema>

export const plainAppearance = (): Appearance => ({ house: '', accent: null, logo: null })

export const appearanceCommands = {
  'choose-appearance': appearanceSchema,
}

export type AppearanceEvents = {
  'appearance-chosen': Appearance
}

export const appearanceDeciders: Deciders<typeof appearanceCommands> = {
  'choose-appearance': ({ appearance }, wanted) =>
    JSON.stringify(appearanceSchema.parse(appearance)) === JSON.stringify(appearanceSchema.parse(wanted))
      ? unchanged({ type: 'nothing-to-do' })
      : happened({ type: 'appearance-chosen', payload: wanted }),
}

export const appearanceEvolvers: Evolvers<AppearanceEvents> = {
  'appearance-chosen': (state, { payload }) => {
    state.appearance = payload
  },
}
