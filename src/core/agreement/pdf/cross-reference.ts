/** A file's own table of contents: where it says that each object lies (ISO 32000-2 § 7.5.4, § 7.5.8). */
import {
  PDFArray,
  PDFContext,
  PDFDict,
  PDFName,
  PDFNumber,
  PDFObjectParser,
  PDFRawStream,
  decodePDFRawStream,
} from 'pdf-lib'

/** Where an object lies: its byte offset, or the number of the object stream that holds it; 'free' where there is none. */
export type Place = { offset: number } | { container: number } | 'free'

/** What one revision wrote: `previous` are the offsets of the sections before it, `trailer` the entries of the file as a whole. */
export type Section = { at: number; places: Map<number, Place>; previous: number[]; trailer: PDFDict }

/** A chain longer than this goes in circles. */
const MOST_SECTIONS = 1_000

/** `start` and `end` are the offsets of the header itself. */
export type Header = { number: number; generation: number; start: number; end: number }

/** "12 0 obj" at the offset, after white space at most. */
export function headerAt(file: Buffer, offset: number): Header | undefined {
  const match = /^(\s*)((\d+)\s+(\d+)\s+obj)\b/.exec(file.toString('latin1', offset, offset + 40))
  if (!match) return undefined
  const [, blank = '', header = '', number, generation] = match
  const start = offset + blank.length
  return { number: Number(number), generation: Number(generation), start, end: start + header.length }
}

/** The sections of the file, newest first; undefined where the chain is broken. May throw, for what it reads may be anything. */
export function readSections(file: Buffer): Section[] | undefined {
  const start = lastStart(file)
  if (start === undefined) return undefined
  const context = PDFContext.create()
  const sections: Section[] = []
  const open = [start]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (sections.some((section) => section.at === at) || sections.length > MOST_SECTIONS) return undefined
    const section = readSection(file, at, context)
    if (!section) return undefined
    sections.push(section)
    open.push(...section.previous)
  }
  return sections
}

/** The section that begins at `at`, as a table or as a stream. */
export const readSection = (file: Buffer, at: number, context: PDFContext): Section | undefined =>
  readTable(file, at, context) ?? readStream(file, at, context)

/** The offset after the last `startxref`. */
export function lastStart(file: Buffer): number | undefined {
  const tail = file.toString('latin1', Math.max(0, file.length - 2_048))
  const start = /startxref\s+(\d+)\s+%%EOF(?![\s\S]*startxref)/.exec(tail)?.[1]
  return start === undefined ? undefined : Number(start)
}

/** The newest place of each object. */
export function newestPlaces(sections: readonly Section[]): Map<number, Place> {
  const places = new Map<number, Place>()
  for (const section of sections)
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place)
  return places
}

function readTable(file: Buffer, at: number, context: PDFContext): Section | undefined {
  if (!/^\s*xref\s/.test(file.toString('latin1', at, at + 12))) return undefined
  const end = file.indexOf('startxref', at)
  const text = file.toString('latin1', at, end < 0 ? file.length : end)
  const [entries = '', after = ''] = text.split('trailer', 2)
  const places = new Map<number, Place>()
  const tokens = entries.replace('xref', '').trim().split(/\s+/)
  for (let i = 0; i + 1 < tokens.length;) {
    const [first, count] = [Number(tokens[i]), Number(tokens[i + 1])]
    i += 2
    for (let k = 0; k < count && i < tokens.length; k++, i += 3) {
      const offset = Number(tokens[i])
      // nothing can stand before the header: some writers list what they left out so
      places.set(first + k, tokens[i + 2] === 'n' && offset > 0 ? { offset } : 'free')
    }
  }
  // a hybrid file's stream goes before the older sections (ISO 32000-2 § 7.5.8.4)
  const previous = ['XRefStm', 'Prev'].flatMap((key) => numberAfter(after, key))
  if (previous.length > 1) for (const [number, place] of places) if (place === 'free') places.delete(number)
  const trailer = PDFObjectParser.forBytes(Buffer.from(after, 'latin1'), context).parseObject()
  return trailer instanceof PDFDict ? { at, places, previous, trailer } : undefined
}

