/** A text that an office fills in, as plain parts: set as PDF to read, as OpenDocument to write on. */
import type { FontFaces } from '../../fonts.ts'
import { drawTable } from './table.ts'
import { Typesetter } from './typesetter.ts'

export type FormPart =
  | { heading: string }
  | { text: string }
  | { points: readonly string[] }
  | { table: readonly (readonly string[])[]; heads: readonly string[]; shares: readonly number[] }

export type FormText = { title: string; lead: string; parts: readonly FormPart[] }

/** A4 PDF (bytes), the same for the same text. `madeAt`: ISO 8601, UTC. */
export async function makeFormPdf(form: FormText, madeAt: string, fonts: FontFaces): Promise<Uint8Array> {
  const sheet = new Typesetter({
    fonts,
    title: form.title,
    madeAt: new Date(madeAt),
    footer: (page, pages) => ({ left: form.title, right: `Seite ${page} von ${pages}` }),
  })
  sheet.heading(1, form.title, { size: 16, spaceAfter: 2 })
  sheet.paragraph(form.lead, { size: 9, shade: 0.3, spaceAfter: 4 })
  for (const part of form.parts) drawPart(sheet, part)
  return sheet.finish()
}

function drawPart(sheet: Typesetter, part: FormPart): void {
  if ('heading' in part) sheet.heading(2, part.heading)
  else if ('text' in part) sheet.paragraph(marked(part.text), { size: 10 })
  else if ('points' in part)
    sheet.list(() => {
      for (const text of part.points) sheet.item('–', marked(text), { size: 10, hang: 12 })
    })
  else {
    const columns = part.heads.map((title, at) => ({
      title,
      share: part.shares[at] ?? 1,
      namesRow: at === 0,
    }))
    const rows = part.table.map((row) => row.map(marked))
    drawTable(sheet, columns, rows, { size: 8.5, grid: true })
    sheet.y += 6
  }
}

const marked = (text: string) =>
  splitAtPlaces(text).map(({ isPlace, text: piece }) => ({
    text: piece,
    style: isPlace ? ('bold' as const) : ('plain' as const),
  }))

/** Whatever is to be filled in stands in brackets. */
export const splitAtPlaces = (text: string): { text: string; isPlace: boolean }[] =>
  text
    .split(/(\[BITTE ERGÄNZEN: [^\]]*\])/)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, isPlace: piece.startsWith('[BITTE ERGÄNZEN:') }))
