/** Which periods can be chosen, and which kinds of data can be deleted by themselves. */
import type { PrivacyStatus } from '../../../shared/contract/privacy.ts'
import type { RetentionKind, Retention } from '../../../shared/domain/privacy/retention.ts'
import { retentionSchema } from '../../../shared/domain/privacy/retention.ts'

/** Months; null for none laid down. */
const PERIODS: readonly (number | null)[] = [0, 1, 3, 6, 12, 24, 36, 72, 120, 360, null]

/** Those that can be chosen, and the present one where it is another. */
export const periodsWith = (months: number | null): (number | null)[] =>
  PERIODS.includes(months)
    ? [...PERIODS]
    : [...PERIODS, months].toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity))

/** What is in the sealed file or holds everything together goes only with the whole ceremony. */
export type ErasableKind = Exclude<RetentionKind, 'signing' | 'agreement' | 'journal'>

export const isErasable = (kind: RetentionKind): kind is ErasableKind =>
  kind !== 'signing' && kind !== 'agreement' && kind !== 'journal'

/** The rule as it stands, from its rows. */
export const retentionOf = (rows: PrivacyStatus['rows']): Retention =>
  retentionSchema.parse(Object.fromEntries(rows.map(({ kind, months }) => [kind, months])))
