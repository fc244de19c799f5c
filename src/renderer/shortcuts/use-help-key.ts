/** The key that opens the help sheet, wherever the focus is but where somebody types. */
import { onBeforeUnmount, onMounted } from 'vue'
import { HELP_KEY } from './shortcuts.ts'

export function useHelpKey(open: () => void): void {
  function onKey(event: KeyboardEvent): void {
    if (event.key !== HELP_KEY || event.ctrlKey || event.metaKey || isTypedInto(event.target)) return
    event.preventDefault()
    open()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

/** A search field that is still empty counts as idle: the desk's has the focus all evening, and no name begins like this. */
function isTypedInto(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false
  if (target.closest('dialog')) return true
  const field = target.closest('input, textarea, select, [contenteditable]')
  const isIdle = field instanceof HTMLInputElement && field.type === 'search' && field.value === ''
  return field !== null && !isIdle
}
