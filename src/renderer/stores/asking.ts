/** The devices that ask to join, as the organizer sees them. */
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { AskingDevice } from '../../shared/contract/stations.ts'
import type { Host } from '../client.ts'
import { followFeed } from './follow-feed.ts'

export const useAskingStore = defineStore('asking', () => {
  const latest = shallowRef<readonly AskingDevice[]>([])
  const forget = () => void (latest.value = [])

  /** Follows until the returned function is called, and then forgets. */
  const follow = (host: Host): (() => void) =>
    followFeed<AskingDevice[]>(host, {
      open: (_since, signal) => host.call.live.asking(undefined, { signal }),
      take: (devices) => void (latest.value = devices),
      forget,
    })

  return { devices: computed(() => latest.value), follow, forget }
})
