/** Tells of guests of honour in the moment they come in, until somebody has taken note. */
import { computed, shallowRef, watch } from 'vue'
import { arrivalCardOf } from '../shared/domain/door/guests-of-honour.ts'
import type { ArrivalCard } from '../shared/domain/door/guests-of-honour.ts'
import type { AttendeeId } from '../shared/domain/ids.ts'
import type { State } from '../shared/domain/state.ts'

/** Who is in now and was not before. */
export const newArrivals = (before: State['arrivals'], now: State['arrivals']): AttendeeId[] =>
  (Object.keys(now) as AttendeeId[]).filter((id) => !before[id])

/** `cards` holds the latest first. What stood already when the page was opened is no news. */
export function useHonourArrivals(state: () => State, isLoaded: () => boolean) {
  const unseen = shallowRef<readonly AttendeeId[]>([])
  const cards = computed(() =>
    unseen.value
      .map((id) => arrivalCardOf(state(), id))
      .filter((card): card is ArrivalCard => card !== null && card.arrivedAt !== null),
  )
  watch(
    () => ({ isLoaded: isLoaded(), arrivals: state().arrivals }),
    (now, before) => {
      if (!now.isLoaded || !before.isLoaded) return
      const come = newArrivals(before.arrivals, now.arrivals).filter((id) => arrivalCardOf(state(), id))
      if (come.length > 0) unseen.value = [...come, ...unseen.value]
    },
  )
  const dismiss = (id: AttendeeId) => void (unseen.value = unseen.value.filter((other) => other !== id))
  return { cards, dismiss }
}
