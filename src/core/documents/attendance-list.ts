/** The attendance list on paper: who was invited, who came when, and, if wanted, room to sign. */
import type { FontFaces } from '../fonts.ts'
import { localDayAndTime, longDay, longTime } from './german-dates.ts'
import { mm } from './sheet.ts'
import { drawTable } from './table.ts'
import type { Cell, Column } from './table.ts'
import { Typesetter } from './typesetter.ts'

export type AttendanceList = {
  ceremony: {
    title: string
    host: string
    place: string
    /** Local day YYYY-MM-DD and time HH:MM; the time may be empty. */
    date: string
    time: string
  }
  rows: readonly AttendanceListRow[]
  /** Rows become tall enough to sign in. */
  withSignatureColumn: boolean
  sortedBy: 'name' | 'organisation'
  /** ISO 8601, UTC. */
  madeAt: string
}

export type AttendanceListRow = {
  /** As it should be sorted and read: "Weißkopf-Stäbler, Ingrid". */
  name: string
  organisation: string
  function: string
  /** ISO 8601, UTC; null for those who have not come. */
  arrivedAt: string | null
  remark: string
}

const SIGNING_ROW = mm(11)

/** A4 landscape PDF (bytes), the same for the same list. Rows are sorted here, the German way. */
export async function makeAttendanceList(
  list: AttendanceList,
  fonts: FontFaces,
  timeZone: string,
): Promise<Uint8Array> {
  const { ceremony, madeAt } = list
  const sheet = new Typesetter({
    fonts,
    title: `Anwesenheitsliste: ${ceremony.title}`,
    madeAt: new Date(madeAt),
    layout: 'landscape',
    margins: { top: mm(16), right: mm(15), bottom: mm(18), left: mm(20) },
    footer: (page, pages) => ({
      left: `${ceremony.title} · Stand ${longTime(madeAt, timeZone)}`,
      right: `Seite ${page} von ${pages}`,
    }),
  })
  sheet.heading(1, 'Anwesenheitsliste', { size: 16, spaceAfter: 1 })
  sheet.paragraph([{ text: ceremony.title, style: 'bold' }], { size: 11, spaceAfter: 2 })
  const about = [localDayAndTime(ceremony.date, ceremony.time), ceremony.place, ceremony.host]
  sheet.paragraph(about.filter(Boolean).join(' · '), { size: 9, spaceAfter: 2 })
  sheet.paragraph([{ text: totals(list.rows), style: 'bold' }], { size: 9, spaceAfter: 7 })
  const style = list.withSignatureColumn ? { rowHeight: SIGNING_ROW, grid: true } : {}
  drawTable(sheet, columnsOf(list), sorted(list).map(cellsOf(list, timeZone)), { size: 8.5, ...style })
  return sheet.finish()
}

function totals(rows: readonly AttendanceListRow[]): string {
  const present = rows.filter(({ arrivedAt }) => arrivedAt !== null).length
  const organisations = new Set(rows.map(({ organisation }) => organisation).filter(Boolean)).size
  const people = rows.length === 1 ? '1 Person' : `${rows.length} Personen`
  const from = organisations === 1 ? '1 Organisation' : `${organisations} Organisationen`
  return `${people} aus ${from}, davon ${present} anwesend`
}

function columnsOf({ withSignatureColumn, sortedBy }: AttendanceList): Column[] {
  const name = { title: 'Name', share: 23 }
  const organisation = { title: 'Organisation', share: 26 }
  return [
    { title: 'Nr.', share: 4, align: 'right' },
    ...(sortedBy === 'name' ? [name, organisation] : [organisation, name]),
    { title: 'Funktion', share: 26 },
    { title: 'Anwesend seit', share: 10 },
    ...(withSignatureColumn
      ? [
          { title: 'Unterschrift', share: 26 },
          { title: 'Bemerkung', share: 12 },
        ]
      : [{ title: 'Bemerkung', share: 18 }]),
  ]
}

function sorted({ rows, sortedBy }: AttendanceList): AttendanceListRow[] {
  const german = new Intl.Collator('de', { numeric: true })
  const byName = (a: AttendanceListRow, b: AttendanceListRow) => german.compare(a.name, b.name)
  const byOrganisation = (a: AttendanceListRow, b: AttendanceListRow) =>
    german.compare(a.organisation, b.organisation) || byName(a, b)
  return rows.toSorted(sortedBy === 'name' ? byName : byOrganisation)
}

const cellsOf =
  ({ ceremony, withSignatureColumn, sortedBy }: AttendanceList, timeZone: string) =>
  (row: AttendanceListRow, index: number): Cell[] => {
    const name = [{ text: row.name, style: 'bold' as const }]
    return [
      String(index + 1),
      ...(sortedBy === 'name' ? [name, row.organisation] : [row.organisation, name]),
      row.function,
      arrival(row.arrivedAt, ceremony.date, timeZone),
      ...(withSignatureColumn ? [''] : []),
      row.remark,
    ]
  }

/** "18:04 Uhr"; with the day where it is not the day of the ceremony. */
function arrival(at: string | null, day: string, timeZone: string): string {
  if (at === null) return ''
  const full = longTime(at, timeZone)
  const today = `${longDay(`${day}T12:00:00Z`, 'UTC')}, `
  return full.startsWith(today) ? full.slice(today.length) : full
}
