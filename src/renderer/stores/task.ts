/** The task of this signing station: all it ever learns. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { TaskItem } from '../../shared/contract/live.ts'
import type { Host } from '../client.ts'
import { followFeed } from './follow-feed.ts'

export const useTaskStore = defineStore('task', () => {
  const latest = shallowRef<TaskItem | null>(null)
  const forget = () => void (latest.value = null)

  /** Follows until the returned function is called, and then forgets. */
  const follow = (host: Host): (() => void) =>
    followFeed(host, {
      open: (since, signal) => host.call.live.task({ since }, { signal }),
      take: (item) => void (latest.value = item),
      forget,
    })

  return {
    task: computed(() => latest.value?.task ?? null),
    isLoaded: computed(() => latest.value !== null),
    follow,
    forget,
  }
})
