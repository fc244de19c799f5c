/** Editing who signs at the same time: a list of partners, some of them tied to the one before. */
import type { PartnerId } from '../../../shared/domain/ids.ts'
import type { Partner, PartnerCategory } from '../../../shared/domain/registry/registry.ts'
import type { SigningGroup, SigningStep } from '../../../shared/domain/signing/signing-plan.ts'

/** A partner in the order; `isTied`: signs together with the one above. */
export type OrderRow = { partner: Partner; isTied: boolean }

/** The steps as rows, one below the other. */
export const orderRows = (steps: readonly SigningStep[]): OrderRow[] =>
  steps.flatMap(({ partners }) => partners.map((partner, i) => ({ partner, isTied: i > 0 })))

export const tied = (rows: readonly OrderRow[], id: PartnerId, isTied: boolean): OrderRow[] =>
  rows.map((row, i) => (row.partner.id === id && i > 0 ? { ...row, isTied } : row))

/** Ties all partners of a category that stand one after the other. */
export const tiedByCategory = (rows: readonly OrderRow[], category: PartnerCategory): OrderRow[] =>
  rows.map((row, i) => {
    const before = rows[i - 1]?.partner.category
    return row.partner.category === category && before === category ? { ...row, isTied: true } : row
  })

/** Categories of which at least three stand one after the other and are not tied yet, with how many they are. */
export function suggestions(rows: readonly OrderRow[]): { category: PartnerCategory; count: number }[] {
  const counts = new Map<PartnerCategory, number>()
  rows.forEach(({ partner: { category }, isTied }, i) => {
    if (isTied || rows[i - 1]?.partner.category !== category) return
    counts.set(category, (counts.get(category) ?? 1) + 1)
  })
  return [...counts].filter(([, count]) => count > 2).map(([category, count]) => ({ category, count }))
}

/** The groups that these rows stand for. */
export function groupsOf(rows: readonly OrderRow[]): SigningGroup[] {
  const runs: PartnerId[][] = []
  for (const { partner, isTied } of rows) {
    const run = runs.at(-1)
    if (isTied && run) run.push(partner.id)
    else runs.push([partner.id])
  }
  return runs.filter((run) => run.length > 1).map((partnerIds) => ({ name: '', partnerIds }))
}
