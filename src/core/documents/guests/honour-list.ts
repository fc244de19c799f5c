/** For the lectern: the guests of honour in the order in which they are greeted, in letters to be read standing. */
import type { FontFaces } from '../../fonts.ts'
import { bold, plain } from '../typesetting/spans.ts'
import { beginList } from '../typesetting/list-head.ts'
import type { ListPaper } from '../typesetting/list-head.ts'
import { drawTable } from '../typesetting/table.ts'
import type { Cell } from '../typesetting/table.ts'

export type HonourRow = {
  /** As it is said: "Frau Dr. Ayşe Öztürk". */
  name: string
  pronunciation: string
  function: string
  organisation: string
  isPresent: boolean
  /** In whose place this person comes; empty else. */
  standsInFor: string
}

export type HonourList = Omit<ListPaper, 'name'> & { rows: readonly HonourRow[] }

const TICK: Cell = { tickBox: true }
const COLUMNS = [
  { title: 'Nr.', share: 7, align: 'right' as const },
  { title: 'Name, Funktion', share: 50, namesRow: true },
  { title: 'Organisation', share: 33 },
  { title: 'Da', share: 10, align: 'center' as const },
]

/** A4 PDF (bytes), the rows in the order given. */
export async function makeHonourList(list: HonourList, fonts: FontFaces): Promise<Uint8Array> {
  const { rows } = list
  const sheet = beginList({ ...list, name: 'Ehrengäste in der Reihenfolge der Begrüßung' }, fonts)
  const present = rows.filter(({ isPresent }) => isPresent).length
  const guests = rows.length === 1 ? '1 Ehrengast' : `${rows.length} Ehrengäste`
  sheet.paragraph([bold(`${guests}, davon ${present} anwesend`)], { size: 11, spaceAfter: 8 })
  drawTable(sheet, COLUMNS, rows.map(cellsOf), { size: 13, padding: 6 })
  return sheet.finish()
}

function cellsOf(row: HonourRow, index: number): Cell[] {
  const { name, pronunciation, function: office, organisation, isPresent, standsInFor } = row
  const below = [
    pronunciation === '' ? '' : `gesprochen: ${pronunciation}`,
    office,
    standsInFor === '' ? '' : `in Vertretung von ${standsInFor}`,
  ].filter(Boolean)
  return [
    String(index + 1),
    [bold(name), ...below.map((line) => plain(`\n${line}`))],
    organisation,
    isPresent ? 'ja' : TICK,
  ]
}
