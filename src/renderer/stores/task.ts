/** The task of this signing station: all it ever learns. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { TaskItem } from '../../shared/contract/live.ts'
import type { Host } from '../client.ts'

export const useTaskStore = defineStore('task', () => {
  const latest = shallowRef<TaskItem | null>(null)
  const forget = () => void (latest.value = null)

  /** Follows until the returned function is called, and then forgets. */
  function follow(host: Host): () => void {
    const stop = host.follow(
      (since, signal) => host.call.live.task({ since }, { signal }),
      (item) => void (latest.value = item),
    )
    return () => {
      stop()
      forget()
    }
  }

  return {
    task: computed(() => latest.value?.task ?? null),
    isLoaded: computed(() => latest.value !== null),
    follow,
    forget,
  }
})
