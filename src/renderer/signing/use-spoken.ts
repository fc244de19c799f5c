/** What a screen reader says when the tablet's task changes without a touch: who is called, how a turn ended. */
import { computed } from 'vue'
import type { ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Signing } from './use-signing.ts'

/** Words for a live region that is there before they are. */
export function useSpoken({ step, draft, call, failure, status }: Signing): ComputedRef<string> {
  const { t } = useI18n()
  return computed(() => {
    if (step.value === 'thanks' || step.value === 'declined' || step.value === 'recalled')
      return t(`signing.${step.value}.text`)
    if (step.value === 'called')
      return [t('signing.called.title'), draft.value?.organisation, call.value?.person?.name]
        .filter(Boolean)
        .join(', ')
    if (step.value !== 'sending') return ''
    if (failure.value) return t('signing.sending.notTaken')
    return status.value === 'connected' ? '' : t('signing.sending.lost')
  })
}
