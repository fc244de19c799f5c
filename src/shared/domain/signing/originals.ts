/** The paper originals: how many were made, and which of them have been signed by hand. */
import { z } from 'zod'
import { stateOf } from './accession.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { lineSchema, sha256Schema } from '../ids.ts'
import type { Sha256 } from '../ids.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const scanKindSchema = z.enum(['pdf', 'jpeg', 'png'])
export type ScanKind = z.infer<typeof scanKindSchema>

/** A scan as kept: a file named by its SHA-256, and the name under which it came. */
export const originalScanSchema = z.strictObject({
  sha256: sha256Schema,
  fileName: lineSchema.min(1),
  kind: scanKindSchema,
  bytes: z.int().positive(),
})
export type OriginalScan = z.infer<typeof originalScanSchema>

/**
 * `made` counts the last print; `signed` names when each original, by its number, was noted as signed; `scans` are by number, too,
 * and missing in what was stored before there were any.
 */
export type Originals = {
  made: number
  signed: Record<string, string>
  scans?: Record<string, OriginalScan & { at: string }> | undefined
}

const numberSchema = z.int().min(1).max(100)

/** Of which document: 0 the agreement, then the accessions; what is current when left out. */
export const documentSchema = z.int().min(0).max(1000).optional()

export const originalsCommands = {
  'note-originals': z.strictObject({ count: numberSchema, document: documentSchema }),
  'note-original-signed': z.strictObject({ number: numberSchema, document: documentSchema }),
  'undo-original-signed': z.strictObject({ number: numberSchema, document: documentSchema }),
  /** Also takes the place of an earlier scan. */
  'add-original-scan': z.strictObject({
    number: numberSchema,
    document: documentSchema,
    scan: originalScanSchema,
  }),
  'remove-original-scan': z.strictObject({ number: numberSchema, document: documentSchema }),
}

/** Only where it is a concluded one is the document said. */
type OfDocument = { document?: number | undefined }

export type OriginalsEvents = {
  'originals-made': { count: number } & OfDocument
  /** All partners have signed this original by hand, as the organizer says. */
  'original-signed': { number: number } & OfDocument
  'original-signature-undone': { number: number } & OfDocument
  /** `replaced` is the checksum of the scan that was there before. */
  'original-scan-added': { number: number; scan: OriginalScan; replaced: Sha256 | null } & OfDocument
  'original-scan-removed': { number: number; sha256: Sha256 } & OfDocument
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
  'add-original-scan': (state, { number, scan, document }) => {
    const of = stateOf(state, document ?? state.concluded.length)
    if (number > originalsOf(of)) throw new MappeError('NOT_FOUND', { original: number })
    if (!of.originals.signed[number])
      throw new MappeError('NOT_ALLOWED_NOW', { reason: 'original-not-signed' })
    const before = scansOf(of)[number]
    if (before?.sha256 === scan.sha256) return unchanged({ type: 'nothing-to-do' })
    const replaced = before?.sha256 ?? null
    const payload = { number, scan, replaced, ...concludedOnly(state, document) }
    return happened({ type: 'original-scan-added', payload })
  },
  'remove-original-scan': (state, { number, document }) => {
    const scan = scansOf(stateOf(state, document ?? state.concluded.length))[number]
    if (!scan) return unchanged({ type: 'nothing-to-do' })
    const payload = { number, sha256: scan.sha256, ...concludedOnly(state, document) }
    return happened({ type: 'original-scan-removed', payload })
  },
}

const concludedOnly = ({ concluded }: State, document: number | undefined): OfDocument =>
  document === undefined || document === concluded.length ? {} : { document }

export const originalsEvolvers: Evolvers<OriginalsEvents> = {
  'originals-made': (state, { payload }) =>
    change(state, payload, (originals) => ({ ...originals, made: payload.count })),
  'original-signed': (state, { payload, at }) =>
    change(state, payload, (originals) => ({
      ...originals,
      signed: { ...originals.signed, [payload.number]: at },
    })),
  'original-signature-undone': (state, { payload }) =>
    change(state, payload, (originals) => {
      const { [payload.number]: _undone, ...signed } = originals.signed
      return { ...originals, signed }
    }),
  'original-scan-added': (state, { payload, at }) =>
    change(state, payload, (originals) => {
      const scans = { ...originals.scans, [payload.number]: { ...payload.scan, at } }
      return { ...originals, scans }
    }),
  'original-scan-removed': (state, { payload }) =>
    change(state, payload, (originals) => {
      const { [payload.number]: _removed, ...scans } = originals.scans ?? {}
      return { ...originals, scans }
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

/** How many there are: those last made, and those signed or scanned before fewer were made. */
export const originalsOf = ({ originals }: Pick<State, 'originals'>): number =>
  Math.max(
    originals.made,
    ...[originals.signed, originals.scans ?? {}].flatMap((noted) => Object.keys(noted).map(Number)),
  )

/** By number. */
export const scansOf = ({ originals }: Pick<State, 'originals'>): NonNullable<Originals['scans']> =>
  originals.scans ?? {}

/** Those noted as signed, by number. */
export const signedOriginals = ({ originals }: Pick<State, 'originals'>): { number: number; at: string }[] =>
  Object.entries(originals.signed)
    .map(([number, at]) => ({ number: Number(number), at }))
    .toSorted((a, b) => a.number - b.number)
