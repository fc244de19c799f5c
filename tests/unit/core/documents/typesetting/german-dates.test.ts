import { describe, expect, it } from 'vitest'
import {
  calendarDay,
  clockTime,
  englishDay,
  localDayAndTime,
  longTime,
  shortDay,
  shortTime,
  zoneName,
} from '../../../../../src/core/documents/typesetting/german-dates.ts'

const ZONE = 'Europe/Berlin'

describe('dates in documents', () => {
  it('are written the German way, in the zone that is named', () => {
    expect(longTime('2017-02-21T17:00:00Z', ZONE)).toBe('21. Februar 2017, 18:00 Uhr')
    expect(longTime('2017-02-21T23:30:00Z', ZONE)).toBe('22. Februar 2017, 00:30 Uhr')
    expect(clockTime('2017-07-01T17:00:05Z', ZONE)).toBe('19:00:05')
    expect(shortDay('2017-02-03T12:00:00Z', ZONE)).toBe('03.02.2017')
  })

  it('are written short beside a signature, and in English where the agreement is', () => {
    expect(shortTime('2017-07-01T16:42:00Z', ZONE)).toBe('01.07.2017, 18:42 Uhr')
    expect(englishDay('2017-02-21T23:30:00Z', ZONE, 'long')).toBe('22 February 2017')
    expect(englishDay('2017-02-21T17:00:00Z', ZONE, 'short')).toBe('21 Feb 2017')
  })

  it('name the day on the wall, not the one in Greenwich', () => {
    expect(calendarDay('2017-02-21T23:30:00Z', ZONE)).toBe('2017-02-22')
  })

  it('name winter and summer time', () => {
    expect(zoneName('2017-02-21T17:00:00Z', ZONE)).toBe('MEZ')
    expect(zoneName('2017-07-21T17:00:00Z', ZONE)).toBe('MESZ')
  })

  it('take a local day as it stands', () => {
    expect(localDayAndTime('2017-02-21', '18:00')).toBe('21. Februar 2017, 18:00 Uhr')
    expect(localDayAndTime('2017-02-21', '')).toBe('21. Februar 2017')
    expect(localDayAndTime('', '')).toBe('')
  })

  it('say nothing for what is no time', () => {
    expect(longTime('gestern', ZONE)).toBe('')
    expect(shortTime('', ZONE)).toBe('')
    expect(calendarDay('', ZONE)).toBe('')
    expect(zoneName('', ZONE)).toBe('')
  })
})
