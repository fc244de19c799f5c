/** Who came: the rows of the attendance list, for paper and for spreadsheets. */
import { fullName } from '../shared/domain/registry.ts'
import type { Attendee } from '../shared/domain/registry.ts'
import { stationName } from '../shared/domain/station.ts'
import type { State } from '../shared/domain/state.ts'
import { clockTime, shortDay } from './documents/german-dates.ts'
import { toCsv } from './registry/csv-writing.ts'

export type AttendanceRow = {
  name: string
  organisation: string
  function: string
  /** ISO, UTC; null for those who did not come. */
  arrivedAt: string | null
  remark: string
}

/** All attendees by organisation, then by name. */
export function attendanceRows(state: State): AttendanceRow[] {
  return Object.values(state.attendees)
    .map((attendee) => ({
      name: [attendee.lastName, [attendee.title, attendee.firstName].filter(Boolean).join(' ')]
        .filter(Boolean)
        .join(', '),
      organisation: organisationOf(state, attendee),
      function: attendee.function,
      arrivedAt: state.arrivals[attendee.id]?.at ?? null,
      remark: remarkOn(state, attendee),
    }))
    .toSorted((a, b) => german.compare(a.organisation, b.organisation) || german.compare(a.name, b.name))
}

const german = new Intl.Collator('de')

const organisationOf = (state: State, { partnerId }: Attendee): string =>
  partnerId === null ? '' : (state.partners[partnerId]?.name ?? '')

const remarkOn = (state: State, attendee: Attendee): string =>
  [placeRemark(state, attendee), lateRemark(state, attendee)].filter(Boolean).join('; ')

/** The time is then that of the desk, not of this computer. */
function lateRemark(state: State, { id }: Attendee): string {
  const { at, enteredAt } = state.arrivals[id] ?? {}
  if (enteredAt === undefined) return ''
  return enteredAt === at ? 'nachgetragen, genaue Uhrzeit unbekannt' : 'nachgetragen'
}

function placeRemark(state: State, attendee: Attendee): string {
  const standInId = state.substitutes[attendee.id]
  const standIn = standInId && state.attendees[standInId]
  if (standIn) return `vertreten durch ${fullName(standIn)}`
  if (attendee.substituteFor) {
    const absent = state.attendees[attendee.substituteFor]
    return absent ? `kommt für ${fullName(absent)}` : 'Vertretung'
  }
  return attendee.origin === 'walk-in' ? 'nicht auf der Liste' : ''
}

/** The list for spreadsheets: UTF-8 with BOM, semicolons, no live formulas, times as the clock in the hall showed them. */
export function attendanceCsv(state: State, timeZone: string): Uint8Array {
  const header = [
    'Nachname',
    'Vorname',
    'Titel',
    'Funktion',
    'Organisation',
    'Eingelassen um',
    'Gerät',
    'Bemerkung',
  ]
  const rows = Object.values(state.attendees).map((attendee) => {
    const arrival = state.arrivals[attendee.id]
    return [
      attendee.lastName,
      attendee.firstName,
      attendee.title,
      attendee.function,
      organisationOf(state, attendee),
      arrival ? `${shortDay(arrival.at, timeZone)} ${clockTime(arrival.at, timeZone)}` : '',
      arrival ? stationName(state, arrival.station) : '',
      remarkOn(state, attendee),
    ]
  })
  return Buffer.from(toCsv([header, ...rows]))
}
