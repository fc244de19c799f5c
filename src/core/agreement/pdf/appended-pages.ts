/** Pages of a PDF of our own behind those of a document, and their tags behind its own where it is tagged. */
import {
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  PDFNumber,
  PDFObjectCopier,
  PDFPage,
  PDFPageLeaf,
  PDFRef,
  ParseSpeeds,
} from 'pdf-lib'
import type { PDFContext, PDFObject } from 'pdf-lib'
import { deviceColoursFor } from './overlay.ts'
import type { Structure } from './structure.ts'

const name = (key: string) => PDFName.of(key)

/** `bytes` are a finished PDF; `structure` is the document's. Throws where they cannot be read. */
export async function appendPages(
  doc: PDFDocument,
  bytes: Uint8Array,
  structure: Structure | undefined,
): Promise<void> {
  const source = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  const copier = PDFObjectCopier.for(source.context, doc.context)
  const settle = deviceColoursFor(doc)
  const pages = source.getPages().map(({ ref }) => copier.copy(ref))
  for (const ref of pages) {
    const page = PDFPage.of(leafAt(doc.context, ref), ref, doc)
    settle(page)
    doc.addPage(page)
  }
  const tags = source.catalog.get(name('StructTreeRoot'))
  if (!(structure && tags instanceof PDFRef)) return
  graft(doc.context, copier.copy(tags), structure, pages)
}

function leafAt(context: PDFContext, ref: PDFRef): PDFPageLeaf {
  const leaf = context.lookup(ref)
  if (leaf instanceof PDFPageLeaf) return leaf
  throw new Error('no page')
}

/** The copied tree gives its elements to the document's own, and what it numbered gets numbers of the document. */
function graft(context: PDFContext, copied: PDFRef, structure: Structure, pages: readonly PDFRef[]): void {
  const root = context.lookup(copied, PDFDict)
  const tree = root.get(name('ParentTree'))
  const numbers = new Map(leavesOf(context, tree).map(([key, value]) => [key, structure.keep(value)]))
  for (const owner of pages.flatMap((page) => numberedOn(context, page)))
    for (const key of ['StructParents', 'StructParent']) renumber(owner, name(key), numbers)
  for (const element of listIn(context, root.get(name('K')))) {
    if (!(element instanceof PDFRef)) continue
    context.lookup(element, PDFDict).set(name('P'), structure.ref)
    structure.append(element)
  }
  for (const ref of [copied, tree]) if (ref instanceof PDFRef) context.delete(ref)
}

/** The entries of a number tree (ISO 32000-2 § 7.9.7), in order. */
function leavesOf(context: PDFContext, tree: PDFObject | undefined): [number, PDFObject][] {
  const dict = context.lookup(tree)
  if (!(dict instanceof PDFDict)) return []
  const kids = listIn(context, dict.get(name('Kids')))
  if (kids.length > 0) return kids.flatMap((kid) => leavesOf(context, kid))
  const nums = listIn(context, dict.get(name('Nums')))
  return nums.flatMap((key, index): [number, PDFObject][] => {
    const value = nums[index + 1]
    return index % 2 === 0 && key instanceof PDFNumber && value ? [[key.asNumber(), value]] : []
  })
}

/** The page and what lies on it. */
function numberedOn(context: PDFContext, page: PDFRef): PDFDict[] {
  const node = context.lookup(page, PDFDict)
  const notes = listIn(context, node.get(name('Annots'))).map((note) => context.lookup(note))
  return [node, ...notes.filter((note) => note instanceof PDFDict)]
}

function renumber(owner: PDFDict, key: PDFName, numbers: ReadonlyMap<number, number>): void {
  const old = owner.get(key)
  const now = old instanceof PDFNumber ? numbers.get(old.asNumber()) : undefined
  if (now !== undefined) owner.set(key, PDFNumber.of(now))
}

function listIn(context: PDFContext, entry: PDFObject | undefined): PDFObject[] {
  const found = context.lookup(entry)
  if (found instanceof PDFArray) return found.asArray()
  return entry ? [entry] : []
}
