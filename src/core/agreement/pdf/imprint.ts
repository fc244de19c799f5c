/** What makes up the look and the text of each page, as hashes: taken before an agreement is extended and compared after. */
import { hash } from 'node:crypto'
import { PDFArray, PDFDict, PDFInvalidObject, PDFName, PDFRawStream, PDFRef } from 'pdf-lib'
import type { PDFContext, PDFDocument, PDFObject, PDFPage } from 'pdf-lib'
import { contentsOf } from './overlay.ts'
import { pageBoxes } from './page-box.ts'

type PageImprint = { ref: string; boxes: string; contents: string[]; resources: Map<string, string> }

/** `objects`: every object reachable from the pages' contents and resources, by reference, with the hash of its bytes. */
export type Imprint = { pages: PageImprint[]; objects: Map<string, string> }

export function imprintOf(doc: PDFDocument): Imprint {
  const objects = new Map<string, string>()
  const pages = doc.getPages().map((page) => pageImprint(page, objects))
  return { pages, objects }
}

/** Names the first page (from 0) of `before` that is not the same in `after`, where drawings may have been added; undefined if all are. */
export function firstChangedPage(before: Imprint, after: Imprint): number | undefined {
  const changed = before.pages.findIndex((page, i) => !isKept(page, after.pages[i]))
  if (changed >= 0) return changed
  const objects = [...before.objects].every(([ref, digest]) => after.objects.get(ref) === digest)
  return objects ? undefined : 0
}

/** Same page, same boxes, old contents in one piece, old resources under their names. */
function isKept(before: PageImprint, after: PageImprint | undefined): boolean {
  if (!after || before.ref !== after.ref || before.boxes !== after.boxes) return false
  const contents = ` ${after.contents.join(' ')} `.includes(` ${before.contents.join(' ')} `)
  const entries = [...before.resources].every(([name, value]) => after.resources.get(name) === value)
  return entries && (contents || before.contents.length === 0)
}

function pageImprint(page: PDFPage, objects: Map<string, string>): PageImprint {
  const { context } = page.doc
  const contents = contentsOf(page)
  const resources = new Map<string, string>()
  const dict = context.lookup(page.node.getInheritableAttribute(PDFName.of('Resources')))
  if (dict instanceof PDFDict) {
    for (const [category, value] of dict.entries())
      addEntries(context, resources, String(category), value, objects)
  }
  for (const content of contents) visit(context, content, objects)
  const boxes = JSON.stringify(pageBoxes(page))
  return { ref: String(page.ref), boxes, contents: contents.map(String), resources }
}

function addEntries(
  context: PDFContext,
  resources: Map<string, string>,
  category: string,
  value: PDFObject,
  objects: Map<string, string>,
): void {
  const found = context.lookup(value)
  const entries = found instanceof PDFDict ? found.entries() : []
  for (const [name, entry] of entries) {
    resources.set(`${category} ${String(name)}`, String(entry))
    visit(context, entry, objects)
  }
}

/** Notes the object and all it refers to. The way up to the pages is left out. */
function visit(context: PDFContext, start: PDFObject, objects: Map<string, string>): void {
  const open = [start]
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (!(object instanceof PDFRef)) {
      open.push(...childrenOf(object))
      continue
    }
    if (objects.has(String(object))) continue
    const found = context.lookup(object)
    objects.set(String(object), found ? digest(found) : '')
    if (found) open.push(...childrenOf(found))
  }
}

function childrenOf(object: PDFObject): PDFObject[] {
  if (object instanceof PDFArray) return object.asArray().filter(isBranch)
  const dict = object instanceof PDFRawStream ? object.dict : object
  if (!(dict instanceof PDFDict) || isPage(dict)) return []
  return entriesOf(dict)
    .map(([, value]) => value)
    .filter(isBranch)
}

/** Without the way up, and without the length of a stream: it may be written as a number or as a reference, and the bytes show it. */
const entriesOf = (dict: PDFDict) =>
  dict.entries().filter(([key]) => key !== PDFName.of('Parent') && key !== PDFName.of('Length'))

const isBranch = (object: PDFObject) =>
  object instanceof PDFRef ||
  object instanceof PDFDict ||
  object instanceof PDFArray ||
  object instanceof PDFRawStream

const isPage = (dict: PDFDict) =>
  ['/Page', '/Pages', '/StructElem'].includes(String(dict.get(PDFName.of('Type'))))

function digest(object: PDFObject): string {
  if (object instanceof PDFDict && isPage(object)) return 'page'
  if (object instanceof PDFInvalidObject) return hash('sha256', bytesOf(object))
  if (!(object instanceof PDFRawStream)) return hash('sha256', String(object))
  return hash('sha256', entriesOf(object.dict).map(String).join(' ')) + hash('sha256', object.contents)
}

/** What could not be parsed, as it stands in the file. */
function bytesOf(object: PDFInvalidObject): Uint8Array {
  const bytes = new Uint8Array(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}
