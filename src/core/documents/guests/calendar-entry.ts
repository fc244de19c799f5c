/** The ceremony as an entry for calendars (iCalendar, RFC 5545), in German local time. */

export type CalendarEntry = {
  /** The same for the same ceremony, so that a corrected entry replaces the first. */
  uid: string
  title: string
  /** Local day YYYY-MM-DD and time HH:MM. */
  date: string
  time: string
  minutes: number
  place: string
  description: string
  /** ISO 8601, UTC. */
  madeAt: string
}

/** The rules of German time since 1996 (RFC 5545 § 3.6.5), so that no calendar need know the zone. */
const BERLIN = [
  'BEGIN:VTIMEZONE',
  'TZID:Europe/Berlin',
  'BEGIN:DAYLIGHT',
  'TZNAME:CEST',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'DTSTART:19960331T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'TZNAME:CET',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'DTSTART:19961027T030000',
  'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
  'END:STANDARD',
  'END:VTIMEZONE',
]

/**
 * The text of an `.ics` file: UTF-8, lines of at most 75 octets, CRLF. It has no METHOD: with one it would be a message between
 * calendars, which must name an ORGANIZER by address (RFC 5546 § 3.2.1), and no such address is known here. Without it, it is an
 * entry to be taken over (RFC 5545 § 3.7.2).
 */
export function calendarEntry(entry: CalendarEntry): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Unterschriftenmappe//DE',
    'CALSCALE:GREGORIAN',
    ...BERLIN,
    'BEGIN:VEVENT',
    `UID:${entry.uid}`,
    `DTSTAMP:${compact(entry.madeAt)}Z`,
    `DTSTART;TZID=Europe/Berlin:${localTime(entry, 0)}`,
    `DTEND;TZID=Europe/Berlin:${localTime(entry, entry.minutes)}`,
    `SUMMARY:${escaped(entry.title)}`,
    ...(entry.place === '' ? [] : [`LOCATION:${escaped(entry.place)}`]),
    ...(entry.description === '' ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
    'END:VEVENT',
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

/** "20261124T180000": the wall clock, so many minutes after the beginning. */
const localTime = ({ date, time }: CalendarEntry, minutes: number): string =>
  compact(new Date(Date.parse(`${date}T${time}:00Z`) + minutes * 60_000).toISOString())

const compact = (iso: string): string => iso.slice(0, 19).replace(/[-:]/g, '')

/** TEXT values, RFC 5545 § 3.3.11. */
const escaped = (text: string): string =>
  text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r\n|\r|\n/g, '\\n')

const LONGEST = 75

/** Folds after whole characters, counted in octets (RFC 5545 § 3.1). */
function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = Buffer.byteLength(character)
    if (octets + size > LONGEST) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return text
}
