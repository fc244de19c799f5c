/** The host's clock on this device, ticking: two computers without the internet rarely agree to the minute. */
import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { Host } from './client.ts'

const TICK_MS = 1_000

/** Milliseconds since 1970 by the host's clock; this device's own until the host was asked. */
export function useHostClock(host: Host): Readonly<Ref<number>> {
  let ahead = 0
  const now = ref(Date.now())
  const tick = () => void (now.value = Date.now() + ahead)
  const timer = setInterval(tick, TICK_MS)

  async function ask(): Promise<void> {
    const before = Date.now()
    const { at } = await host.call.host.ping()
    ahead = Date.parse(at) - (before + Date.now()) / 2
    tick()
  }

  watch(host.status, (status) => status === 'connected' && void ask().catch(() => {}), { immediate: true })
  onScopeDispose(() => clearInterval(timer))
  return now
}
