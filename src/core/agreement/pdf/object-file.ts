/** Reads single objects of a PDF where its cross-reference says they lie: a long file costs no more than what is looked at. */
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFObjectParser,
  PDFRawStream,
  PDFRef,
  decodePDFRawStream,
} from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import { headerAt, newestPlaces, readSections } from './cross-reference.ts'
import type { Place, Section } from './cross-reference.ts'
import { isEveryObjectListed, namesObjectBeyond } from './object-marks.ts'

export type ObjectFile = {
  /** Newest first. */
  sections: readonly Section[]
  /** Of the whole file: what the newest section does not say, an older one does. */
  trailer(key: string): PDFObject | undefined
  /** The lowest number that no object has, and none refers to. */
  firstFree: number
  read: ReadObject
  /** The bare text of an object that stands by itself, as long as it holds no stream. */
  text(ref: PDFRef): string | undefined
}

/** An object, made for `context`; undefined where the file has none of this number. Throws where its bytes make no sense. */
export type ReadObject = (ref: PDFRef, context: PDFContext) => PDFObject | undefined

/**
 * Undefined for every file whose cross-reference is not right to the last object, so that other readers might see something else
 * in it: every entry leads to its object, every object in the bytes has its entry, and no number is referred to beyond the end.
 */
export function openObjectFile(file: Buffer): ObjectFile | undefined {
  try {
    const sections = readSections(file)
    return sections && soundFile(file, sections)
  } catch {
    return undefined
  }
}

function soundFile(file: Buffer, sections: Section[]): ObjectFile | undefined {
  const places = newestPlaces(sections)
  const starts = startsOf(file, sections)
  const trailer = (key: string) =>
    sections.map((section) => section.trailer.get(PDFName.of(key))).find((value) => value !== undefined)
  const size = trailer('Size')
  const firstFree = size instanceof PDFNumber ? size.asNumber() : 0
  if (!starts || !isEveryObjectListed(file, starts)) return undefined
  if (!areContainersThere(places) || [...places.keys()].some((number) => number >= firstFree))
    return undefined
  const containers = containersIn(file, places)
  const held = new Set([...places.values()].flatMap((place) => (isHeld(place) ? [place.container] : [])))
  const texts = [file, ...[...held].map((number) => containers(number).bytes)]
  if (texts.some((text) => namesObjectBeyond(text, firstFree))) return undefined
  return {
    sections,
    trailer,
    firstFree,
    read: readerWith(file, places, containers),
    text: (ref) => textOf(file, places.get(ref.objectNumber), ref),
  }
}

/** Reads by these places alone. */
export const readerOf = (file: Buffer, places: Map<number, Place>): ReadObject =>
  readerWith(file, places, containersIn(file, places))

const isHeld = (place: Place | undefined): place is { container: number } =>
  typeof place === 'object' && 'container' in place

/** Where the header of each object stands, of older revisions too; undefined where one is not where its section says. */
function startsOf(file: Buffer, sections: readonly Section[]): Set<number> | undefined {
  const starts = new Set<number>()
  for (const { at, places, trailer } of sections) {
    if (trailer.has(PDFName.of('W'))) starts.add(headerAt(file, at)?.start ?? at)
    for (const [number, place] of places) {
      if (place === 'free' || isHeld(place)) continue
      const header = headerAt(file, place.offset)
      if (header?.number !== number) return undefined
      starts.add(header.start)
    }
  }
  return starts
}

function areContainersThere(places: Map<number, Place>): boolean {
  return [...places.values()].every((place) => {
    const container = isHeld(place) ? places.get(place.container) : undefined
    return !isHeld(place) || (typeof container === 'object' && !isHeld(container))
  })
}

