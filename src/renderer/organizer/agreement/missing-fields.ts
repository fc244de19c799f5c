/** Who signs but has no field yet. */
import { signingPartners } from '../../../shared/domain/agreement.ts'
import type { Agreement } from '../../../shared/domain/agreement.ts'
import type { Partner } from '../../../shared/domain/registry.ts'
import type { State } from '../../../shared/domain/state.ts'

export function partnersWithoutField(state: State, { fields }: Agreement): Partner[] {
  const placed = new Set(fields.map(({ partnerId }) => partnerId))
  return signingPartners(state.partners).filter(({ id }) => !placed.has(id))
}
