/** Opens only those pages of a sound PDF that are to be drawn on: the others cost their entry in the page tree. */
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFPageLeaf,
  PDFPageTree,
  PDFRef,
  ParseSpeeds,
} from 'pdf-lib'
import type { PDFObject, PDFPage } from 'pdf-lib'
import { openObjectFile, readReferred } from './object-file.ts'
import type { ObjectFile, ReadObject } from './object-file.ts'
import { declaredVersion } from './raw-pdf.ts'
import { PIECES } from '../seal/sealed-protocol.ts'

/** `file` is the source of objects for whatever else is needed of it. */
export type OpenedPages = { doc: PDFDocument; file: ObjectFile }

const MOST_LEVELS = 50
const BOXES = ['MediaBox', 'CropBox', 'Rotate', 'UserUnit']

/**
 * Opens the file with its last page and those for which `isDrawn` (counted from 0) holds as pdf-lib would have read them.
 * Undefined where the file is not sound, is encrypted, or makes no sense: it has to be read as a whole then.
 */
export async function openPages(
  bytes: Buffer,
  isDrawn: (page: number) => boolean,
): Promise<OpenedPages | undefined> {
  const file = openObjectFile(bytes)
  if (!file || file.trailer('Encrypt')) return undefined
  try {
    const doc = await openSkeleton(bytes, file)
    readPageTree(doc, file, isDrawn)
    readForDocument(doc, file)
    const pages = doc.getPages()
    for (const [index, page] of pages.entries())
      if (isDrawn(index) || index === pages.length - 1) readForDrawing(page, file)
    return { doc, file }
  } catch {
    return undefined
  }
}

/** A document of the catalog alone, that knows where the whole of it ends. */
async function openSkeleton(bytes: Buffer, file: ObjectFile): Promise<PDFDocument> {
  const skeleton = await PDFDocument.load(Buffer.from(skeletonOf(bytes, file), 'latin1'), {
    updateMetadata: false,
    throwOnInvalidObject: true,
    parseSpeed: ParseSpeeds.Fastest,
  })
  const { context } = skeleton
  context.largestObjectNumber = file.firstFree - 1
  context.pdfFileDetails.pdfSize = bytes.length
  context.pdfFileDetails.prevStartXRef = file.sections[0]?.at ?? 0
  context.pdfFileDetails.originalBytes = bytes
  return skeleton
}

function skeletonOf(bytes: Buffer, file: ObjectFile): string {
  const root = file.trailer('Root')
  if (!(root instanceof PDFRef)) throw new Error('no catalog')
  const catalog = file.read(root, PDFContext.create())
  const entries = ['Root', 'Info', 'ID'].flatMap((key) => {
    const value = file.trailer(key)
    return value ? [`/${key} ${String(value)}`] : []
  })
  return (
    `%PDF-${declaredVersion(bytes) ?? ''}\n${root.objectNumber} ${root.generationNumber} obj\n${String(catalog)}\nendobj\n` +
    `trailer\n<< /Size ${file.firstFree} ${entries.join(' ')} >>\nstartxref\n0\n%%EOF\n`
  )
}

/** All nodes and leaves in order. A page that is only to be counted need not be taken apart: it is empty here, and never written. */
function readPageTree(
  { context, catalog }: PDFDocument,
  file: ObjectFile,
  isDrawn: (page: number) => boolean,
): void {
  let pages = 0
  let last: PDFRef | undefined
  const visit = (ref: PDFObject | undefined, level: number) => {
    if (!(ref instanceof PDFRef) || context.lookup(ref) || level > MOST_LEVELS)
      throw new Error('no page tree')
    const node = readNode(ref, file, context, isDrawn(pages))
    context.assign(ref, node)
    if (node instanceof PDFPageTree) for (const kid of kidsOf(node, file.read)) visit(kid, level + 1)
    else {
      pages += 1
      last = ref
    }
  }
  visit(catalog.get(PDFName.of('Pages')), 0)
  if (last && !isDrawn(pages - 1)) context.assign(last, readNode(last, file, context, true))
}

function readNode(ref: PDFRef, file: ObjectFile, context: PDFContext, isWanted: boolean) {
  if (!isWanted && isPlainLeaf(file.text(ref))) return PDFPageLeaf.fromMapWithContext(new Map(), context)
  const node = file.read(ref, context)
  if (node instanceof PDFPageLeaf || node instanceof PDFPageTree) return node
  throw new Error('no page')
}

/** Surely a page, and no node of the tree. */
const isPlainLeaf = (text = ''): boolean => /\/Type\s*\/Page[\s/>]/.test(text) && !/\/Kids|#/.test(text)

function kidsOf(node: PDFPageTree, read: ReadObject): PDFObject[] {
  const kids = node.get(PDFName.of('Kids'))
  const list = kids instanceof PDFRef ? read(kids, node.context) : kids
  if (kids instanceof PDFRef && list) node.context.assign(kids, list)
  if (!(list instanceof PDFArray)) throw new Error('no kids')
  return list.asArray()
}

/** The form's list of fields, to which the seal is added, the private data, beside which the protocol is laid, and the metadata, which say whether this is PDF/A. */
function readForDocument(doc: PDFDocument, file: ObjectFile): void {
  const { context, catalog } = doc
  const { read } = file
  readReferred(read, context, catalog.get(PDFName.of(PIECES)), 1)
  readReferred(read, context, catalog.get(PDFName.of('Metadata')), 1)
  readStructure(doc, file)
  const form = catalog.get(PDFName.of('AcroForm'))
  readReferred(read, context, form, 1)
  const dict = context.lookup(form)
  if (dict instanceof PDFDict) readReferred(read, context, dict.get(PDFName.of('Fields')), 1)
}

/** The ends of the structure, where it may grow; not the elements themselves, of which there may be very many. */
function readStructure({ context, catalog }: PDFDocument, { read }: ObjectFile): void {
  const dictAt = (value: PDFObject | undefined): PDFDict | undefined => {
    readReferred(read, context, value, 1)
    const found = context.lookup(value)
    return found instanceof PDFDict ? found : undefined
  }
  const root = dictAt(catalog.get(PDFName.of('StructTreeRoot')))
  readReferred(read, context, root?.get(PDFName.of('K')), 1)
  const tree = dictAt(root?.get(PDFName.of('ParentTree')))
  for (const key of ['Nums', 'Kids']) {
    const entry = tree?.get(PDFName.of(key))
    const held = entry instanceof PDFRef ? read(entry, context) : undefined
    if (entry instanceof PDFRef && held) context.assign(entry, held)
    const list = context.lookup(entry)
    if (key === 'Kids' && list instanceof PDFArray) dictAt(list.asArray().at(-1))
  }
}

function readForDrawing({ node, doc: { context } }: PDFPage, { read }: ObjectFile): void {
  node.ascend((at) => {
    for (const key of BOXES) readReferred(read, context, at.get(PDFName.of(key)))
  })
  readReferred(read, context, node.get(PDFName.of('Contents')))
  readReferred(read, context, node.get(PDFName.of('Annots')), 1)
  const resources = node.getInheritableAttribute(PDFName.of('Resources'))
  readReferred(read, context, resources, 1)
  const dict = context.lookup(resources)
  if (dict instanceof PDFDict) readReferred(read, context, dict.get(PDFName.of('XObject')), 1)
}
