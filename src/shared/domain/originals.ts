/** The paper originals: how many were made, and which of them have been signed by hand. */
import { z } from 'zod'
import { stateOf } from './accession.ts'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'
import type { State } from './state.ts'
import { MappeError } from '../errors.ts'

/** `made` counts the last print; `signed` names when each original, by its number, was noted as signed. */
export type Originals = { made: number; signed: Record<string, string> }

const numberSchema = z.int().min(1).max(100)

/** Of which document: 0 the agreement, then the accessions; what is current when left out. */
export const documentSchema = z.int().min(0).max(1000).optional()

export const originalsCommands = {
  'note-originals': z.strictObject({ count: numberSchema, document: documentSchema }),
  'note-original-signed': z.strictObject({ number: numberSchema, document: documentSchema }),
  'undo-original-signed': z.strictObject({ number: numberSchema, document: documentSchema }),
}

/** Only where it is a concluded one is the document said. */
type OfDocument = { document?: number | undefined }

export type OriginalsEvents = {
  'originals-made': { count: number } & OfDocument
  /** All partners have signed this original by hand, as the organizer says. */
  'original-signed': { number: number } & OfDocument
  'original-signature-undone': { number: number } & OfDocument
}

export const originalsDeciders: Deciders<typeof originalsCommands> = {
  'note-originals': (state, { count, document }) => {
    const { originals } = stateOf(state, document ?? state.concluded.length)
    if (originals.made === count) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'originals-made', payload: { count, ...concludedOnly(state, document) } })
  },
  'note-original-signed': (state, { number, document }) => {
    const of = stateOf(state, document ?? state.concluded.length)
    if (!of.agreement) throw new MappeError('AGREEMENT_MISSING')
    if (of.agreement.status === 'draft') throw new MappeError('AGREEMENT_NOT_OPEN')
    if (number > originalsOf(of)) throw new MappeError('NOT_FOUND', { original: number })
    if (of.originals.signed[number]) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'original-signed', payload: { number, ...concludedOnly(state, document) } })
  },
  'undo-original-signed': (state, { number, document }) => {
    const { originals } = stateOf(state, document ?? state.concluded.length)
    if (!originals.signed[number]) return unchanged({ type: 'nothing-to-do' })
    const payload = { number, ...concludedOnly(state, document) }
    return happened({ type: 'original-signature-undone', payload })
  },
}

const concludedOnly = ({ concluded }: State, document: number | undefined): OfDocument =>
  document === undefined || document === concluded.length ? {} : { document }

export const originalsEvolvers: Evolvers<OriginalsEvents> = {
  'originals-made': (state, { payload }) =>
    change(state, payload, (originals) => ({ ...originals, made: payload.count })),
  'original-signed': (state, { payload, at }) =>
    change(state, payload, ({ made, signed }) => ({ made, signed: { ...signed, [payload.number]: at } })),
  'original-signature-undone': (state, { payload }) =>
    change(state, payload, (originals) => {
      const { [payload.number]: _undone, ...signed } = originals.signed
      return { ...originals, signed }
    }),
}

function change(state: State, { document }: OfDocument, step: (before: Originals) => Originals): void {
  if (document === undefined) {
    state.originals = step(state.originals)
    return
  }
  state.concluded = state.concluded.map((each, number) =>
    number === document ? { ...each, originals: step(each.originals) } : each,
  )
}

/** How many there are: those last made, and those signed before fewer were made. */
export const originalsOf = ({ originals }: Pick<State, 'originals'>): number =>
  Math.max(originals.made, ...Object.keys(originals.signed).map(Number))

/** Those noted as signed, by number. */
export const signedOriginals = ({ originals }: Pick<State, 'originals'>): { number: number; at: string }[] =>
  Object.entries(originals.signed)
    .map(([number, at]) => ({ number: Number(number), at }))
    .toSorted((a, b) => a.number - b.number)
