/** Reads the one revision behind an original back from the bytes: nothing of it is taken on trust from whoever wrote it. */
import { inflateSync } from 'node:zlib'
import { PDFContext, PDFInvalidObject, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib'
import type { PDFDict, PDFObject } from 'pdf-lib'
import { headerAt, lastStart, readSection } from './cross-reference.ts'
import type { Header, Place, Section } from './cross-reference.ts'
import { readerOf } from './object-file.ts'
import type { ObjectFile, ReadObject } from './object-file.ts'
import { isEveryObjectListed } from './object-marks.ts'

/** `written` names every object of the revision; `read` sees the whole file as readers do, the new before the old. */
export type RevisionReading = { trailer: PDFDict; written: PDFRef[]; read: ReadObject }

/**
 * Throws where the bytes after `from` are not one whole revision: its section leads on to the original's last and to no other,
 * frees nothing, and lists every object in these bytes; each of them stands there whole, and its stream can be unpacked.
 */
export function readRevision(file: Buffer, from: number, original: ObjectFile): RevisionReading {
  const section = sectionBehind(file, from, original)
  const headers = headersOf(file, from, section)
  const starts = new Set(headers.map(({ start }) => start))
  if (!isEveryObjectListed(file, starts, from)) throw new Error('an object is not listed')
  assertClosed(file, headers, section)
  const { places, trailer } = section
  const readNew = readerOf(file, places)
  const generations = new Map(headers.map(({ number, generation }) => [number, generation]))
  const written = [...places.keys()].map((number) => PDFRef.of(number, generations.get(number) ?? 0))
  const scratch = PDFContext.create()
  for (const ref of written) assertWhole(ref, readNew(ref, scratch), original)
  const read: ReadObject = (ref, context) =>
    places.has(ref.objectNumber) ? readNew(ref, context) : original.read(ref, context)
  return { trailer, written, read }
}

function sectionBehind(file: Buffer, from: number, { sections }: ObjectFile): Section {
  const at = lastStart(file) ?? 0
  const section = at < from ? undefined : readSection(file, at, PDFContext.create())
  if (!section) throw new Error('the revision has no section')
  const [before, ...more] = section.previous
  if (before !== sections[0]?.at || more.length > 0) throw new Error('the revision leads elsewhere')
  // the head of the list of free objects, which every table has
  if (section.places.get(0) === 'free') section.places.delete(0)
  return section
}

/** Of the objects that stand by themselves, in the order of the file. */
function headersOf(file: Buffer, from: number, { places }: Section): Header[] {
  const headers = [...places].flatMap(([number, place]) => headerFor(file, from, number, place))
  return headers.toSorted((one, other) => one.start - other.start)
}

function headerFor(file: Buffer, from: number, number: number, place: Place): Header[] {
  if (place === 'free') throw new Error(`object ${number} was freed`)
  if ('container' in place) return []
  const header = place.offset < from ? undefined : headerAt(file, place.offset)
  if (header?.number !== number) throw new Error(`object ${number} is not where the section says`)
  return [header]
}

/** Before the next object, and before the section or its end, stands `endobj`. */
function assertClosed(file: Buffer, headers: readonly Header[], { at }: Section): void {
  const last = headers.at(-1)?.start === at ? file.lastIndexOf('startxref') : at
  for (const [index, { number, end }] of headers.entries()) {
    const next = headers[index + 1]?.start ?? last
    const words = file.toString('latin1', Math.max(end, next - 20), next)
    if (!/\sendobj\s+$/.test(words)) throw new Error(`object ${number} does not end`)
  }
}

function assertWhole(ref: PDFRef, object: PDFObject | undefined, { firstFree }: ObjectFile): void {
  // the generation of an old object is compared when it is looked up in the original
  if (ref.objectNumber >= firstFree && ref.generationNumber > 0)
    throw new Error(`${String(ref)} is nowhere named`)
  if (object === undefined || object instanceof PDFInvalidObject) throw new Error(`${String(ref)} is damaged`)
  if (!(object instanceof PDFRawStream)) return
  const { dict, contents } = object
  const length = dict.get(PDFName.of('Length'))
  if (!(length instanceof PDFNumber) || length.asNumber() !== contents.length)
    throw new Error(`the stream ${String(ref)} has another length`)
  if (dict.get(PDFName.of('Filter')) === PDFName.of('FlateDecode')) inflateSync(contents)
}
