/** What is said of the contract's form, in the language of the surface. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { accessionTexts, formTexts } from '../../../shared/contract-form.ts'
import type { State } from '../../../shared/domain/state.ts'
import { languageOf } from '../../i18n.ts'

export function useFormTexts(state: () => State) {
  const { locale } = useI18n()
  return computed(() => {
    const { agreement, ceremony } = state()
    const texts = agreement?.accession ? accessionTexts : formTexts
    return texts(ceremony?.contractForm, languageOf(locale.value))
  })
}
