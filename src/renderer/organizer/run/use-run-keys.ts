/** The two keys of the evening, wherever the focus is on the page: F8 the next item, F9 the next speaker. */
import { onBeforeUnmount, onMounted, watch } from 'vue'
import type { Ref } from 'vue'

type RunKey = 'F8' | 'F9'

export function useRunKeys(
  keys: Readonly<Record<RunKey, () => Promise<unknown> | undefined>>,
  isRunning: Readonly<Ref<boolean>>,
): void {
  const act = afterAnother(isRunning)
  function onKey(event: KeyboardEvent): void {
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
    if (event.key !== 'F8' && event.key !== 'F9') return
    event.preventDefault()
    void act(keys[event.key])
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
}

/** Waits for an act that is under way, so that no key is lost; a second key meanwhile is a slip and does nothing. */
export function afterAnother(isRunning: Readonly<Ref<boolean>>) {
  let isTaken = false
  return async (act: () => Promise<unknown> | undefined): Promise<void> => {
    if (isTaken) return
    isTaken = true
    try {
      if (isRunning.value)
        await new Promise<void>((resolve) => watch(isRunning, () => resolve(), { once: true }))
      await act()
    } finally {
      isTaken = false
    }
  }
}
