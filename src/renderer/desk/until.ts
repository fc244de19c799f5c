/** Waiting for a state instead of for a time. */
import { watch } from 'vue'

/** Resolves once it is so; rejects when the signal comes first. */
export function until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abandon = () => end(() => reject(signal.reason))
    function end(how: () => void): void {
      // On the very first call `stop` does not exist yet.
      queueMicrotask(() => stop())
      signal.removeEventListener('abort', abandon)
      how()
    }
    if (!signal.aborted) signal.addEventListener('abort', abandon)
    const stop = watch(isSo, (now) => now && end(resolve), { immediate: true, flush: 'sync' })
    if (signal.aborted) abandon()
  })
}
