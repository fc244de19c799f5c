/** Reads from a pdf-lib page what decides its visible part, as ISO 32000-2 § 7.7.3 has it: inherited, possibly malformed. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from 'pdf-lib'
import type { PDFObject, PDFPage } from 'pdf-lib'
import { A4, quarterTurn } from '../../../shared/geometry.ts'
import type { PageBoxes, Rect } from '../../../shared/geometry.ts'

/** Deeper page trees than this are circular or hostile. */
const MAX_TREE_DEPTH = 64

/** The boxes of the page in user space; A4 where there is no usable MediaBox, the MediaBox where there is no CropBox. Never throws on odd values. */
export function pageBoxes(page: PDFPage): PageBoxes {
  const mediaBox = rectOf(page, inherited(page, 'MediaBox')) ?? A4
  return {
    mediaBox,
    cropBox: rectOf(page, inherited(page, 'CropBox')) ?? mediaBox,
    rotation: quarterTurn(numberOf(inherited(page, 'Rotate')) ?? 0),
    userUnit: positive(numberOf(lookUp(page, page.node.get(PDFName.of('UserUnit'))))) ?? 1,
  }
}

function inherited(page: PDFPage, key: string): PDFObject | undefined {
  let node: PDFDict | undefined = page.node
  for (let depth = 0; node !== undefined && depth < MAX_TREE_DEPTH; depth++) {
    const value = lookUp(page, node.get(PDFName.of(key)))
    if (value !== undefined) return value
    const parent: PDFObject | undefined = lookUp(page, node.get(PDFName.of('Parent')))
    node = parent instanceof PDFDict ? parent : undefined
  }
  return undefined
}

const lookUp = (page: PDFPage, value: PDFObject | undefined) =>
  value instanceof PDFRef ? page.doc.context.lookup(value) : value

function rectOf(page: PDFPage, value: PDFObject | undefined): Rect | undefined {
  if (!(value instanceof PDFArray)) return undefined
  const [x1, y1, x2, y2] = value.asArray().map((item) => numberOf(lookUp(page, item)))
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return undefined
  const rect = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 }
  const usable = Object.values(rect).every(Number.isFinite) && rect.width !== 0 && rect.height !== 0
  return usable ? rect : undefined
}

const numberOf = (value: PDFObject | undefined) => (value instanceof PDFNumber ? value.asNumber() : undefined)

const positive = (value: number | undefined) => (value !== undefined && value > 0 ? value : undefined)
