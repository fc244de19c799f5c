/** One thing a person starts with a button: whether it runs, what went wrong, and that nobody waits for it any more. */
import { readonly, ref, shallowRef } from 'vue'
import type { MappeError } from '../shared/errors.ts'
import { asMappeError } from './connection/error.ts'
import { useBusyStore } from './stores/busy.ts'

/**
 * `run` resolves to whether it went well; the error is shown where `error` is bound. A second start while running is ignored.
 * `callOff` tells the act by its signal; what it fails with then is no error. When it is done, it does nothing.
 */
export function useAction() {
  const busy = useBusyStore()
  const isRunning = ref(false)
  const error = shallowRef<MappeError | null>(null)

  let wanted = new AbortController()

  async function run(act: (signal: AbortSignal) => Promise<unknown>): Promise<boolean> {
    if (isRunning.value) return false
    isRunning.value = true
    busy.begin()
    error.value = null
    const { signal } = (wanted = new AbortController())
    try {
      await act(signal)
      return true
    } catch (fault) {
      if (!signal.aborted) error.value = asMappeError(fault)
      return false
    } finally {
      isRunning.value = false
      busy.end()
    }
  }

  const clear = () => void (error.value = null)
  const callOff = () => wanted.abort()
  return { isRunning: readonly(isRunning), error, run, clear, callOff }
}
