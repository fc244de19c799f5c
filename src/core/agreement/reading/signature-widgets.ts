/** Finds the empty signature fields of a PDF form (AcroForm), read without touching the form. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRef } from 'pdf-lib'
import type { PDFDocument, PDFObject } from 'pdf-lib'
import { fractionsOf } from '../../../shared/geometry.ts'
import type { Fractions } from '../../../shared/geometry.ts'
import { pageBoxes } from '../pdf/page-box.ts'
import { dictAt, nameOf, textOf } from '../pdf/pdf-marks.ts'

/** `name` is the field's tooltip or name; `page` counts from 0. */
export type EmptyWidget = { page: number; box: Fractions; name: string }

type FormField = { dict: PDFDict; ref: PDFRef | null; type: string | null; filled: boolean; name: string }

const MAX_DEPTH = 32
const MAX_FIELDS = 5000

/** Visible empty fields of type /Sig, in the order of the form. */
export function emptySignatureWidgets(doc: PDFDocument): EmptyWidget[] {
  const pages = doc.getPages()
  return formFields(doc)
    .filter(({ type, filled }) => type === 'Sig' && !filled)
    .flatMap((field): EmptyWidget[] => {
      const page = pageIndexOf(doc, field)
      const rect = rectOf(field.dict)
      const sheet = pages[page]
      if (!rect || !sheet) return []
      return [{ page, name: field.name, box: fractionsOf(pageBoxes(sheet), rect) }]
    })
}

/** How many fields there are that someone could fill in or change (all but signature fields). */
export function countFillable(doc: PDFDocument): number {
  return formFields(doc).filter(({ type }) => type !== null && type !== 'Sig').length
}

/** The terminal fields (widgets), with what they inherit: type, value and name (ISO 32000-2 § 12.7.4). */
function formFields(doc: PDFDocument): FormField[] {
  const found: FormField[] = []
  const root: FormField = { dict: doc.catalog, ref: null, type: null, filled: false, name: '' }
  walk(doc, dictAt(doc.catalog, 'AcroForm')?.lookup(PDFName.of('Fields')), root, found, 0)
  return found
}

function walk(
  doc: PDFDocument,
  kids: PDFObject | undefined,
  parent: FormField,
  found: FormField[],
  depth: number,
): void {
  if (!(kids instanceof PDFArray) || depth > MAX_DEPTH) return
  for (const item of kids.asArray()) {
    const dict = item instanceof PDFRef ? doc.context.lookup(item) : item
    if (!(dict instanceof PDFDict) || found.length >= MAX_FIELDS) continue
    const field = fieldOf(dict, item instanceof PDFRef ? item : null, parent)
    const children = dict.lookup(PDFName.of('Kids'))
    if (children instanceof PDFArray && children.size() > 0) walk(doc, children, field, found, depth + 1)
    else found.push(field)
  }
}

const fieldOf = (dict: PDFDict, ref: PDFRef | null, parent: FormField): FormField => ({
  dict,
  ref,
  type: nameOf(dict.lookup(PDFName.of('FT'))) ?? parent.type,
  filled: dict.has(PDFName.of('V')) || parent.filled,
  name: textOf(dict.lookup(PDFName.of('TU'))) ?? textOf(dict.lookup(PDFName.of('T'))) ?? parent.name,
})

/** By the widget's /P, or, where that is missing, by the page whose /Annots names the widget; -1 when none does. */
function pageIndexOf(doc: PDFDocument, { dict, ref }: FormField): number {
  const pages = doc.getPages()
  const stated = dict.get(PDFName.of('P'))
  const byPage = pages.findIndex((page) => page.ref === stated)
  if (byPage >= 0) return byPage
  return pages.findIndex((page) => {
    const annotations = page.node.lookup(PDFName.of('Annots'))
    return (
      annotations instanceof PDFArray && annotations.asArray().some((item) => item === ref || item === dict)
    )
  })
}

function rectOf(dict: PDFDict) {
  const rect = dict.lookup(PDFName.of('Rect'))
  if (!(rect instanceof PDFArray)) return null
  const [x1, y1, x2, y2] = rect.asArray().map((_, index) => {
    const side = rect.lookup(index)
    return side instanceof PDFNumber ? side.asNumber() : Number.NaN
  })
  if (x1 === undefined || y1 === undefined || x2 === undefined || y2 === undefined) return null
  const box = { x: x1, y: y1, width: x2 - x1, height: y2 - y1 }
  const visible =
    Object.values(box).every(Number.isFinite) && Math.abs(box.width) > 5 && Math.abs(box.height) > 5
  return visible ? box : null
}
