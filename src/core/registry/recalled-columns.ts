/** Choices of columns that were made before the program knew all it knows by now. */
import type { ColumnChoice, ColumnMemory, ColumnTarget } from '../../shared/domain/registry/list-columns.ts'

export type Overlooked = { at: number; target: ColumnTarget }

/**
 * The choice as it is meant today. A column that nobody recognised then was not left out on purpose: it means what it is recognised as
 * now. One that was recognised and left out stays left out.
 */
export const recalled = (memory: ColumnMemory, recognised: ColumnChoice): ColumnChoice =>
  memory.targets.map((target, at) => {
    const wasUnknown = memory.recognised !== undefined && (memory.recognised[at] ?? null) === null
    return target ?? (wasUnknown ? newMeaning(memory, recognised[at]) : null)
  })

/** Of a choice that does not say what was recognised then: columns left out whose meaning is known. Somebody has to look at them. */
export const overlookedBy = (memory: ColumnMemory, recognised: ColumnChoice): Overlooked[] =>
  memory.recognised !== undefined
    ? []
    : memory.targets.flatMap((target, at) => {
        const meaning = target === null ? newMeaning(memory, recognised[at]) : null
        return meaning === null ? [] : [{ at, target: meaning }]
      })

/** Null also for what another column was chosen for. */
const newMeaning = ({ targets }: ColumnMemory, meaning: ColumnTarget | null = null): ColumnTarget | null =>
  targets.includes(meaning) ? null : meaning
