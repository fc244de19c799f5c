/** What people wait for: anything a button began is shown as soon as it takes longer than half a second. */
import { defineStore } from 'pinia'
import { readonly, ref } from 'vue'

/** In ms; what is done sooner would only flicker. */
export const NOTICED_MS = 500

export const useBusyStore = defineStore('busy', () => {
  const isLong = ref(false)
  let running = 0
  let noticing: ReturnType<typeof setTimeout> | undefined

  function begin(): void {
    running += 1
    noticing ??= setTimeout(() => void (isLong.value = true), NOTICED_MS)
  }

  function end(): void {
    running -= 1
    if (running > 0) return
    clearTimeout(noticing)
    noticing = undefined
    isLong.value = false
  }

  return { isLong: readonly(isLong), begin, end }
})
