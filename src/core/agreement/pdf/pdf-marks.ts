/** Reads from a PDF's catalog and objects what decides whether it may be signed here; low-level, so that reading changes nothing. */
import {
  PDFArray,
  PDFDict,
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFRawStream,
  PDFString,
  decodePDFRawStream,
} from 'pdf-lib'
import type { PDFDocument, PDFObject } from 'pdf-lib'

/** A digital signature in the file: as its dictionary says, unverified. Time is the PDF's own string (D:2017…). */
export type FoundSignature = { name: string | null; time: string | null; subFilter: string | null }

/** Every dictionary with /ByteRange and /Contents: approval, certification and document time-stamp alike (ISO 32000-2 § 12.8.1). */
export function signaturesIn(doc: PDFDocument): FoundSignature[] {
  const found: FoundSignature[] = []
  for (const [, object] of doc.context.enumerateIndirectObjects()) collect(object, found, 0)
  return found
}

/** A signature dictionary may stand directly in its field, so arrays and dictionaries are walked; references are not followed. */
function collect(object: PDFObject, found: FoundSignature[], depth: number): void {
  if (depth > 6) return
  if (object instanceof PDFArray) for (const item of object.asArray()) collect(item, found, depth + 1)
  if (!(object instanceof PDFDict)) return
  if (object.has(PDFName.of('ByteRange')) && object.has(PDFName.of('Contents')))
    found.push(signatureOf(object))
  else for (const value of object.values()) collect(value, found, depth + 1)
}

const signatureOf = (dict: PDFDict): FoundSignature => ({
  name: textOf(dict.lookup(PDFName.of('Name'))),
  time: textOf(dict.lookup(PDFName.of('M'))),
  subFilter: nameOf(dict.lookup(PDFName.of('SubFilter'))),
})

/** The level of a certification (DocMDP /P 1–3, ISO 32000-2 § 12.8.2.2), or null; 2 is the default. */
export function certificationOf(doc: PDFDocument): number | null {
  const docMdp = dictAt(doc.catalog, 'Perms', 'DocMDP')
  if (!docMdp) return null
  const references = docMdp.lookup(PDFName.of('Reference'))
  const first = references instanceof PDFArray ? references.lookup(0) : undefined
  const level =
    first instanceof PDFDict ? dictAt(first, 'TransformParams')?.lookup(PDFName.of('P')) : undefined
  return level instanceof PDFNumber ? level.asNumber() : 2
}

/** XFA 3.3: with /NeedsRendering the pages exist only after the form was rendered. */
export function xfaOf(doc: PDFDocument): 'none' | 'static' | 'dynamic' {
  if (!dictAt(doc.catalog, 'AcroForm')?.has(PDFName.of('XFA'))) return 'none'
  return String(doc.catalog.lookup(PDFName.of('NeedsRendering'))) === 'true' ? 'dynamic' : 'static'
}

/** Scripts of the document, or anything but a jump to a page on opening. */
export function hasActiveContent(doc: PDFDocument): boolean {
  if (dictAt(doc.catalog, 'Names', 'JavaScript') || dictAt(doc.catalog, 'AA')) return true
  const kind = nameOf(dictAt(doc.catalog, 'OpenAction')?.lookup(PDFName.of('S')))
  return kind !== null && kind !== 'GoTo'
}

export function hasAttachments(doc: PDFDocument): boolean {
  return dictAt(doc.catalog, 'Names', 'EmbeddedFiles') !== null
}

/** "PDF/A-2b" from the XMP metadata (ISO 19005), a claim and no proof; null without one. */
export function pdfAOf(doc: PDFDocument): string | null {
  const metadata = doc.catalog.lookup(PDFName.of('Metadata'))
  if (!(metadata instanceof PDFRawStream)) return null
  const xmp = new TextDecoder().decode(decodePDFRawStream(metadata).decode())
  const part = /pdfaid:part\s*(?:=\s*["']|>)\s*(\d)/.exec(xmp)?.[1]
  const conformance = /pdfaid:conformance\s*(?:=\s*["']|>)\s*([A-Za-z])/.exec(xmp)?.[1]
  return part === undefined ? null : `PDF/A-${part}${conformance?.toLowerCase() ?? ''}`
}

/** The dictionary at this path of keys, or null where the path ends early or in something else. */
export function dictAt(start: PDFDict, ...keys: string[]): PDFDict | null {
  let dict = start
  for (const key of keys) {
    const next: PDFObject | undefined = dict.lookup(PDFName.of(key))
    if (!(next instanceof PDFDict)) return null
    dict = next
  }
  return dict
}

export const nameOf = (object: PDFObject | undefined): string | null =>
  object instanceof PDFName ? object.decodeText() : null

/** A text string, readable or null: strings in real files are not always what they claim to be. */
export function textOf(object: PDFObject | undefined): string | null {
  if (!(object instanceof PDFString || object instanceof PDFHexString)) return null
  try {
    return object.decodeText()
  } catch {
    return null
  }
}
