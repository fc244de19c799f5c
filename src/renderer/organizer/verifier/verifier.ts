/** What the verifier's page shows of a verification. */
import type { Verification } from '../../../shared/contract/verification.ts'
import type { SignatoryEntry } from '../../../shared/sealed-protocol.ts'
import type { BadgeTone } from '../../components/StatusBadge.vue'

const TONES: Record<Verification['verdict'], BadgeTone> = {
  good: 'success',
  'added-to': 'danger',
  broken: 'danger',
  unclear: 'warning',
  'no-seal': 'info',
}

export const toneOf = ({ verdict }: Verification): BadgeTone => TONES[verdict]

type Extent = { bytes: number; seals: readonly { coveredBytes: number }[] }

/** How many bytes stand behind the last seal; 0 without one. */
export function addedBytes({ seals, bytes }: Extent): number {
  const covered = Math.max(0, ...seals.map(({ coveredBytes }) => coveredBytes))
  return covered === 0 ? 0 : bytes - covered
}

type Sealed = Pick<Verification, 'protocol'> & { seals: { length: number } }

/** Why a sealed file shows no names, as the key of a sentence; null where it shows them or has no seal. */
export function whyNoNames({ protocol, seals }: Sealed): string | null {
  if (seals.length === 0 || protocol.status === 'covered') return null
  return protocol.status === 'unreadable' ? protocol.reason : protocol.status
}

type Entry = Pick<SignatoryEntry, 'person' | 'function' | 'capacity'>

/** "i. V. Dr. Eva Maier, Erste Landesbeamtin"; empty where nobody signed. */
export function signatoryLine(entry: Entry): string {
  const capacity =
    entry.capacity === null || entry.capacity === 'in-office'
      ? ''
      : `${entry.capacity.replace('.', '.\u00A0')} `
  return [entry.person && `${capacity}${entry.person}`, entry.function].filter(Boolean).join(', ')
}
