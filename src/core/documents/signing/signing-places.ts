/** What the documents we typeset for signing share: a line for every organisation, and where on the page it is signed. */
import type { AgreementPage } from '../../../shared/domain/signing/agreement.ts'
import type { Fractions } from '../../../shared/geometry.ts'
import { printable } from '../../printable.ts'
import { drawSignatureRows } from './signature-rows.ts'
import type { SigningPlace } from './signature-rows.ts'
import type { Typesetter } from '../typesetting/typesetter.ts'

/** `places` are in the order of the organisations; boxes are fractions of the page. */
export type PlacedDocument = {
  bytes: Uint8Array
  pages: AgreementPage[]
  places: { page: number; box: Fractions }[]
}

/** Draws a line for each organisation, in two columns, on as many pages as needed, and finishes the document. */
export async function drawSigningPlaces(
  sheet: Typesetter,
  organisations: readonly string[],
): Promise<PlacedDocument> {
  const blocks = organisations.map((organisation) => ({ organisation: printable(organisation), lines: [] }))
  const places = drawSignatureRows(sheet, blocks)
  const { width, height } = sheet.doc.page
  const page: AgreementPage = { width, height, rotation: 0 }
  const pages = Array.from({ length: sheet.pageCount }, () => page)
  return { bytes: await sheet.finish(), pages, places: places.map((place) => onPage(place, page)) }
}

const onPage = ({ page, x, y, width, height }: SigningPlace, sheet: AgreementPage) => ({
  page,
  box: {
    x: x / sheet.width,
    y: y / sheet.height,
    width: width / sheet.width,
    height: height / sheet.height,
  },
})
