/** What a person is told of the data on them (Art. 15 GDPR), as a letter to hand over. */
import type { FontFaces } from '../../fonts.ts'
import { localDay, longTime } from '../typesetting/german-dates.ts'
import { beginList } from '../typesetting/list-head.ts'
import type { ListPaper } from '../typesetting/list-head.ts'
import { drawTable } from '../typesetting/table.ts'
import type { Typesetter } from '../typesetting/typesetter.ts'

export type Disclosure = Omit<ListPaper, 'name'> & {
  person: string
  data: readonly { what: string; value: string; source: string }[]
  /** Times are ISO 8601 in UTC. */
  acts: readonly { at: string; what: string; value: string; device: string }[]
  purposes: readonly string[]
  recipients: readonly string[]
  /** `due`: local day YYYY-MM-DD, null without a rule. */
  retention: readonly { what: string; period: string; due: string | null }[]
  notes: readonly string[]
  rights: readonly string[]
}

/** A4 PDF (bytes), the same for the same disclosure. */
export async function makeDisclosure(report: Disclosure, fonts: FontFaces): Promise<Uint8Array> {
  const sheet = beginList({ ...report, name: 'Auskunft über gespeicherte Daten' }, fonts)
  sheet.paragraph([{ text: `für ${report.person}`, style: 'bold' }], {
    size: 12,
    spaceBefore: 4,
    spaceAfter: 2,
  })
  sheet.paragraph('nach Art. 15 der Datenschutz-Grundverordnung (DSGVO)', { size: 9, shade: 0.3 })
  sheet.heading(2, 'Was gespeichert ist')
  drawTable(
    sheet,
    DATA,
    report.data.map(({ what, value, source }) => [what, value, source]),
    { size: 8.5 },
  )
  drawActs(sheet, report)
  drawList(sheet, 'Wozu', report.purposes)
  drawList(sheet, 'Wer es erhält', report.recipients)
  sheet.heading(2, 'Wie lange es bleibt')
  drawTable(
    sheet,
    PERIODS,
    report.retention.map(({ what, period, due }) => [what, period, due === null ? '–' : localDay(due)]),
    { size: 8.5 },
  )
  drawList(sheet, 'Was Sie außerdem wissen sollten', report.notes)
  drawList(sheet, 'Ihre Rechte', report.rights)
  return sheet.finish()
}

const DATA = [
  { title: 'Angabe', share: 24, namesRow: true },
  { title: 'Inhalt', share: 48 },
  { title: 'Woher', share: 28 },
]
const ACTS = [
  { title: 'Zeit', share: 24 },
  { title: 'Vorgang', share: 28 },
  { title: 'Inhalt', share: 32 },
  { title: 'Gerät', share: 16 },
]
const PERIODS = [
  { title: 'Art der Daten', share: 50, namesRow: true },
  { title: 'Frist nach dem Abend', share: 26 },
  { title: 'Fällig am', share: 24 },
]

function drawActs(sheet: Typesetter, { acts, timeZone }: Disclosure): void {
  sheet.heading(2, 'Vorgänge im Journal')
  const rows = acts.map(({ at, what, value, device }) => [longTime(at, timeZone), what, value, device])
  drawTable(sheet, ACTS, rows, { size: 8 })
}

/** A heading with short paragraphs, each with a dash. */
export function drawList(sheet: Typesetter, title: string, sentences: readonly string[]): void {
  if (sentences.length === 0) return
  sheet.heading(2, title)
  sheet.list(() => {
    for (const text of sentences) sheet.item('–', [{ text, style: 'plain' }], { size: 9.5, hang: 12 })
  })
}
