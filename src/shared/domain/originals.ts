/** The paper originals: how many were made, and which of them have been signed by hand. */
import { z } from 'zod'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'
import type { State } from './state.ts'
import { MappeError } from '../errors.ts'

/** `made` counts the last print; `signed` names when each original, by its number, was noted as signed. */
export type Originals = { made: number; signed: Record<string, string> }

const numberSchema = z.int().min(1).max(100)

export const originalsCommands = {
  'note-originals': z.strictObject({ count: numberSchema }),
  'note-original-signed': z.strictObject({ number: numberSchema }),
  'undo-original-signed': z.strictObject({ number: numberSchema }),
}

export type OriginalsEvents = {
  'originals-made': { count: number }
  /** All partners have signed this original by hand, as the organizer says. */
  'original-signed': { number: number }
  'original-signature-undone': { number: number }
}

export const originalsDeciders: Deciders<typeof originalsCommands> = {
  'note-originals': (state, { count }) => {
    if (state.originals.made === count) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'originals-made', payload: { count } })
  },
  'note-original-signed': (state, { number }) => {
    if (!state.agreement) throw new MappeError('AGREEMENT_MISSING')
    if (state.agreement.status === 'draft') throw new MappeError('AGREEMENT_NOT_OPEN')
    if (number > originalsOf(state)) throw new MappeError('NOT_FOUND', { original: number })
    if (state.originals.signed[number]) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'original-signed', payload: { number } })
  },
  'undo-original-signed': (state, { number }) => {
    if (!state.originals.signed[number]) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'original-signature-undone', payload: { number } })
  },
}

export const originalsEvolvers: Evolvers<OriginalsEvents> = {
  'originals-made': (state, { payload }) => {
    state.originals = { ...state.originals, made: payload.count }
  },
  'original-signed': (state, { payload, at }) => {
    const { made, signed } = state.originals
    state.originals = { made, signed: { ...signed, [payload.number]: at } }
  },
  'original-signature-undone': (state, { payload }) => {
    const { [payload.number]: _undone, ...signed } = state.originals.signed
    state.originals = { ...state.originals, signed }
  },
}

/** How many there are: those last made, and those signed before fewer were made. */
export const originalsOf = ({ originals }: State): number =>
  Math.max(originals.made, ...Object.keys(originals.signed).map(Number))

/** Those noted as signed, by number. */
export const signedOriginals = ({ originals }: State): { number: number; at: string }[] =>
  Object.entries(originals.signed)
    .map(([number, at]) => ({ number: Number(number), at }))
    .toSorted((a, b) => a.number - b.number)
