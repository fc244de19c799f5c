/** In which ways an examined file can become the agreement, the best first. */
import type { AgreementInspection } from '../../../shared/contract/agreement.ts'

/** As it is, as a copy of it, or on a signature sheet that stands for it: named after the procedure. */
export type WayIn = 'adopt' | 'adoptCopy' | 'adoptWithSheet'

export function waysIn({ verdict, copy, offersSheet }: AgreementInspection): WayIn[] {
  return [
    ...(verdict === 'ready' ? (['adopt'] as const) : []),
    ...(copy ? (['adoptCopy'] as const) : []),
    ...(offersSheet ? (['adoptWithSheet'] as const) : []),
  ]
}

/** What the copy is called: decrypted, repaired, or both. */
export const copyKind = ({ how }: { how: readonly string[] }): 'decrypted' | 'repaired' | 'both' =>
  how.length > 1 ? 'both' : how.includes('decrypted') ? 'decrypted' : 'repaired'
