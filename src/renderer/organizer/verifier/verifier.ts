/** What the verifier's page shows of a verification. */
import type { Verification } from '../../../shared/contract/verification.ts'
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

type Entry = NonNullable<Verification['recorded']>['signatories'][number]

/** "i. V. Dr. Eva Maier, Erste Landesbeamtin"; empty where nobody signed. */
export function signatoryLine(entry: Pick<Entry, 'person' | 'function' | 'capacity'>): string {
  const capacity =
    entry.capacity === null || entry.capacity === 'in-office'
      ? ''
      : `${entry.capacity.replace('.', '.\u00A0')} `
  return [entry.person && `${capacity}${entry.person}`, entry.function].filter(Boolean).join(', ')
}
