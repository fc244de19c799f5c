/** The two keys of the evening, wherever the focus is on the page: F8 the next item, F9 the next speaker. */
import { onBeforeUnmount, onMounted } from 'vue'

export function useRunKeys(keys: Readonly<Record<'F8' | 'F9', () => void>>): void {
  function onKey(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (event.key !== 'F8' && event.key !== 'F9') return
    event.preventDefault()
    keys[event.key]()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}
