/** How one guest reads: chosen for their turn, given back to the station's own language afterwards. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { inEasyWords } from '../../shared/consent.ts'
import type { Speech } from '../../shared/consent.ts'
import { languageOf } from '../i18n.ts'

export function useGuestLanguage() {
  const { locale } = useI18n({ useScope: 'global' })
  const stationLanguage = languageOf(locale.value)
  const language = computed<Speech>(() =>
    inEasyWords(languageOf(locale.value), locale.value.endsWith('-simple')),
  )

  function speak(wanted: Speech): void {
    locale.value = wanted
    document.documentElement.lang = wanted
  }

  return { language, speak, reset: () => speak(stationLanguage) }
}
