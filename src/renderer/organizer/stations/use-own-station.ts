/** Which of the stations this very device is. */
import { ref, watch } from 'vue'
import type { Host } from '../../client.ts'

/** The id as the host knows it; null until it has answered. */
export function useOwnStation({ call, status }: Host) {
  const id = ref<string | null>(null)
  watch(
    status,
    async (connection) => {
      if (connection !== 'connected' || id.value !== null) return
      const known = await call.host.status().catch(() => null)
      id.value = known?.station?.id ?? null
    },
    { immediate: true },
  )
  return id
}
