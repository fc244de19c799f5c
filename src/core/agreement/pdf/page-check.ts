/** Whether a page that was written again is the old one with one drawing on it, or with the seal's invisible field, and nothing else. */
import {
  PDFArray,
  PDFDict,
  PDFInvalidObject,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFRef,
  PDFStream,
  decodePDFRawStream,
} from 'pdf-lib'
import type { PDFObject, PDFPageLeaf } from 'pdf-lib'
import { areSame, entriesOf, listOf, sameBut } from './object-view.ts'
import type { ObjectView } from './object-view.ts'
import { OVERLAY_NAME, SAVE_STATE, isDrawingOverlay } from './overlay.ts'

export type SeenPage = { view: ObjectView; page: PDFPageLeaf }

/** `isNew`: whether an object is not one of the original's. */
export type Allowed = { isDrawn: boolean; maySeal: boolean; isNew: (ref: PDFRef) => boolean }

export function isPageExtended(was: SeenPage, is: SeenPage, allowed: Allowed): boolean {
  const free = [...(allowed.isDrawn ? ['Contents', 'Resources'] : []), ...(allowed.maySeal ? ['Annots'] : [])]
  if (!sameBut(was.page, is.page, free)) return false
  if (allowed.maySeal && !isSealFieldAdded(was, is, allowed)) return false
  return !allowed.isDrawn || (areContentsWrapped(was, is, allowed) && isOverlayAdded(was, is, allowed))
}

/** The old streams in one piece, between one that saves the graphics state and one that restores it and draws our overlay. */
function areContentsWrapped(was: SeenPage, is: SeenPage, { isNew }: Allowed): boolean {
  const old = contentsIn(was)
  const now = contentsIn(is)
  const [first, last] = [now[0], now.at(-1)]
  return (
    now.length === old.length + 2 &&
    old.every((stream, index) => String(stream) === String(now[index + 1])) &&
    first instanceof PDFRef &&
    last instanceof PDFRef &&
    isNew(first) &&
    isNew(last) &&
    textOf(is.view.look(first)) === SAVE_STATE &&
    isDrawingOverlay(textOf(is.view.look(last)))
  )
}

function contentsIn({ view, page }: SeenPage): PDFObject[] {
  const entry = page.get(PDFName.of('Contents'))
  const found = view.look(entry)
  if (found instanceof PDFArray) return found.asArray()
  const isThere = found instanceof PDFStream || found instanceof PDFInvalidObject
  return isThere && entry !== undefined ? [entry] : []
}

const textOf = (stream: PDFObject | undefined): string =>
  stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1') : ''

/** All old resources under their names, inherited ones too, and one new form. */
function isOverlayAdded(was: SeenPage, is: SeenPage, { isNew }: Allowed): boolean {
  const old = entriesOf(was.view, inherited(was, 'Resources'))
  const now = entriesOf(is.view, is.page.get(PDFName.of('Resources')))
  const oldForms = entriesOf(was.view, old.get('XObject'))
  const forms = entriesOf(is.view, now.get('XObject'))
  const form = forms.get(OVERLAY_NAME)
  old.delete('XObject')
  now.delete('XObject')
  forms.delete(OVERLAY_NAME)
  return (
    areSame(old, now) &&
    areSame(oldForms, forms) &&
    form instanceof PDFRef &&
    isNew(form) &&
    isForm(is.view.look(form))
  )
}

const isForm = (object: PDFObject | undefined) =>
  object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Form')

function inherited({ view, page }: SeenPage, key: string): PDFObject | undefined {
  const seen = new Set<PDFDict>()
  for (let node: PDFObject | undefined = page; node instanceof PDFDict && !seen.has(node);) {
    const value = node.get(PDFName.of(key))
    if (value !== undefined) return value
    seen.add(node)
    node = view.look(node.get(PDFName.of('Parent')))
  }
  return undefined
}

/** The old annotations, and a field that covers nothing. */
function isSealFieldAdded(was: SeenPage, is: SeenPage, { isNew }: Allowed): boolean {
  const old = listOf(was.view, was.page.get(PDFName.of('Annots')))
  const now = listOf(is.view, is.page.get(PDFName.of('Annots')))
  const [added, ...more] = now.slice(old.length)
  const isKept = old.every((annotation, index) => String(annotation) === String(now[index]))
  return (
    isKept && more.length === 0 && added instanceof PDFRef && isNew(added) && isInvisible(is.view.look(added))
  )
}

function isInvisible(widget: PDFObject | undefined): boolean {
  if (!(widget instanceof PDFDict)) return false
  const rect = widget.get(PDFName.of('Rect'))
  const corners = rect instanceof PDFArray ? rect.asArray() : []
  const isEmpty =
    corners.length === 4 && corners.every((value) => value instanceof PDFNumber && value.asNumber() === 0)
  return isEmpty && widget.get(PDFName.of('FT')) === PDFName.of('Sig') && !widget.has(PDFName.of('AP'))
}
