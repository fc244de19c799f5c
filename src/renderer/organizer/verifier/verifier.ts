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

/** How many bytes stand behind the last seal; 0 without one. */
export function addedBytes({ seals, bytes }: Verification): number {
  const covered = Math.max(0, ...seals.map(({ coveredBytes }) => coveredBytes))
  return covered === 0 ? 0 : bytes - covered
}

/** "i. V. Dr. Eva Maier, Erste Landesbeamtin"; empty where nobody signed. */
export function signatoryLine(entry: NonNullable<Verification['recorded']>['signatories'][number]): string {
  const capacity = entry.capacity === null || entry.capacity === 'in-office' ? '' : `${entry.capacity} `
  return [entry.person && `${capacity}${entry.person}`, entry.function].filter(Boolean).join(', ')
}
