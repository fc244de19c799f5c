/** Who came: the rows of the attendance list, for paper and for spreadsheets. */
import { companionsIn } from '../../shared/domain/door/heads.ts'
import { inListOrder, listName } from '../../shared/domain/paper/list-order.ts'
import { codeOf } from '../../shared/domain/paper/paper.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import type { AttendanceListRow, ListArrival } from '../documents/guests/attendance-list.ts'
import { arrivalsTable } from '../export/arrivals.ts'
import { cellsOf } from '../export/table.ts'
import { organisationOf, remarkOn } from './people.ts'
import { toCsv } from '../registry/csv-writing.ts'

/** All attendees by organisation, then by name. */
export function attendanceRows(state: State): AttendanceListRow[] {
  return Object.values(state.attendees)
    .map((attendee) => ({
      name: listName(attendee),
      organisation: organisationOf(state, attendee),
      function: attendee.function,
      arrival: arrivalOn(state, attendee),
      remark: remarkOn(state, attendee),
      hasNote: attendee.note !== '',
      code: codeOf(state, attendee.id),
    }))
    .toSorted(inListOrder('organisation'))
}

function arrivalOn(state: State, { id }: Attendee): ListArrival | null {
  const arrival = state.arrivals[id]
  if (!arrival) return null
  const { at, station, fromPaper } = arrival
  const isUntimed = fromPaper !== undefined && fromPaper.notedAt === null
  return {
    at: isUntimed ? null : at,
    desk: stationName(state, station),
    isFromPaper: fromPaper !== undefined,
    companions: companionsIn(arrival),
  }
}

/** The list for spreadsheets: UTF-8 with BOM, semicolons, no live formulas, times as the clock in the hall showed them. */
export const attendanceCsv = (state: State, timeZone: string): Uint8Array =>
  Buffer.from(toCsv(cellsOf(arrivalsTable(state, timeZone))))
