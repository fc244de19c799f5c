/** The hits that are drawn at once, and the rest as soon as somebody looks for it: nobody waits at a keystroke for rows below the screen. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { ComputedRef } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { GuestRow } from './rows.ts'

/** In CSS pixels: how high the lowest row is, and how much of the screen stands above the first. */
const LOWEST_ROW = 140
const ABOVE_ROWS = 300
const LEAST = 4

type Hits = {
  rows: () => readonly GuestRow[]
  chosen: () => AttendeeId | null
  /** Stands below the rows while there are more. */
  rest: () => HTMLElement | null
}

/** How many rows to draw at once on a screen so high, in CSS pixels: those that fit, and one on which the page may begin to scroll. */
export const rowsAtOnce = (height: number): number =>
  Math.max(LEAST, Math.ceil((height - ABOVE_ROWS) / LOWEST_ROW) + 1)

export function useShownRows({ rows, chosen, rest }: Hits): ComputedRef<readonly GuestRow[]> {
  const atOnce = useRowsAtOnce()
  const isAll = ref(false)
  const isBelow = computed(() => rows().findIndex(({ id }) => id === chosen()) >= atOnce.value)
  watch(rows, (now, before) => (isAll.value &&= isSameStart(now, before)))

  watch(rest, (element, _before, onCleanup) => {
    if (!element) return
    const watcher = new IntersectionObserver((seen) => {
      if (seen.some(({ isIntersecting }) => isIntersecting)) isAll.value = true
    })
    watcher.observe(element)
    onCleanup(() => watcher.disconnect())
  })

  return computed(() => (isAll.value || isBelow.value ? rows() : rows().slice(0, atOnce.value)))
}

function useRowsAtOnce() {
  const atOnce = ref(rowsAtOnce(window.innerHeight))
  const resized = (): void => void (atOnce.value = rowsAtOnce(window.innerHeight))
  window.addEventListener('resize', resized)
  onScopeDispose(() => window.removeEventListener('resize', resized))
  return atOnce
}

/** The list was only brought up to date, not searched anew: what was scrolled to stays. */
const isSameStart = (now: readonly GuestRow[], before: readonly GuestRow[]): boolean =>
  now[0] !== undefined && now[0].id === before[0]?.id && now.at(-1)?.id === before.at(-1)?.id
