/** Dates, times and numbers as people read them, in the language of the surface and the time of this device. */
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

export type Format = {
  /** "18:04" */
  time(at: string): string
  /** "18:04:31" */
  timeExact(at: string): string
  /** "21. Februar 2017", from YYYY-MM-DD or an instant. */
  date(at: string): string
  /** "Dienstag" */
  weekday(at: string): string
  /** "21.02.2017" or "21 Feb 2017", for where there is little room. */
  dateShort(at: string): string
  /** "21.02.2017, 18:04" */
  dateTime(at: string): string
  number(value: number): string
  /** The values of a sentence, its numbers as people read them: "10.120". */
  numbers(values: Readonly<Record<string, string | number>>): Record<string, string>
  /** "A, B und C" */
  list(items: readonly string[]): string
}

export function formatFor(locale: string): Format {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, options)
    return (at: string) => formatter.format(dateOf(at))
  }
  const numbers = new Intl.NumberFormat(locale)
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  return {
    time: format({ hour: '2-digit', minute: '2-digit' }),
    timeExact: format({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    date: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    weekday: format({ weekday: 'long' }),
    dateShort: format({ dateStyle: 'medium' }),
    dateTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
    number: (value) => numbers.format(value),
    numbers: (values) =>
      Object.fromEntries(
        Object.entries(values).map(([key, value]) => [
          key,
          typeof value === 'number' ? numbers.format(value) : value,
        ]),
      ),
    list: (items) => lists.format(items),
  }
}

/** A document is dated in its own language, whatever that of the page. */
export const formatIn = (language: 'de' | 'en'): Format => formatFor(language === 'en' ? 'en-GB' : 'de-DE')

/** Follows the chosen language. */
export function useFormat() {
  const { locale } = useI18n()
  return computed(() => formatIn(locale.value.startsWith('en') ? 'en' : 'de'))
}

/** A bare calendar day means that day here, not midnight in Greenwich. */
const dateOf = (at: string) => new Date(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T12:00` : at)
