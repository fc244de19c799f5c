/** Who came, as a table. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { companionsIn } from '../../shared/domain/door/heads.ts'
import { codeOf } from '../../shared/domain/paper/paper.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { stationName } from '../../shared/domain/station.ts'
import { deletionNote } from '../privacy/deletion-note.ts'
import { clockTime, shortDay } from '../documents/typesetting/german-dates.ts'
import { organisationOf, remarkOn } from '../door/people.ts'
import { tableOf } from './table.ts'
import type { ExportTable } from './table.ts'

/**
 * Everybody on the list and, of those who came, when and where; times as the clock in the hall showed them.
 * Where entries were deleted, a last row says so.
 */
export function arrivalsTable(state: State, timeZone: string): ExportTable {
  const arrivalOf = ({ id }: Attendee) => state.arrivals[id]
  const table = tableOf<Attendee>(
    'Ankünfte',
    [
      ['Nachname', 'lastName', ({ lastName }) => lastName],
      ['Vorname', 'firstName', ({ firstName }) => firstName],
      ['Titel', 'title', ({ title }) => title],
      ['Funktion', 'function', (attendee) => attendee.function],
      ['Organisation', 'organisation', (attendee) => organisationOf(state, attendee)],
      ['Eingelassen um', 'arrivedAt', (attendee) => arrivedAt(arrivalOf(attendee), timeZone)],
      ['Gerät', 'station', (attendee) => stationOf(state, arrivalOf(attendee))],
      ['Begleitpersonen', 'companions', ({ id }) => numberText(companionsIn(state.arrivals[id]))],
      ['Vom Papier', 'fromPaper', (attendee) => (arrivalOf(attendee)?.fromPaper ? 'ja' : '')],
      ['Bemerkung', 'remark', (attendee) => remarkOn(state, attendee)],
      ['Kürzel', 'code', ({ id }) => codeOf(state, id)],
    ],
    Object.values(state.attendees),
  )
  const note = deletionNote(state)
  return note === '' ? table : { ...table, rows: [...table.rows, remarkRow(table, note)] }
}

/** A row that is about nobody. */
const remarkRow = ({ columns }: ExportTable, remark: string): string[] =>
  columns.map(({ key }) => (key === 'remark' ? remark : ''))

type Arrival = State['arrivals'][AttendeeId] | undefined

/** Only counted; those who are named have lines of their own. */
export const numberText = (count: number): string => (count === 0 ? '' : String(count))

const stationOf = (state: State, arrival: Arrival): string =>
  arrival ? stationName(state, arrival.station) : ''

/** Empty for a tick on paper beside which no hour stood. */
function arrivedAt(arrival: Arrival, timeZone: string): string {
  if (!arrival || arrival.fromPaper?.notedAt === null) return ''
  return timeText(arrival.at, timeZone)
}

/** "21.02.2017 18:05:00" */
export const timeText = (at: string, timeZone: string): string =>
  `${shortDay(at, timeZone)} ${clockTime(at, timeZone)}`
