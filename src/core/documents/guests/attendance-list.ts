/** The attendance list on paper: who was invited, who came when, and, if wanted, room to sign. */
import { inListOrder } from '../../../shared/domain/paper/list-order.ts'
import type { ListOrder } from '../../../shared/domain/paper/list-order.ts'
import type { FontFaces } from '../../fonts.ts'
import { longDay, longTime } from '../typesetting/german-dates.ts'
import { beginList } from '../typesetting/list-head.ts'
import type { ListCeremony } from '../typesetting/list-head.ts'
import type { Letterhead } from '../typesetting/letterhead.ts'
import { mm } from '../typesetting/sheet.ts'
import { drawLongTable } from '../typesetting/table.ts'
import type { Cell, Column } from '../typesetting/table.ts'
import { UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'

export type AttendanceList = {
  ceremony: ListCeremony
  rows: readonly AttendanceListRow[]
  /** Rows become tall enough to sign in. */
  withSignatureColumn: boolean
  sortedBy: ListOrder
  /** Says that entries were deleted; empty where none were. */
  deletionNote: string
  /** ISO 8601, UTC. */
  madeAt: string
  letterhead?: Letterhead | null
}

export type AttendanceListRow = {
  /** As it should be sorted and read: "Weißkopf-Stäbler, Ingrid". */
  name: string
  organisation: string
  function: string
  /** Null for those who have not come: they get a box to tick. */
  arrival: ListArrival | null
  remark: string
  /** Something is noted about this guest: "!!" says to look it up, the note itself lies on no table. */
  hasNote: boolean
  /** Short code of the row, to type ticks back by. */
  code: string
}

export type ListArrival = {
  /** ISO 8601, UTC; null where a list on paper named no hour. */
  at: string | null
  /** The desk that let the guest in. */
  desk: string
  isFromPaper: boolean
  /** Who came along and was only counted. */
  companions: number
}

const SIGNING_ROW = mm(11)
const TICK: Cell = { tickBox: true }

/** A4 landscape PDF (bytes), the same for the same list. Rows are sorted here, the German way. */
export async function makeAttendanceList(
  list: AttendanceList,
  fonts: FontFaces,
  timeZone: string,
  work: Work = UNWATCHED,
): Promise<Uint8Array> {
  const { ceremony, madeAt, letterhead = null } = list
  const paper = { name: 'Anwesenheitsliste', ceremony, madeAt, timeZone, letterhead }
  const sheet = beginList(paper, fonts, {
    layout: 'landscape',
    margins: { top: mm(16), right: mm(15), bottom: mm(18), left: mm(20) },
  })
  sheet.paragraph([{ text: totals(list.rows), style: 'bold' }], { size: 9, spaceAfter: 1 })
  if (list.deletionNote !== '') sheet.paragraph(list.deletionNote, { size: 9, spaceAfter: 1 })
  sheet.paragraph(LEGEND, { size: 8, shade: 0.3, spaceAfter: 6 })
  const style = list.withSignatureColumn ? { rowHeight: SIGNING_ROW, grid: true } : {}
  const rows = list.rows.toSorted(inListOrder(list.sortedBy)).map(cellsOf(list, timeZone))
  await drawLongTable(sheet, columnsOf(list), rows, { size: 8.5, ...style }, work)
  return sheet.finish()
}

const LEGEND =
  '!! heißt: Zu diesem Gast gibt es einen Hinweis, bitte am Empfang nachsehen. Wird hier abgehakt: Das Kürzel der Zeile führt den Haken später ins Programm.'

function totals(rows: readonly AttendanceListRow[]): string {
  const present = rows.filter(({ arrival }) => arrival !== null).length
  const along = rows.reduce((sum, { arrival }) => sum + (arrival?.companions ?? 0), 0)
  const company =
    along === 0 ? '' : `, dazu ${along === 1 ? 'eine Begleitperson' : `${along} Begleitpersonen`}`
  const organisations = new Set(rows.map(({ organisation }) => organisation).filter(Boolean)).size
  const people = rows.length === 1 ? '1 Person' : `${rows.length} Personen`
  const from = organisations === 1 ? '1 Organisation' : `${organisations} Organisationen`
  return `${people} aus ${from}, davon ${present} anwesend${company}`
}

function columnsOf({ withSignatureColumn, sortedBy }: AttendanceList): Column[] {
  const name = { title: 'Name', share: 23, namesRow: true }
  const organisation = { title: 'Organisation', share: 26 }
  return [
    { title: 'Kürzel', share: 6 },
    ...(sortedBy === 'name' ? [name, organisation] : [organisation, name]),
    { title: 'Funktion', share: 26 },
    { title: 'Da seit', share: 12 },
    ...(withSignatureColumn
      ? [
          { title: 'Unterschrift', share: 26 },
          { title: 'Bemerkung', share: 12 },
        ]
      : [{ title: 'Bemerkung', share: 18 }]),
  ]
}

const cellsOf =
  ({ ceremony, withSignatureColumn, sortedBy }: AttendanceList, timeZone: string) =>
  (row: AttendanceListRow): Cell[] => {
    const name = [{ text: row.hasNote ? `!!\u00A0${row.name}` : row.name, style: 'bold' as const }]
    return [
      row.code,
      ...(sortedBy === 'name' ? [name, row.organisation] : [row.organisation, name]),
      row.function,
      row.arrival === null ? TICK : arrivalText(row.arrival, ceremony.date, timeZone),
      ...(withSignatureColumn ? [''] : []),
      row.remark,
    ]
  }

/** "18:04 Uhr, Empfang 1 · +2" */
function arrivalText(
  { at, desk, isFromPaper, companions }: ListArrival,
  day: string,
  timeZone: string,
): string {
  const time = at === null ? '' : clockOf(at, day, timeZone)
  const where = [time, isFromPaper ? 'vom Papier' : desk].filter(Boolean).join(', ')
  return companions === 0 ? where : `${where} · +${companions}`
}

/** "18:04 Uhr"; with the day where it is not the day of the ceremony. */
function clockOf(at: string, day: string, timeZone: string): string {
  const full = longTime(at, timeZone)
  const today = `${longDay(`${day}T12:00:00Z`, 'UTC')}, `
  return full.startsWith(today) ? full.slice(today.length) : full
}
