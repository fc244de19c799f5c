/** Full screen, which browsers grant only to a tap: asked for when the tablet is set up. */
import { onScopeDispose, ref } from 'vue'

export function useFullScreen() {
  const isFull = ref(document.fullscreenElement !== null)
  const look = () => void (isFull.value = document.fullscreenElement !== null)
  document.addEventListener('fullscreenchange', look)
  onScopeDispose(() => document.removeEventListener('fullscreenchange', look))

  return {
    isFull,
    isPossible: document.fullscreenEnabled === true,
    /** Nothing happens where the browser will not. */
    fill: () => document.documentElement.requestFullscreen({ navigationUI: 'hide' }).catch(() => {}),
  }
}
