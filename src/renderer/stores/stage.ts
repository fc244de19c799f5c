/** What the projector shows: public facts only. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { StageItem } from '../../shared/contract/live.ts'
import type { Host } from '../client.ts'

export const useStageStore = defineStore('stage', () => {
  const latest = shallowRef<StageItem | null>(null)
  const forget = () => void (latest.value = null)

  /** Follows until the returned function is called, and then forgets. */
  function follow(host: Host): () => void {
    const stop = host.follow(
      (since, signal) => host.call.live.stage({ since }, { signal }),
      (item) => void (latest.value = item),
    )
    return () => {
      stop()
      forget()
    }
  }

  return {
    stage: computed(() => latest.value?.stage ?? null),
    isLoaded: computed(() => latest.value !== null),
    follow,
    forget,
  }
})
