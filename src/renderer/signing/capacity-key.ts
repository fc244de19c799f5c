/** How a capacity is called in the locales: a dot would be read as a path there. */
import type { Capacity } from '../../shared/domain/registry/registry.ts'

const KEYS = { 'in-office': 'inOffice', 'i.V.': 'iV', 'i.A.': 'iA' } as const satisfies Record<
  Capacity,
  string
>

export const capacityKey = (capacity: Capacity) => `signing.capacity.${KEYS[capacity]}` as const
