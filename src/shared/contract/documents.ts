/** What leaves the program: PDFs to print or keep, the archive. */
import { z } from 'zod'
import { binaryFileSchema, forOrganizer } from './procedure.ts'

export const documentKindSchema = z.enum([
  'sealed-agreement',
  'audit-trail',
  'attendance-list',
  'attendance-list-to-sign',
  'originals',
])
export type DocumentKind = z.infer<typeof documentKindSchema>

export const documentsContract = {
  make: forOrganizer
    .input(z.strictObject({ kind: documentKindSchema, copies: z.int().min(1).max(100).default(1) }))
    .output(z.object({ file: binaryFileSchema, fileName: z.string() })),
  /** The final archive as a ZIP, also laid down in the data folder. */
  archive: forOrganizer.output(z.object({ file: binaryFileSchema, fileName: z.string() })),
}
