/** The "Checkliste zur Unterzeichnung": one page behind each paper original, to be ticked while people sign. */
import type { FontFaces } from '../../fonts.ts'
import type { Capacity } from '../../../shared/domain/registry/registry.ts'
import { drawLetterhead } from '../typesetting/letterhead.ts'
import type { Letterhead } from '../typesetting/letterhead.ts'
import { mm } from '../typesetting/sheet.ts'
import { drawTable } from '../typesetting/table.ts'
import type { Cell } from '../typesetting/table.ts'
import { Typesetter } from '../typesetting/typesetter.ts'

export type ChecklistSigner = {
  organisation: string
  signatory: string
  function: string
  capacity: Capacity
}

export type Checklist = {
  title: string
  pages: number
  sha256Short: string
  signers: readonly ChecklistSigner[]
  letterhead?: Letterhead | null
}

const TICK: Cell = { tickBox: true }

/** A4 PDF (bytes), without a copy number: the same pages serve every original. */
export async function makeChecklist(list: Checklist, fonts: FontFaces): Promise<Uint8Array> {
  const sheet = new Typesetter({
    fonts,
    title: `Checkliste zur Unterzeichnung: ${list.title}`,
    madeAt: new Date(0),
    footer: () => ({}),
  })
  drawLetterhead(sheet, list.letterhead)
  sheet.heading(1, 'Checkliste zur Unterzeichnung', { size: 16, spaceAfter: 1 })
  sheet.paragraph([{ text: list.title, style: 'bold' }], { size: 11, spaceAfter: 6 })
  sheet.paragraph(
    `Dieses Blatt ist nicht Teil des Originals. Es begleitet ein Original mit ${list.pages} Seiten und der Prüfsumme ${list.sha256Short}…`,
    { size: 9, spaceAfter: 4 },
  )
  drawBefore(sheet, list.pages)
  sheet.heading(2, 'Bei jeder Unterschrift', { size: 10.5 })
  drawTable(sheet, COLUMNS, list.signers.map(row), { size: 8.5, grid: true, rowHeight: mm(11) })
  drawAfter(sheet)
  return sheet.finish()
}

const COLUMNS = [
  { title: 'Nr.', share: 6, align: 'right' as const },
  { title: 'Für wen, durch wen', share: 46, namesRow: true },
  { title: 'Vertretungs-\nmacht geprüft', share: 13, align: 'center' as const },
  { title: 'Name, Amts-\nbezeichnung', share: 13, align: 'center' as const },
  { title: 'Ort, Datum', share: 10, align: 'center' as const },
  { title: 'Unter-\nschrieben', share: 12, align: 'center' as const },
]

function row(
  { organisation, signatory, function: office, capacity }: ChecklistSigner,
  index: number,
): Cell[] {
  const prefix = capacity === 'in-office' ? '' : `${capacity.replace('.', '.\u00A0')} `
  const person =
    signatory === '' ? 'Name offen' : [`${prefix}${signatory}`, office].filter(Boolean).join('\n')
  return [
    String(index + 1),
    [
      { text: organisation, style: 'bold' },
      { text: `\n${person}`, style: 'plain' },
    ],
    TICK,
    TICK,
    TICK,
    TICK,
  ]
}

function drawBefore(sheet: Typesetter, pages: number): void {
  sheet.heading(2, 'Vorher', { size: 10.5 })
  ticks(sheet, [
    `Alle ${pages} Seiten sind da, in der richtigen Reihenfolge und fest verbunden.`,
    'Auf jeder Seite stehen dieselbe Nummer des Originals und dieselbe Prüfsumme.',
    'Es wird mit dokumentenechter Tinte unterschrieben.',
  ])
}

function drawAfter(sheet: Typesetter): void {
  sheet.heading(2, 'Nachher', { size: 10.5, keep: mm(30) })
  ticks(sheet, [
    'Alle Unterschriften stehen auf diesem Original; keine fehlt und keine ist verwischt.',
    'Das Original ist übergeben oder zu den Akten genommen.',
  ])
  sheet.y += mm(12)
  sheet.ensure(mm(10))
  sheet.rule(sheet.left, sheet.y, sheet.width * 0.6, 0.6)
  sheet.y += 2
  sheet.paragraph('Geprüft von, am', { size: 8 })
}

function ticks(sheet: Typesetter, sentences: readonly string[]): void {
  for (const text of sentences) {
    sheet.ensure(30)
    sheet.artifact(() =>
      sheet.doc
        .lineWidth(0.6)
        .rect(sheet.left + 2, sheet.y + 2.5, 8, 8)
        .stroke(),
    )
    sheet.paragraph(text, { size: 9, indent: 18, spaceAfter: 3 })
  }
}
