/** The seating order on paper: seat by seat for those who show people to them, or by organisation for those who ask. */
import type { FontFaces } from '../../fonts.ts'
import { bold, plain } from '../typesetting/spans.ts'
import { beginList } from '../typesetting/list-head.ts'
import type { ListPaper } from '../typesetting/list-head.ts'
import { drawLongTable } from '../typesetting/table.ts'
import type { Cell, Column } from '../typesetting/table.ts'
import { UNWATCHED } from '../../work.ts'
import type { Work } from '../../work.ts'

export type SeatingRow = {
  /** "Öztürk, Dr. Ayşe" */
  name: string
  function: string
  organisation: string
  /** Empty for those without one. */
  seat: string
  isGuestOfHonour: boolean
  /** Why another sits here: "kommt für …". */
  remark: string
}

export type SeatingList = Omit<ListPaper, 'name'> & {
  rows: readonly SeatingRow[]
  sortedBy: 'seat' | 'organisation'
}

const german = new Intl.Collator('de', { numeric: true })
const SEAT: Column = { title: 'Platz', share: 12 }
const NAME: Column = { title: 'Name', share: 30, namesRow: true }
const ORGANISATION: Column = { title: 'Organisation', share: 30 }
const OFFICE: Column = { title: 'Funktion', share: 28 }

/** A4 PDF (bytes). Rows are sorted here; those without a seat come last. */
export async function makeSeatingList(
  list: SeatingList,
  fonts: FontFaces,
  work: Work = UNWATCHED,
): Promise<Uint8Array> {
  const { rows, sortedBy } = list
  const sheet = beginList({ ...list, name: 'Sitzordnung' }, fonts)
  const free = rows.filter(({ seat }) => seat === '').length
  const seated = rows.length - free
  const counts = `${seated === 1 ? '1 Person' : `${seated} Personen`} mit Platz${free > 0 ? `, ${free} ohne` : ''}`
  sheet.paragraph([bold(counts)], { size: 9, spaceAfter: 7 })
  const columns =
    sortedBy === 'seat' ? [SEAT, NAME, OFFICE, ORGANISATION] : [ORGANISATION, NAME, OFFICE, SEAT]
  const sorted = rows.toSorted(sortedBy === 'seat' ? bySeat : byOrganisation)
  await drawLongTable(sheet, columns, sorted.map(cellsOf(sortedBy)), { size: 9 }, work)
  return sheet.finish()
}

const byName = (a: SeatingRow, b: SeatingRow) => german.compare(a.name, b.name)

const bySeat = (a: SeatingRow, b: SeatingRow) =>
  Number(a.seat === '') - Number(b.seat === '') || german.compare(a.seat, b.seat) || byName(a, b)

const byOrganisation = (a: SeatingRow, b: SeatingRow) =>
  german.compare(a.organisation, b.organisation) || byName(a, b)

const cellsOf =
  (sortedBy: SeatingList['sortedBy']) =>
  ({ name, function: office, organisation, seat, isGuestOfHonour, remark }: SeatingRow): Cell[] => {
    const marks = [isGuestOfHonour ? 'Ehrengast' : '', remark].filter(Boolean).join(', ')
    const person = [bold(name), ...(marks === '' ? [] : [plain(`\n${marks}`)])]
    const place = [bold(seat === '' ? '–' : seat)]
    return sortedBy === 'seat' ? [place, person, office, organisation] : [organisation, person, office, place]
  }
