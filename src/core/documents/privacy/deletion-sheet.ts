/** The deletion protocol: what was deleted, how much, when and by which rule. It names nobody. */
import type { FontFaces } from '../../fonts.ts'
import { longTime } from '../typesetting/german-dates.ts'
import { beginList } from '../typesetting/list-head.ts'
import type { ListPaper } from '../typesetting/list-head.ts'
import { drawList } from './disclosure.ts'
import { drawTable } from '../typesetting/table.ts'

export type DeletionSheet = Omit<ListPaper, 'name'> & {
  rows: readonly { at: string; what: string; why: string; count: string }[]
  notes: readonly string[]
  /** Labels and values that stand below the table. */
  facts: readonly (readonly [string, string])[]
}

/** A4 PDF (bytes), the same for the same protocol. */
export async function makeDeletionSheet(sheet: DeletionSheet, fonts: FontFaces): Promise<Uint8Array> {
  const { timeZone } = sheet
  const paper = beginList({ ...sheet, name: 'Löschprotokoll' }, fonts)
  paper.heading(2, 'Was gelöscht wurde')
  const rows = sheet.rows.map(({ at, what, why, count }) => [longTime(at, timeZone), what, count, why])
  drawTable(paper, COLUMNS, rows, { size: 8.5 })
  paper.y += 8
  paper.keyValues(sheet.facts)
  drawList(paper, 'Dazu', sheet.notes)
  return paper.finish()
}

const COLUMNS = [
  { title: 'Zeit', share: 22 },
  { title: 'Was', share: 28 },
  { title: 'Wie viel', share: 22 },
  { title: 'Warum', share: 28 },
]
