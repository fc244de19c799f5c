/** The language of one guest: chosen for their turn, given back to the station's own afterwards. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Language } from '../../shared/consent.ts'
import { languageOf } from '../i18n.ts'

export function useGuestLanguage() {
  const { locale } = useI18n({ useScope: 'global' })
  const stationLanguage = languageOf(locale.value)
  const language = computed(() => languageOf(locale.value))

  function speak(wanted: Language): void {
    locale.value = wanted
    document.documentElement.lang = wanted
  }

  return { language, speak, reset: () => speak(stationLanguage) }
}
