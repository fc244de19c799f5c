/** Follows which stations are there; while one is silent, its seconds are counted on. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Host } from '../../client.ts'
import { heardFrom } from './tablets.ts'
import type { Heard } from './tablets.ts'

const TICK_MS = 1000

export function useTablets(host: Host) {
  const heard = shallowRef<Heard>(new Map())
  const now = ref(Date.now())
  const stop = host.follow(
    (_since, signal) => host.call.live.presence(undefined, { signal }),
    (presence) => {
      now.value = Date.now()
      heard.value = heardFrom(presence, now.value)
    },
  )
  const timer = setInterval(() => (now.value = Date.now()), TICK_MS)
  onScopeDispose(() => {
    stop()
    clearInterval(timer)
  })
  return { heard, now }
}
