/** What the desk has to say about its connection: one thing at a time, the most pressing first. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { DeskInUse } from './use-desk.ts'

export type News =
  | { type: 'none' }
  | { type: 'alone'; waiting: number; heardAt: number | null; minutes: number }
  | { type: 'telling'; waiting: number }
  | { type: 'told' }

/** How long "all told" stays to be seen. */
const TOLD_MS = 6_000
const CLOCK_MS = 10_000

export function useDeskNews(desk: Pick<DeskInUse, 'status' | 'waiting' | 'heardAt'>) {
  const now = ref(Date.now())
  const clock = setInterval(() => (now.value = Date.now()), CLOCK_MS)
  const hasJustTold = ref(false)
  let told: ReturnType<typeof setTimeout> | undefined
  const isTelling = ref(false)

  watch([desk.status, () => desk.waiting.value.length], ([status, waiting], [before]) => {
    now.value = Date.now()
    if (status === 'connected' && before !== 'connected' && waiting > 0) isTelling.value = true
    if (status !== 'connected') isTelling.value = hasJustTold.value = false
    if (isTelling.value && waiting === 0) {
      isTelling.value = false
      hasJustTold.value = true
      clearTimeout(told)
      told = setTimeout(() => (hasJustTold.value = false), TOLD_MS)
    }
  })
  onScopeDispose(() => {
    clearInterval(clock)
    clearTimeout(told)
  })

  const news = computed<News>(() => {
    const waiting = desk.waiting.value.length
    // a page of another version is as much alone as one without a host
    if (desk.status.value === 'lost' || desk.status.value === 'outdated') {
      const heardAt = desk.heardAt.value
      const minutes = heardAt === null ? 0 : Math.max(0, Math.floor((now.value - heardAt) / 60_000))
      return { type: 'alone', waiting, heardAt, minutes }
    }
    if (isTelling.value && waiting > 0) return { type: 'telling', waiting }
    return hasJustTold.value ? { type: 'told' } : { type: 'none' }
  })
  return news
}
