/** What the closing page says: whether everything is settled, and which documents there are. */
import type { DocumentKind } from '../../../shared/contract/documents.ts'
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import { originalsOf, scansOf } from '../../../shared/domain/signing/originals.ts'
import type { Partner } from '../../../shared/domain/registry/registry.ts'
import { turnOf } from '../../../shared/domain/signing/turn.ts'
import type { Turn } from '../../../shared/domain/signing/turn.ts'
import type { State } from '../../../shared/domain/state.ts'

export type Tally = Record<Turn['status'], Partner[]>

/** The partners by the state of their turn. */
export function tallyOf(state: State): Tally {
  const groups = Map.groupBy(signersOf(state), ({ id }) => turnOf(state, id).status)
  const of = (status: Turn['status']) => groups.get(status) ?? []
  return {
    waiting: of('waiting'),
    called: of('called'),
    signed: of('signed'),
    declined: of('declined'),
    'on-paper': of('on-paper'),
  }
}

/** Sealing needs an open agreement and nobody who is still to sign. */
export const isReadyToSeal = (state: State, tally: Tally): boolean =>
  state.agreement?.status === 'open' && tally.waiting.length + tally.called.length === 0

/** As many as were made last; before that one copy for every party, for an accession one more for the host, and at least one. */
export const copiesNeeded = (state: State): number =>
  state.originals.made || Math.max(1, signersOf(state).length + (state.agreement?.accession ? 1 : 0))

/** Originals are printed from the opening on. */
export const hasOriginals = ({ agreement }: State): boolean =>
  agreement !== null && agreement.status !== 'draft'

export type Original = {
  number: number
  signedAt: string | null
  scan: { fileName: string; at: string } | null
}

/** The originals that were made, each with the time it was noted as signed. */
export const originalsMade = (state: State): Original[] =>
  Array.from({ length: originalsOf(state) }, (_, index) => ({
    number: index + 1,
    signedAt: state.originals.signed[index + 1] ?? null,
    scan: scansOf(state)[index + 1] ?? null,
  }))

/** Which documents can be made now. */
export function documentsNow({ agreement }: State): DocumentKind[] {
  const always: DocumentKind[] = ['attendance-list', 'attendance-list-to-sign']
  if (!agreement) return always
  const sealed: DocumentKind[] = agreement.status === 'sealed' ? ['sealed-agreement'] : []
  return [...sealed, 'originals', 'audit-trail', ...always]
}

/** A fingerprint in groups of four, as people compare it. */
export const grouped = (hex: string): string => hex.replace(/[^0-9a-f]/gi, '').replace(/(.{4})(?=.)/g, '$1 ')
