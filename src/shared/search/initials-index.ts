/** Which entries belong to organisations with given initials. */
import type { Initials } from './initials.ts'
import { fitOfInitials, initialsOf } from './initials.ts'

type Organisation = { initials: Initials[]; entries: Map<number, number> }
export type FoundByInitials = { entry: number; field: number; fit: 0 | 1 }

export type InitialsIndex = {
  add(text: string, entry: number, field: number): void
  remove(text: string, entry: number): void
  /** `typed`: as foldSpelling gives it. */
  find(typed: string): Iterable<FoundByInitials>
}

/** Each organisation is looked at once, however many people come for it. */
export function createInitialsIndex(): InitialsIndex {
  const organisations = new Map<string, Organisation>()

  return {
    add(text, entry, field) {
      const known = organisations.get(text) ?? { initials: initialsOf(text), entries: new Map() }
      organisations.set(text, known)
      known.entries.set(entry, field)
    },
    remove(text, entry) {
      const known = organisations.get(text)
      known?.entries.delete(entry)
      if (known?.entries.size === 0) organisations.delete(text)
    },
    *find(typed) {
      for (const { initials, entries } of organisations.values()) {
        const fit = bestFit(typed, initials)
        if (fit !== null) for (const [entry, field] of entries) yield { entry, field, fit }
      }
    },
  }
}

function bestFit(typed: string, initials: readonly Initials[]): 0 | 1 | null {
  let best: 0 | 1 | null = null
  for (const { letters } of initials) {
    const fit = fitOfInitials(typed, letters)
    if (fit !== null && (best === null || fit < best)) best = fit
  }
  return best
}
