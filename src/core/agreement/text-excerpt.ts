/** A small file of a few pages with all that their text needs, and none of their pictures: what is read in it costs no more in a long file. */
import { PDFDocument, PDFName, PDFObjectCopier } from 'pdf-lib'
import type { PDFPage } from 'pdf-lib'
import { readReferred } from './object-file.ts'
import type { OpenedPages } from './page-extension.ts'

const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate']
const OWN = ['Contents', 'UserUnit']

/** The pages of these numbers (from 0), in this order. Throws where they cannot be read. */
export async function textExcerpt({ doc, file }: OpenedPages, pages: readonly number[]): Promise<Uint8Array> {
  const excerpt = await PDFDocument.create({ updateMetadata: false })
  const copier = PDFObjectCopier.for(doc.context, excerpt.context)
  for (const number of pages) {
    const page = doc.getPage(number)
    const copy = excerpt.addPage()
    for (const [name, value] of wanted(page)) {
      readReferred(file.read, doc.context, value)
      copy.node.set(name, copier.copy(value))
    }
  }
  return excerpt.save({
    useObjectStreams: false,
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Infinity,
  })
}

function wanted({ node }: PDFPage) {
  const entries = [
    ...INHERITED.map((key) => [PDFName.of(key), node.getInheritableAttribute(PDFName.of(key))] as const),
    ...OWN.map((key) => [PDFName.of(key), node.get(PDFName.of(key))] as const),
  ]
  return entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
}
