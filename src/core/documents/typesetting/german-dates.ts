/** Dates and times as documents write them, German unless said; the time zone (IANA name) is always said, never the machine's own. */

type Shape = Intl.DateTimeFormatOptions

const DAY: Shape = { day: 'numeric', month: 'long', year: 'numeric' }
const MINUTE: Shape = { hour: '2-digit', minute: '2-digit' }

/** "21. Februar 2017" for an ISO time. */
export const longDay = (iso: string, timeZone: string): string => format(iso, { ...DAY, timeZone })

/** "21. Februar 2017, 18:00 Uhr" for an ISO time. */
export const longTime = (iso: string, timeZone: string): string =>
  both(longDay(iso, timeZone), format(iso, { ...MINUTE, timeZone }))

/** "18:04:31" for an ISO time. */
export const clockTime = (iso: string, timeZone: string): string =>
  format(iso, { ...MINUTE, second: '2-digit', timeZone })

/** "21.02.2017" for an ISO time. */
export const shortDay = (iso: string, timeZone: string): string =>
  format(iso, { day: '2-digit', month: '2-digit', year: 'numeric', timeZone })

/** "21.02.2017, 18:42 Uhr" for an ISO time. */
export const shortTime = (iso: string, timeZone: string): string =>
  both(shortDay(iso, timeZone), format(iso, { ...MINUTE, timeZone }))

/** "21 February 2017" for an ISO time, in English: no reader takes the month for the day. */
export const englishDay = (iso: string, timeZone: string, month: 'long' | 'short'): string =>
  format(iso, { ...DAY, month, timeZone }, 'en-GB')

/** The local day as YYYY-MM-DD for an ISO time: what the calendar in the hall shows. */
export const calendarDay = (iso: string, timeZone: string): string =>
  shortDay(iso, timeZone).split('.').toReversed().join('-')

/** Whether an ISO time falls on a local day (YYYY-MM-DD). */
export const isOn = (day: string, at: string, timeZone: string): boolean =>
  longDay(at, timeZone) === longDay(`${day}T12:00:00Z`, 'UTC')

/** "21. Februar 2017" for a local day (YYYY-MM-DD), which needs no zone. */
export const localDay = (day: string): string => localDayAndTime(day, '')

/** "21. Februar 2017, 18:00 Uhr" for a local day (YYYY-MM-DD) and time (HH:MM or empty), which need no zone. */
export const localDayAndTime = (day: string, time: string): string =>
  both(format(`${day}T12:00:00Z`, { ...DAY, timeZone: 'UTC' }), time)

/** "Dienstag, 21. Februar 2017, 18:00 Uhr" for the same: whoever plans to come looks for the weekday first. */
export const weekdayAndTime = (day: string, time: string): string =>
  both(format(`${day}T12:00:00Z`, { ...DAY, weekday: 'long', timeZone: 'UTC' }), time)

/** "MEZ", "MESZ", "GMT+2": the zone's name at that time. */
export function zoneName(iso: string, timeZone: string): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return ''
  const parts = new Intl.DateTimeFormat('de-DE', { timeZone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

const both = (day: string, time: string): string => (time === '' ? day : `${day}, ${time} Uhr`)

/** Empty for what is no time: a document rather says nothing than "Invalid Date". */
function format(iso: string, shape: Shape, locale = 'de-DE'): string {
  const at = new Date(iso)
  return Number.isNaN(at.getTime()) ? '' : new Intl.DateTimeFormat(locale, shape).format(at)
}