const numberAfter = (trailer: string, key: string): number[] => {
  const found = new RegExp(`/${key}\\s+(\\d+)`).exec(trailer)?.[1]
  return found === undefined ? [] : [Number(found)]
}

function readStream(file: Buffer, at: number, context: PDFContext): Section | undefined {
  const header = headerAt(file, at)
  const stream = header && PDFObjectParser.forBytes(file.subarray(header.end), context).parseObject()
  if (!(stream instanceof PDFRawStream) || stream.dict.get(PDFName.of('Type')) !== PDFName.of('XRef'))
    return undefined
  const previous = numberOf(stream.dict, 'Prev')
  return {
    at,
    places: placesIn(stream),
    previous: previous === undefined ? [] : [previous],
    trailer: stream.dict,
  }
}

function placesIn(stream: PDFRawStream): Map<number, Place> {
  const bytes = withoutPredictor(decodePDFRawStream(stream).decode(), stream.dict)
  const [typeWidth = 0, secondWidth = 0, thirdWidth = 0] = numbersOf(stream.dict, 'W')
  const index = numbersOf(stream.dict, 'Index')
  const ranges = index.length > 0 ? index : [0, numberOf(stream.dict, 'Size') ?? 0]
  const places = new Map<number, Place>()
  let at = 0
  const next = (width: number) => {
    let value = 0
    for (let i = 0; i < width; i++) value = value * 256 + (bytes[at++] ?? 0)
    return value
  }
  for (let i = 0; i + 1 < ranges.length; i += 2) {
    for (let k = 0; k < (ranges[i + 1] ?? 0) && at < bytes.length; k++) {
      const type = typeWidth === 0 ? 1 : next(typeWidth)
      const second = next(secondWidth)
      next(thirdWidth)
      places.set((ranges[i] ?? 0) + k, placeOf(type, second))
    }
  }
  return places
}

/** PNG prediction (ISO 32000-2 § 7.4.4.4), which the decoder leaves in: writers use Up, the others are refused by giving nothing. */
function withoutPredictor(bytes: Uint8Array, dict: PDFDict): Uint8Array {
  const given = dict.lookup(PDFName.of('DecodeParms'))
  const parms = given instanceof PDFArray ? given.lookup(0) : given
  if (!(parms instanceof PDFDict) || (numberOf(parms, 'Predictor') ?? 1) < 10) return bytes
  const columns = numberOf(parms, 'Columns') ?? 1
  const rows = Math.floor(bytes.length / (columns + 1))
  const plain = new Uint8Array(rows * columns)
  for (let row = 0; row < rows; row++) {
    const filter = bytes[row * (columns + 1)]
    if (filter !== 0 && filter !== 2) return new Uint8Array()
    for (let column = 0; column < columns; column++) {
      const above = filter === 2 && row > 0 ? (plain[(row - 1) * columns + column] ?? 0) : 0
      plain[row * columns + column] = (bytes[row * (columns + 1) + 1 + column] ?? 0) + above
    }
  }
  return plain
}

function placeOf(type: number, second: number): Place {
  if (type === 1) return { offset: second }
  return type === 2 ? { container: second } : 'free'
}

function numbersOf(dict: PDFDict, key: string): number[] {
  const value = dict.lookup(PDFName.of(key))
  const items = value instanceof PDFArray ? value.asArray() : []
  return items.map((item) => (item instanceof PDFNumber ? item.asNumber() : 0))
}

const numberOf = (dict: PDFDict, key: string) => {
  const value = dict.lookup(PDFName.of(key))
  return value instanceof PDFNumber ? value.asNumber() : undefined
}
