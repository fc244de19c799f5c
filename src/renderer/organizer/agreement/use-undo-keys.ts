/** Ctrl+Z and Ctrl+Y (or Ctrl+Shift+Z) anywhere on the page but in a text field, which has its own. */
import { onBeforeUnmount, onMounted } from 'vue'

export function useUndoKeys(step: (back: boolean) => void): void {
  function onKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isElsewhere(event.target)) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    step(key === 'z' && !event.shiftKey)
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

const isElsewhere = (target: EventTarget | null) =>
  target instanceof Element && target.closest('input, textarea, select, [contenteditable], dialog') !== null
