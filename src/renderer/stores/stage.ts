/** What the projector shows: public facts only. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { StageItem } from '../../shared/contract/live.ts'
import type { Host } from '../client.ts'
import { followFeed } from './follow-feed.ts'

export const useStageStore = defineStore('stage', () => {
  const latest = shallowRef<StageItem | null>(null)
  const forget = () => void (latest.value = null)

  /** Follows until the returned function is called, and then forgets. */
  const follow = (host: Host): (() => void) =>
    followFeed(host, {
      open: (since, signal) => host.call.live.stage({ since }, { signal }),
      take: (item) => void (latest.value = item),
      forget,
    })

  return {
    stage: computed(() => latest.value?.stage ?? null),
    isLoaded: computed(() => latest.value !== null),
    follow,
    forget,
  }
})
