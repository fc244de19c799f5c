/** Keeps the desk's one field ready: whatever was tapped, the next letter typed lands in it. */

/** Listens until the returned function is called. Dialogs, other fields and shortcuts keep their keys. */
export function useFocusHome(field: () => HTMLElement | null): () => void {
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1 || event.key === ' ') return
    if (event.target instanceof Element && event.target.closest('dialog, input, textarea, select')) return
    field()?.focus()
  }
  window.addEventListener('keydown', onKey)
  return () => window.removeEventListener('keydown', onKey)
}
