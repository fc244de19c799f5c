/** The two languages of the surfaces: German first, English second; one file per area under locales/. */
import { createI18n } from 'vue-i18n'
import type { Language, Speech } from '../shared/consent.ts'

type Messages = { [key: string]: string | Messages }

const LANGUAGE_KEY = 'mappe.language'
const files = import.meta.glob<Messages>('./locales/*/*.json', { eager: true, import: 'default' })

/** The plugin for the app, set to the stored language or the browser's. */
export function setUpI18n() {
  const locale = storedLanguage() ?? languageOf(navigator.language)
  document.documentElement.lang = locale
  return createI18n({
    legacy: false,
    locale,
    // easy words are there for what guests read at the pad; everything else is said as usual
    fallbackLocale: { 'de-simple': ['de'], 'en-simple': ['en'], default: ['de'] },
    messages: {
      de: messagesOf('de'),
      en: messagesOf('en'),
      'de-simple': messagesOf('de-simple'),
      'en-simple': messagesOf('en-simple'),
    },
  })
}

/** Keeps the choice on this device and tells assistive technology about it. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE_KEY, language)
  document.documentElement.lang = language
}

/** German for every language but English: the ceremony is a German one. */
export const languageOf = (tag: string): Language => (tag.toLowerCase().startsWith('en') ? 'en' : 'de')

function storedLanguage(): Language | null {
  const stored = localStorage.getItem(LANGUAGE_KEY)
  return stored === null ? null : languageOf(stored)
}

/** All files of one language, each under its own name: `organizer.json` answers to `organizer.…`. */
function messagesOf(language: Speech): Messages {
  const own = Object.entries(files).filter(([path]) => path.startsWith(`./locales/${language}/`))
  return Object.fromEntries(own.map(([path, messages]) => [areaOf(path), messages]))
}

const areaOf = (path: string) => path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
