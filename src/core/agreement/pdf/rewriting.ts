/** Ways to write a damaged PDF anew, the one that keeps most first: each reads what is there and gives a file with a sound table of contents. */
import { PDFDocument, ParseSpeeds } from 'pdf-lib'
import { withPdf } from '../reading/page-text.ts'
import { declaredVersion } from './raw-pdf.ts'

export type Rewriter = (bytes: Uint8Array) => Promise<Uint8Array | null>

export const REWRITERS: readonly Rewriter[] = [everyObject, everyPage]

/** pdf-lib walks the file from its beginning and asks no table where things are; it keeps attachments, bookmarks and tags. */
async function everyObject(bytes: Uint8Array): Promise<Uint8Array> {
  const doc = await PDFDocument.load(withHeader(bytes), {
    updateMetadata: false,
    throwOnInvalidObject: false,
    warnOnInvalidObjects: false,
    parseSpeed: ParseSpeeds.Fastest,
  })
  return doc.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

const withHeader = (bytes: Uint8Array): Uint8Array =>
  declaredVersion(bytes) === null ? Buffer.concat([Buffer.from('%PDF-1.7\n'), bytes]) : bytes

/** pdf.js keeps the pages as it shows them on the tablets, and little beside them. */
function everyPage(bytes: Uint8Array): Promise<Uint8Array | null> {
  return withPdf(bytes, async (doc) => (await doc.extractPages([{ document: null }])) ?? null)
}
