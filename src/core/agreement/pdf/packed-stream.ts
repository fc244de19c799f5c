/** Packs a stream with Node's own zlib: the library's is written in JavaScript and takes ten times as long. */
import { deflateSync } from 'node:zlib'
import type { PDFContext, PDFRawStream } from 'pdf-lib'

/** `text` is Latin-1, as content operators are; `entries` go into the stream's dictionary. */
export const packedStream = (
  context: PDFContext,
  text: string,
  entries: Parameters<PDFContext['stream']>[1],
): PDFRawStream =>
  context.stream(deflateSync(Buffer.from(text, 'latin1')), { ...entries, Filter: 'FlateDecode' })
