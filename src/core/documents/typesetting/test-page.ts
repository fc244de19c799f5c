/** A page to try a printer with: letters that printers get wrong, greys, and a frame by which one sees what the paper has lost. */
import type { FontFaces } from '../../fonts.ts'
import { mm } from './sheet.ts'
import { Typesetter } from './typesetter.ts'

export type TestPage = { title: string; madeAt: Date }

const LETTERS = 'ÄÖÜ äöü ß é è ç ñ ø ł ş ğ ż ý – „Anführung“ § € 0123456789'
const GREYS = [0, 0.25, 0.5, 0.75, 0.9]
const LOOK_AT = [
  'Der Rahmen ist an allen vier Seiten zu sehen.',
  'Der Balken in der Mitte ist genau 10 cm lang.',
  'Alle Buchstaben und Zeichen sind da, die fünf Graustufen sind zu unterscheiden.',
  'Quer über der Seite steht MUSTER.',
]
const EDGE = mm(6)
const BAR = mm(100)

/** One A4 page. */
export async function makeTestPage({ title, madeAt }: TestPage, fonts: FontFaces): Promise<Uint8Array> {
  const page = new Typesetter({ fonts, title: 'Testseite', madeAt, footer: () => ({}) })
  page.heading(1, 'Testseite für den Drucker', { size: 24, spaceAfter: mm(4) })
  if (title !== '') page.paragraph(title, { size: 12, shade: 0.3, spaceAfter: mm(8) })
  page.heading(2, 'Bitte sehen Sie nach')
  for (const point of LOOK_AT) page.paragraph(`•  ${point}`, { size: 12, spaceAfter: mm(2) })
  page.y += mm(8)
  page.paragraph(LETTERS, { size: 16, spaceAfter: mm(8) })
  page.artifact(() => drawGreys(page))
  page.rule(page.left, page.y + mm(28), BAR, mm(1.5))
  page.y += mm(32)
  page.paragraph('10 cm', { size: 10 })
  page.artifact(() => drawFrame(page))
  return page.finish()
}

function drawGreys(page: Typesetter): void {
  const width = mm(26)
  for (const [index, grey] of GREYS.entries())
    page.shade(grey, () => page.doc.rect(page.left + index * width, page.y, width, mm(14)).fill())
}

function drawFrame({ doc }: Typesetter): void {
  const { width, height } = doc.page
  doc
    .lineWidth(1)
    .rect(EDGE, EDGE, width - 2 * EDGE, height - 2 * EDGE)
    .stroke()
}
