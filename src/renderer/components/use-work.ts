/** What is shown of long work: nothing for half a second, then how far it is, and a word for those who only hear. */
import { computed, onScopeDispose, ref, watch } from 'vue'
import type { WorkKind } from '../../shared/contract/live.ts'
import { SHARED_WORK } from '../../shared/shared-work.ts'
import { NOTICED_MS } from '../stores/busy.ts'
import { useWorkStore } from '../stores/work.ts'

/** Read out at each quarter: every per cent would leave room for nothing else. */
const SPOKEN_STEP = 25

type Shown = {
  /** Begun on this page; shared work that goes on elsewhere is shown, too. */
  isRunning: () => boolean
  /** Null for work that cannot say how far it is. */
  kind: () => WorkKind | null
}

/** `percent` is null as long as nothing is known. */
export function useWork({ isRunning, kind }: Shown) {
  const work = useWorkStore()
  const isShown = ref(false)
  let noticing: ReturnType<typeof setTimeout> | undefined

  const isSharedUnderWay = () => SHARED_WORK.some((shared) => shared === kind() && work.isUnderWay(shared))

  function look(running: boolean): void {
    clearTimeout(noticing)
    const of = kind()
    if (running && of) work.forget(of)
    if (running) noticing = setTimeout(() => void (isShown.value = true), NOTICED_MS)
    else isShown.value = false
  }

  watch(() => isRunning() || isSharedUnderWay(), look, { immediate: true, flush: 'sync' })
  onScopeDispose(() => clearTimeout(noticing))

  const percent = computed(() => {
    const of = kind()
    const share = of === null ? undefined : work.shares[of]
    // as long as nothing is done yet (a key is derived, a list is read) a bar at 0 would only stand still
    return share === undefined || share === 0 ? null : Math.round(share * 100)
  })
  const spokenPercent = computed(() => {
    const quarter = Math.floor((percent.value ?? 0) / SPOKEN_STEP) * SPOKEN_STEP
    return quarter === 0 ? null : quarter
  })
  return { isShown, percent, spokenPercent }
}
