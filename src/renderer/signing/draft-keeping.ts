/** Keeps a guest's unsent draft through a reload of the tab, and nothing beyond it. */
import type { Draft } from './draft.ts'

const KEY = 'mappe.signing.draft'

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Null forgets. A full or forbidden storage is no reason to stop a signature. */
export function keepDraft(draft: Draft | null, storage: Keep): void {
  try {
    if (draft === null) storage.removeItem(KEY)
    else storage.setItem(KEY, JSON.stringify(draft))
  } catch {
    // Private windows may refuse; the draft then lives in memory alone.
  }
}

export function keptDraft(storage: Keep): Draft | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? 'null')
    return isDraft(kept) ? { ...kept, typed: kept.typed ?? null } : null
  } catch {
    return null
  }
}

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  ['partnerId', 'step', 'signatory', 'strokes', 'attempts'].every((key) => key in value)
