/** Marks a PDF as a specimen: MUSTER across every page, and a word for this program never to sign or seal it. */
import { PDFBool, PDFDocument, PDFName, ParseSpeeds } from 'pdf-lib'
import { visibleSize } from '../../../shared/geometry.ts'
import type { PageBoxes } from '../../../shared/geometry.ts'
import { MappeError } from '../../../shared/errors.ts'
import { fontFaces } from '../../fonts.ts'
import type { Drawing } from '../pdf/overlay.ts'
import { overlaysFor } from '../pdf/overlay.ts'
import { pageBoxes } from '../pdf/page-box.ts'
import { embedTypeface } from '../pdf/typeface.ts'
import type { Typeface } from '../pdf/typeface.ts'

const WORD = 'MUSTER'
const OVERLAY = 'Muster'
const GREY = '0.35 0.37 0.42'
/** So light that what lies below stays legible, so dark that a photocopy shows it. */
const OPACITY = 0.22
/** How much of the diagonal the word takes. */
const SHARE = 0.72
/** Height of capital letters, as a part of the size of the type. */
const CAPITALS = 0.714

const MARK = PDFName.of('UnterschriftenmappeMuster')

/**
 * Above what is on the pages, so that no picture hides it, and first in the title: who has a file read out hears it there.
 * Throws PDF_BROKEN or PDF_ENCRYPTED.
 */
export async function markSpecimen(bytes: Uint8Array): Promise<Uint8Array> {
  const doc = await opened(bytes)
  const face = await embedTypeface(doc, await fontFaces())
  const overlays = overlaysFor(doc, OVERLAY)
  const light = doc.context.register(doc.context.obj({ Type: 'ExtGState', ca: OPACITY }))
  for (const page of doc.getPages()) {
    const boxes = pageBoxes(page)
    overlays.put(page, boxes, { ...across(boxes, face), states: { Light: light } })
  }
  doc.catalog.set(MARK, PDFBool.True)
  doc.setTitle([WORD, titleOf(doc)].filter(Boolean).join(' – '), { showInWindowTitleBar: true })
  return doc.save()
}

/** Empty also where a file of others calls its title what is no text. */
function titleOf(doc: PDFDocument): string {
  try {
    return doc.getTitle() ?? ''
  } catch {
    return ''
  }
}

/** Whether this program has marked the file. */
export const isSpecimen = ({ catalog }: PDFDocument): boolean => catalog.lookup(MARK) === PDFBool.True

async function opened(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    const options = { updateMetadata: false, warnOnInvalidObjects: false, parseSpeed: ParseSpeeds.Fastest }
    return await PDFDocument.load(bytes, options)
  } catch (error) {
    const isEncrypted = error instanceof Error && error.message.includes('encrypted')
    throw new MappeError(isEncrypted ? 'PDF_ENCRYPTED' : 'PDF_BROKEN', {}, String(error), { cause: error })
  }
}

/** From the lower left to the upper right; no part of the document's text (ISO 32000-2 § 14.8.2.2). */
function across(boxes: PageBoxes, face: Typeface): Drawing {
  const { width, height } = visibleSize(boxes)
  const length = face.measure(WORD, 'bold')
  const size = (Math.hypot(width, height) * SHARE) / length
  const [cos, sin] = [width / Math.hypot(width, height), height / Math.hypot(width, height)]
  const [half, rise] = [(length * size) / 2, (CAPITALS * size) / 2]
  const x = width / 2 - half * cos + rise * sin
  const y = height / 2 - half * sin - rise * cos
  const matrix = [cos, sin, -sin, cos, x, y].map((value) => value.toFixed(4)).join(' ')
  return {
    operators: [
      '/Artifact BMC',
      `q /Light gs /Colour cs ${GREY} sc`,
      `BT /Bold ${size.toFixed(2)} Tf ${matrix} Tm ${String(face.bold.encodeText(WORD))} Tj ET`,
      'Q EMC',
    ],
    fonts: { Bold: face.bold.ref },
    xObjects: {},
  }
}
