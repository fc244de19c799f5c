/** The one tap back is offered for a moment only; later there is a reason to give. */
import { onScopeDispose, shallowRef } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'

/** How long a check-in can be undone with one tap, ms. */
const UNDO_WINDOW = 8_000

export function useUndoOffer() {
  const fresh = shallowRef<AttendeeId | null>(null)
  let freshness: ReturnType<typeof setTimeout> | undefined
  onScopeDispose(() => clearTimeout(freshness))

  function offerUndo(id: AttendeeId): void {
    clearTimeout(freshness)
    fresh.value = id
    freshness = setTimeout(() => (fresh.value = null), UNDO_WINDOW)
  }
  return { fresh, offerUndo }
}
