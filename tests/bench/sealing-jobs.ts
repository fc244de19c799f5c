/** The work of the sealing bench: agreements to be signed, and the same 20 signatures drawn by us and by plain pdf-lib. */
import * as fontkit from 'fontkit'
import { PDFDocument, StandardFonts, rgb } from 'pdf-lib'
import type { SealJob } from '../../src/core/agreement/seal/seal-agreement.ts'
import type { Stamp } from '../../src/core/agreement/stamp/stamp-job.ts'
import type { FontFaces } from '../../src/core/fonts.ts'
import { outlineOf, svgPath } from '../../src/shared/ink.ts'
import type { Ink } from '../../src/shared/ink.ts'
import { longSignature } from '../fixtures/handwriting.ts'

export const SIGNATURES = 20
/** Four stand on each of the last five pages, however many there are. */
const PER_PAGE = 4
export const A4 = { width: 595.28, height: 841.89 }
export const INK_SCALE = 0.17

export const inkOf600Points = (): Ink => outlineOf(longSignature(600))

export async function makeOriginal(pages: number): Promise<Uint8Array> {
  const doc = await PDFDocument.create()
  const font = await doc.embedFont(StandardFonts.Helvetica)
  for (let page = 1; page <= pages; page += 1) {
    const sheet = doc.addPage([A4.width, A4.height])
    for (let line = 0; line < 45; line += 1) {
      const text = `Seite ${page}, Zeile ${line + 1}: Die Partner arbeiten eng zusammen.`
      sheet.drawText(text, { x: 60, y: 780 - line * 15, size: 11, font })
    }
  }
  return doc.save()
}

export function sealJob(original: Uint8Array, pages: number, protocol: Uint8Array, ink: Ink): SealJob {
  const stamps = Array.from({ length: SIGNATURES }, (_, index) => stampOf(index, pages, ink))
  return {
    original,
    stamps,
    statement: {
      document: 'agreement',
      title: 'Kooperationsvereinbarung',
      about: null,
      journal: { entries: 250, headHash: 'ab'.repeat(32) },
      signatories: stamps.map(({ organisation, name, function: office, capacity, signedAt }) => ({
        organisation,
        status: 'signed',
        person: name,
        function: office,
        capacity,
        at: signedAt,
      })),
    },
    // noted when the agreement was taken in
    anchors: [],
    protocol,
    seal: { name: 'Landkreis', reason: 'Siegel', location: 'Tübingen', at: '2017-02-21T17:42:00.000Z' },
    timeZone: 'Europe/Berlin',
  }
}

export const pageOf = (index: number, pages: number) => pages - 1 - Math.floor(index / PER_PAGE)

const boxOf = (index: number) => ({
  x: index % 2 === 0 ? 0.1 : 0.55,
  y: index % PER_PAGE < 2 ? 0.6 : 0.8,
  width: 0.35,
  height: 0.1,
})

const stampOf = (index: number, pages: number, ink: Ink): Stamp => ({
  page: pageOf(index, pages),
  box: boxOf(index),
  ink,
  name: `Vorname Nachname ${index + 1}`,
  function: 'Bürgermeisterin',
  organisation: 'Gemeinde Beispiel',
  capacity: 'in-office',
  place: 'Tübingen',
  signedAt: '2017-02-21T17:42:00.000Z',
})

/**
 * The same drawing with nothing but the library, the whole file written anew: ink, the three lines in the embedded
 * Unicode face, the protocol's pages. No seal, no check.
 */
export async function drawWithPdfLib(
  original: Uint8Array,
  pages: number,
  { ink, protocol, faces }: { ink: Ink; protocol: Uint8Array; faces: FontFaces },
): Promise<number> {
  const doc = await PDFDocument.load(original)
  doc.registerFontkit(fontkit)
  const regular = await doc.embedFont(faces.regular, { subset: true })
  const bold = await doc.embedFont(faces.bold, { subset: true })
  const path = svgPath(ink)
  for (let index = 0; index < SIGNATURES; index += 1) {
    const page = doc.getPage(pageOf(index, pages))
    const { x, y } = pointOf(index)
    page.drawSvgPath(path, { x, y, scale: INK_SCALE, color: rgb(0, 0, 0.4) })
    page.drawText(`Vorname Nachname ${index + 1}`, { x, y: y - 62, size: 7.5, font: bold })
    page.drawText('Bürgermeisterin, Gemeinde Beispiel', { x, y: y - 71, size: 7.5, font: regular })
    page.drawText('Tübingen, 21.02.2017, 18:42 Uhr', { x, y: y - 80, size: 7.5, font: regular })
  }
  const appended = await PDFDocument.load(protocol)
  for (const page of await doc.copyPages(appended, appended.getPageIndices())) doc.addPage(page)
  return (await doc.save()).length
}

export function pointOf(index: number): { x: number; y: number } {
  const { x, y } = boxOf(index)
  return { x: x * A4.width, y: A4.height * (1 - y) }
}
