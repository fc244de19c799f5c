/** One thing a person starts with a button: whether it runs, and what went wrong. */
import { readonly, ref, shallowRef } from 'vue'
import type { MappeError } from '../shared/errors.ts'
import { asMappeError } from './connection/error.ts'
import { useBusyStore } from './stores/busy.ts'

/** `run` resolves to whether it went well; the error is shown where `error` is bound. A second start while running is ignored. */
export function useAction() {
  const busy = useBusyStore()
  const isRunning = ref(false)
  const error = shallowRef<MappeError | null>(null)

  async function run(act: () => Promise<unknown>): Promise<boolean> {
    if (isRunning.value) return false
    isRunning.value = true
    busy.begin()
    error.value = null
    try {
      await act()
      return true
    } catch (fault) {
      error.value = asMappeError(fault)
      return false
    } finally {
      isRunning.value = false
      busy.end()
    }
  }

  const clear = () => void (error.value = null)
  return { isRunning: readonly(isRunning), error, run, clear }
}
