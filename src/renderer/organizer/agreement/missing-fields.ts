/** Who signs but has no field yet. */
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import type { Agreement } from '../../../shared/domain/signing/agreement.ts'
import type { Partner } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'

export function partnersWithoutField(state: State, { fields }: Agreement): Partner[] {
  const placed = new Set(fields.map(({ partnerId }) => partnerId))
  return signersOf(state).filter(({ id }) => !placed.has(id))
}
