/** Keeps the screen on while a page is shown: a tablet that sleeps misses its call, a projector its cue. */
import { onMounted, onScopeDispose } from 'vue'

/** Does nothing where the browser cannot (plain http, older tablets); the device's own setting then decides. */
export function useWakeLock(): void {
  let lock: WakeLockSentinel | null = null

  async function acquire(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen').catch(() => null)
  }

  // The browser lets go whenever the page is hidden.
  document.addEventListener('visibilitychange', acquire)
  onMounted(acquire)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', acquire)
    void lock?.release().catch(() => {})
  })
}
