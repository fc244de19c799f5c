/** What leaves the program: PDFs to print or keep, the archive. */
import { makeArchive } from '../archive.ts'
import type { CoreParts } from '../core-parts.ts'
import { makeDocument } from '../paper.ts'
import type { Base } from './base.ts'
import { pdfBlob, zipBlob } from './files.ts'

export function documentsRouter(os: Base, parts: CoreParts) {
  const { documents } = os
  return {
    make: documents.make.handler(async ({ input: { kind, copies } }) => {
      const { bytes, fileName } = await makeDocument(parts, kind, copies)
      return { file: pdfBlob(bytes), fileName }
    }),
    archive: documents.archive.handler(async () => {
      const { bytes, fileName } = await makeArchive(parts)
      return { file: zipBlob(bytes), fileName }
    }),
  }
}
