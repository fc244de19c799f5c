/** How many seconds this device has to wait after wrong codes, counted down. */
import { onScopeDispose, ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { MappeError } from '../../shared/errors.ts'

export function usePause(error: Readonly<Ref<MappeError | null>>): Readonly<Ref<number>> {
  const left = ref(0)
  watch(error, (fault) => {
    left.value = Number(fault?.data.seconds ?? 0)
  })
  const clock = setInterval(() => (left.value = Math.max(0, left.value - 1)), 1000)
  onScopeDispose(() => clearInterval(clock))
  return left
}
