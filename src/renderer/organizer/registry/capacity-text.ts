/** Where the words for a capacity stand: a dot in a key would be read as a path. */
import type { Capacity } from '../../../shared/domain/registry/registry.ts'

export const capacityText = (capacity: Capacity): string => `common.capacity.${capacity.replaceAll('.', '')}`