const readerWith =
  (file: Buffer, places: Map<number, Place>, containers: Containers): ReadObject =>
  (ref, context) => {
    const place = places.get(ref.objectNumber)
    if (place === undefined || place === 'free') return undefined
    if (!isHeld(place)) {
      const header = headerAt(file, place.offset)
      return header?.generation === ref.generationNumber ? parseAt(file, header.end, context) : undefined
    }
    const { bytes, offsets } = containers(place.container)
    const offset = offsets.get(ref.objectNumber)
    if (offset === undefined) throw new Error(`object stream ${place.container} lacks ${String(ref)}`)
    return ref.generationNumber === 0 ? parseAt(bytes, offset, context) : undefined
  }

function textOf(file: Buffer, place: Place | undefined, { generationNumber }: PDFRef): string | undefined {
  if (typeof place !== 'object' || isHeld(place)) return undefined
  const header = headerAt(file, place.offset)
  const end = header ? file.indexOf('endobj', header.end) : -1
  const text =
    header?.generation === generationNumber && end >= 0 ? file.toString('latin1', header.end, end) : ''
  return text === '' || text.includes('stream') ? undefined : text
}

const parseAt = (bytes: Buffer, offset: number, context: PDFContext): PDFObject =>
  PDFObjectParser.forBytes(bytes.subarray(offset), context).parseObject()

/** An object stream (ISO 32000-2 § 7.5.7), unpacked, and where in it each object begins. */
type Container = { bytes: Buffer; offsets: Map<number, number> }
type Containers = (number: number) => Container

/** Each container is unpacked once. */
function containersIn(file: Buffer, places: Map<number, Place>): Containers {
  const known = new Map<number, Container>()
  const scratch = PDFContext.create()
  return (number) => {
    const container = known.get(number) ?? unpack(file, places.get(number), scratch)
    known.set(number, container)
    return container
  }
}

function unpack(file: Buffer, place: Place | undefined, scratch: PDFContext): Container {
  const header = typeof place === 'object' && 'offset' in place ? headerAt(file, place.offset) : undefined
  const stream = header && parseAt(file, header.end, scratch)
  if (!(stream instanceof PDFRawStream)) throw new Error('no object stream')
  const bytes = Buffer.from(decodePDFRawStream(stream).decode())
  const first = stream.dict.lookup(PDFName.of('First'), PDFNumber).asNumber()
  const numbers = bytes.toString('latin1', 0, first).trim().split(/\s+/).map(Number)
  const offsets = new Map<number, number>()
  for (let i = 0; i + 1 < numbers.length; i += 2) offsets.set(numbers[i] ?? 0, first + (numbers[i + 1] ?? 0))
  return { bytes, offsets }
}

/** Reads what `start` refers to into `context`, `depth` references deep, but neither pictures nor the way up to the pages. Throws as `read` does. */
export function readReferred(
  read: ReadObject,
  context: PDFContext,
  start: PDFObject | undefined,
  depth = Infinity,
): void {
  const seen = new Set<PDFRef>()
  const open = [{ object: start, depth }]
  for (let next = open.pop(); next; next = open.pop()) {
    let { object, depth: left } = next
    if (object instanceof PDFRef) {
      if (left === 0 || seen.has(object)) continue
      seen.add(object)
      object = readOnce(object, context, read)
      left -= 1
    }
    for (const child of childrenOf(object)) open.push({ object: child, depth: left })
  }
}

function readOnce(ref: PDFRef, context: PDFContext, read: ReadObject): PDFObject | undefined {
  const known = context.lookup(ref)
  if (known) return known
  const object = read(ref, context)
  if (object && !isPicture(object)) context.assign(ref, object)
  return object
}

function childrenOf(object: PDFObject | undefined): PDFObject[] {
  if (object instanceof PDFArray) return object.asArray()
  const dict = object instanceof PDFRawStream ? object.dict : object
  if (!(dict instanceof PDFDict) || isPage(dict)) return []
  return dict.entries().flatMap(([key, value]) => (key === PDFName.of('Parent') ? [] : [value]))
}

const isPicture = (object: PDFObject) =>
  object instanceof PDFRawStream && object.dict.get(PDFName.of('Subtype')) === PDFName.of('Image')

const isPage = (dict: PDFDict) => ['/Page', '/Pages'].includes(String(dict.get(PDFName.of('Type'))))
