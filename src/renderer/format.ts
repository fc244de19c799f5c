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
  /** "21.02.2017, 18:04" */
  dateTime(at: string): string
  number(value: number): string
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
    dateTime: format({ dateStyle: 'medium', timeStyle: 'short' }),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
  }
}

/** Follows the chosen language. */
export function useFormat() {
  const { locale } = useI18n()
  return computed(() => formatFor(locale.value.startsWith('en') ? 'en-GB' : 'de-DE'))
}

/** A bare calendar day means that day here, not midnight in Greenwich. */
const dateOf = (at: string) => new Date(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T12:00` : at)
