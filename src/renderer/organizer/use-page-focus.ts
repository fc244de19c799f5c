/** A new page of the console is announced by its heading, and the focus never falls off a page. */
import { nextTick, onBeforeUnmount, watch, watchPostEffect } from 'vue'
import { useRoute } from 'vue-router'
import { keepFocus } from './kept-focus.ts'

export function usePageFocus(page: () => HTMLElement | null): void {
  const route = useRoute()
  let end: (() => void) | undefined
  watchPostEffect(() => {
    end?.()
    const element = page()
    end = element ? keepFocus(element) : undefined
  })
  onBeforeUnmount(() => end?.())
  watch(
    () => route.path,
    async () => {
      // where nothing has the focus, nobody is led anywhere
      if (document.activeElement === document.body) return
      await nextTick()
      // a page that has set the focus itself knows better
      if (page()?.contains(document.activeElement)) return
      page()?.querySelector('h1')?.focus({ preventScroll: true })
    },
    { flush: 'post' },
  )
}
