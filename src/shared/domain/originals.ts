/** The paper originals: how many were made, and which of them have been signed by hand. */
import { z } from 'zod'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'
import { lineSchema, sha256Schema } from './ids.ts'
import type { Sha256 } from './ids.ts'
import type { State } from './state.ts'
import { MappeError } from '../errors.ts'

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

export const originalsCommands = {
  'note-originals': z.strictObject({ count: numberSchema }),
  'note-original-signed': z.strictObject({ number: numberSchema }),
  'undo-original-signed': z.strictObject({ number: numberSchema }),
  /** Also takes the place of an earlier scan. */
  'add-original-scan': z.strictObject({ number: numberSchema, scan: originalScanSchema }),
  'remove-original-scan': z.strictObject({ number: numberSchema }),
}

export type OriginalsEvents = {
  'originals-made': { count: number }
  /** All partners have signed this original by hand, as the organizer says. */
  'original-signed': { number: number }
  'original-signature-undone': { number: number }
  /** `replaced` is the checksum of the scan that was there before. */
  'original-scan-added': { number: number; scan: OriginalScan; replaced: Sha256 | null }
  'original-scan-removed': { number: number; sha256: Sha256 }
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
  'add-original-scan': (state, { number, scan }) => {
    if (number > originalsOf(state)) throw new MappeError('NOT_FOUND', { original: number })
    if (!state.originals.signed[number])
      throw new MappeError('NOT_ALLOWED_NOW', { reason: 'original-not-signed' })
    const before = scansOf(state)[number]
    if (before?.sha256 === scan.sha256) return unchanged({ type: 'nothing-to-do' })
    const replaced = before?.sha256 ?? null
    return happened({ type: 'original-scan-added', payload: { number, scan, replaced } })
  },
  'remove-original-scan': (state, { number }) => {
    const scan = scansOf(state)[number]
    if (!scan) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'original-scan-removed', payload: { number, sha256: scan.sha256 } })
  },
}

export const originalsEvolvers: Evolvers<OriginalsEvents> = {
  'originals-made': (state, { payload }) => {
    state.originals = { ...state.originals, made: payload.count }
  },
  'original-signed': (state, { payload, at }) => {
    const { signed } = state.originals
    state.originals = { ...state.originals, signed: { ...signed, [payload.number]: at } }
  },
  'original-signature-undone': (state, { payload }) => {
    const { [payload.number]: _undone, ...signed } = state.originals.signed
    state.originals = { ...state.originals, signed }
  },
  'original-scan-added': (state, { payload: { number, scan }, at }) => {
    state.originals = { ...state.originals, scans: { ...scansOf(state), [number]: { ...scan, at } } }
  },
  'original-scan-removed': (state, { payload }) => {
    const { [payload.number]: _removed, ...scans } = scansOf(state)
    state.originals = { ...state.originals, scans }
  },
}

/** How many there are: those last made, and those signed before fewer were made. */
export const originalsOf = ({ originals }: State): number =>
  Math.max(
    originals.made,
    ...[originals.signed, originals.scans ?? {}].flatMap((noted) => Object.keys(noted).map(Number)),
  )

/** By number. */
export const scansOf = ({ originals }: State): NonNullable<Originals['scans']> => originals.scans ?? {}

/** Those noted as signed, by number. */
export const signedOriginals = ({ originals }: State): { number: number; at: string }[] =>
  Object.entries(originals.signed)
    .map(([number, at]) => ({ number: Number(number), at }))
    .toSorted((a, b) => a.number - b.number)
