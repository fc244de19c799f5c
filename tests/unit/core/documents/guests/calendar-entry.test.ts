import { describe, expect, it } from 'vitest'
import { calendarEntry } from '../../../../../src/core/documents/guests/calendar-entry.ts'

const entry = calendarEntry({
  uid: 'abc@unterschriftenmappe',
  title: 'Unterzeichnung; „Bündnis für Arbeit, Bildung und gute Nachbarschaft im Landkreis Ahrental“',
  date: '2026-11-24',
  time: '23:00',
  minutes: 90,
  place: 'Großer Sitzungssaal, Weg\\1',
  description: 'Landkreis\nAhrental',
  madeAt: '2026-11-01T08:00:00.000Z',
})
const unfolded = entry.replaceAll('\r\n ', '')

describe('the calendar entry', () => {
  it('begins and ends in local time, also past midnight', () => {
    expect(unfolded).toContain('DTSTART;TZID=Europe/Berlin:20261124T230000\r\n')
    expect(unfolded).toContain('DTEND;TZID=Europe/Berlin:20261125T003000\r\n')
    expect(unfolded).toContain('DTSTAMP:20261101T080000Z\r\n')
  })

  it('escapes what has a meaning of its own', () => {
    expect(unfolded).toContain('SUMMARY:Unterzeichnung\\; „Bündnis für Arbeit\\, Bildung')
    expect(unfolded).toContain('LOCATION:Großer Sitzungssaal\\, Weg\\\\1\r\n')
    expect(unfolded).toContain('DESCRIPTION:Landkreis\\nAhrental\r\n')
  })

  it('folds lines after 75 octets, never within a letter', () => {
    const lines = entry.split('\r\n')
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75)
    expect(entry.endsWith('END:VCALENDAR\r\n')).toBe(true)
    expect(entry).not.toContain('\ufffd')
  })

  // RFC 5546 § 3.2.1: with METHOD it would have to name an ORGANIZER; RFC 5545 § 3.6.1: without, DTSTART stands in each event
  it('is an entry to take over, no message that somebody has to have sent', () => {
    expect(entry).not.toMatch(/^(METHOD|ORGANIZER|ATTENDEE)/m)
    for (const name of ['VERSION', 'PRODID', 'UID', 'DTSTAMP', 'DTSTART'])
      expect(entry.match(new RegExp(`^${name}\\b[^]`, 'gm'))).not.toBeNull()
  })

  it('brings the rules of German time along', () => {
    expect(entry).toMatch(/BEGIN:VTIMEZONE\r\nTZID:Europe\/Berlin\r\n[^]*END:VTIMEZONE/)
  })
})
