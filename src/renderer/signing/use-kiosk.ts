/** Keeps the guest on the signing page, and lets the organizer out of it with the PIN. */
import { onScopeDispose, ref, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { Host } from '../client.ts'
import { holdInKiosk, isHeldInKiosk, releaseFromKiosk } from '../kiosk.ts'
import { useAction } from '../use-action.ts'

export function useKiosk({ call, status }: Host) {
  const router = useRouter()
  const { error, isRunning, run, clear } = useAction()
  const isHeld = ref(isHeldInKiosk())

  function set(isLocked: boolean): void {
    if (isLocked) holdInKiosk()
    else releaseFromKiosk()
    isHeld.value = isHeldInKiosk()
  }

  async function ask(): Promise<void> {
    try {
      set((await call.kiosk.status()).isLocked)
    } catch {
      // without an answer everything stays as it was
    }
  }

  async function leave(pin: string): Promise<void> {
    if (!(await run(() => call.kiosk.leave({ pin })))) return
    set(false)
    if (document.fullscreenElement) await document.exitFullscreen()
    await router.push('/join')
  }

  watch(
    status,
    (now) => {
      if (now === 'connected') void ask()
      // the host does not know this device any more: it must be paired anew, which is done elsewhere
      if (now === 'refused') set(false)
    },
    { immediate: true },
  )
  onScopeDispose(stayOnPage(() => isHeld.value))

  return { isHeld, error, isRunning, ask, leave, clear }
}

/**
 * Lays a second entry of this page into the browser's history, so that its back button has somewhere to go.
 * Browsers heed only entries made after a touch.
 */
function stayOnPage(isWanted: () => boolean): () => void {
  let isLaid = false
  const lay = () => {
    if (!isWanted() || isLaid) return
    history.pushState(history.state, '', location.href)
    isLaid = true
  }
  const layAgain = () => {
    isLaid = false
    lay()
  }
  window.addEventListener('pointerdown', lay)
  window.addEventListener('keydown', lay)
  window.addEventListener('popstate', layAgain)
  return () => {
    window.removeEventListener('pointerdown', lay)
    window.removeEventListener('keydown', lay)
    window.removeEventListener('popstate', layAgain)
  }
}
