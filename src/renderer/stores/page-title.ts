/** What the page before one is called: the window, its tab and a screen reader say it (WCAG 2.4.2). */
import { defineStore } from 'pinia'
import { ref } from 'vue'

export const usePageTitleStore = defineStore('page-title', () => {
  /** Empty where a surface is one page and is called by its task. */
  const name = ref('')
  return { name }
})
