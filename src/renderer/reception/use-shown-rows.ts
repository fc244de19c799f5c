/** The hits that are drawn at once, and the rest as soon as somebody looks for it: nobody waits at a keystroke for rows below the screen. */
import { computed, ref, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { GuestRow } from './rows.ts'

/** More than fit on the screen of a desk, about seven. */
const AT_ONCE = 8

type Hits = {
  rows: () => readonly GuestRow[]
  chosen: () => AttendeeId | null
  /** Stands below the rows while there are more. */
  rest: () => HTMLElement | null
}

export function useShownRows({ rows, chosen, rest }: Hits): ComputedRef<readonly GuestRow[]> {
  const isAll = ref(false)
  const isBelow = computed(() => rows().findIndex(({ id }) => id === chosen()) >= AT_ONCE)
  watch(rows, (now, before) => (isAll.value &&= isSameStart(now, before)))

  watch(rest, (element, _before, onCleanup) => {
    if (!element) return
    const watcher = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) isAll.value = true
      },
      { rootMargin: '200px' },
    )
    watcher.observe(element)
    onCleanup(() => watcher.disconnect())
  })

  return computed(() => (isAll.value || isBelow.value ? rows() : rows().slice(0, AT_ONCE)))
}

/** The list was only brought up to date, not searched anew: what was scrolled to stays. */
const isSameStart = (now: readonly GuestRow[], before: readonly GuestRow[]): boolean =>
  now[0] !== undefined && now[0].id === before[0]?.id && now.at(-1)?.id === before.at(-1)?.id
