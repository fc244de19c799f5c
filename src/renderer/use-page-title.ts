/** Puts together what a window is called: in a rehearsal MUSTER first, then the page or the task of the device, then the program. */
import { storeToRefs } from 'pinia'
import { watch, watchEffect } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { usePageTitleStore } from './stores/page-title.ts'
import { useRehearsalStore } from './stores/rehearsal.ts'

/** Surfaces that are one page, by their path. */
const TASKS: Readonly<Record<string, string>> = {
  '/reception': 'common.role.reception',
  '/signing': 'common.role.signing',
  '/display': 'common.role.display',
}

export function usePageTitle(): void {
  const { t } = useI18n()
  const route = useRoute()
  const { name } = storeToRefs(usePageTitleStore())
  const { id } = storeToRefs(useRehearsalStore())
  watch(
    () => route.path,
    () => (name.value = ''),
  )
  watchEffect(() => {
    const task = TASKS[route.path]
    document.title = titleOf(
      id.value === null ? '' : t('rehearsal.mark.word'),
      name.value || (task ? t(task) : ''),
      t('common.appName'),
    )
  })
}

export const titleOf = (...parts: readonly string[]): string =>
  parts.filter((part) => part !== '').join(' – ')
