/** What a copy is called on the command line. */
import type { PdfCopy } from '../../core/agreement/preflight/copy.ts'

const STEPS = { decrypted: 'entschlüsselte', repaired: 'reparierte' } as const

export const copyWords = ({ how }: Pick<PdfCopy, 'how'>): string =>
  `${how.map((step) => STEPS[step]).join(' und ')} Kopie`
