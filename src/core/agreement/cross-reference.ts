/** Whether a file's own table of contents is right (ISO 32000-2 § 7.5.4, § 7.5.8): a revision that relies on a wrong one loses objects in strict readers. */
import { PDFArray, PDFDict, PDFName, PDFNumber, PDFRawStream, PDFRef, decodePDFRawStream } from 'pdf-lib'
import type { PDFContext } from 'pdf-lib'

/** Where an object lies: its byte offset, or the number of the object stream that holds it; 'free' where there is none. */
type Place = { offset: number } | { container: number } | 'free'

type Section = { places: Map<number, Place>; previous: number[] }

/** A chain longer than this goes in circles. */
const MOST_SECTIONS = 1_000

/** True if every object that was read from the file is found where its cross-reference sections say. Never throws. */
export function isCrossReferenceSound(file: Buffer, context: PDFContext): boolean {
  try {
    const places = readPlaces(file, context)
    return places !== undefined && objectsOf(context).every((ref) => isAt(file, places, ref))
  } catch {
    return false
  }
}

/** True if the file's sections say of an object that is there that it lies where it does not: readers then find it only by searching. Never throws. */
export function leadsAstray(file: Buffer, context: PDFContext): boolean {
  try {
    const places = readPlaces(file, context)
    return places === undefined || [...places].some((place) => isElsewhere(file, context, place))
  } catch {
    return true
  }
}

function isElsewhere(file: Buffer, context: PDFContext, [number, place]: [number, Place]): boolean {
  if (place === 'free' || !('offset' in place)) return false
  const header = headerAt(file, place.offset)
  return header?.number !== number && context.lookup(PDFRef.of(number)) !== undefined
}

/** All objects but those that only hold others, and are written anew by whoever writes. */
export function objectsOf(context: PDFContext): PDFRef[] {
  return context.enumerateIndirectObjects().flatMap(([ref, object]) => (holdsOthers(object) ? [] : [ref]))
}

function holdsOthers(object: unknown): boolean {
  if (!(object instanceof PDFRawStream)) return false
  const type = object.dict.get(PDFName.of('Type'))
  return type === PDFName.of('XRef') || type === PDFName.of('ObjStm')
}

function isAt(file: Buffer, places: Map<number, Place>, ref: PDFRef): boolean {
  const place = places.get(ref.objectNumber)
  if (place === undefined || place === 'free') return false
  if ('offset' in place) return headerAt(file, place.offset)?.number === ref.objectNumber
  const container = places.get(place.container)
  return (
    typeof container === 'object' && 'offset' in container && headerAt(file, container.offset) !== undefined
  )
}

/** "12 0 obj" at the offset, after white space at most. */
function headerAt(file: Buffer, offset: number): { number: number; generation: number } | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s+obj\b/.exec(file.toString('latin1', offset, offset + 40))
  return match ? { number: Number(match[1]), generation: Number(match[2]) } : undefined
}

/** The newest place of each object; undefined where the chain is broken. */
function readPlaces(file: Buffer, context: PDFContext): Map<number, Place> | undefined {
  const tail = file.toString('latin1', Math.max(0, file.length - 2_048))
  const start = /startxref\s+(\d+)\s+%%EOF(?![\s\S]*startxref)/.exec(tail)?.[1]
  if (start === undefined) return undefined
  const places = new Map<number, Place>()
  const open = [Number(start)]
  const seen = new Set<number>()
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    if (seen.has(at) || seen.size > MOST_SECTIONS) return undefined
    seen.add(at)
    const section = readTable(file, at) ?? readStream(file, at, context)
    if (!section) return undefined
    for (const [number, place] of section.places) if (!places.has(number)) places.set(number, place)
    open.push(...section.previous)
  }
  return places
}

function readTable(file: Buffer, at: number): Section | undefined {
  if (!/^\s*xref\s/.test(file.toString('latin1', at, at + 12))) return undefined
  const end = file.indexOf('startxref', at)
  const text = file.toString('latin1', at, end < 0 ? file.length : end)
  const [entries = '', trailer = ''] = text.split('trailer', 2)
  const places = new Map<number, Place>()
  const tokens = entries.replace('xref', '').trim().split(/\s+/)
  for (let i = 0; i + 1 < tokens.length;) {
    const [first, count] = [Number(tokens[i]), Number(tokens[i + 1])]
    i += 2
    for (let k = 0; k < count; k++, i += 3) {
      places.set(first + k, tokens[i + 2] === 'n' ? { offset: Number(tokens[i]) } : 'free')
    }
  }
  // a hybrid file's stream goes before the older sections (ISO 32000-2 § 7.5.8.4)
  const previous = ['XRefStm', 'Prev'].flatMap((key) => numberAfter(trailer, key))
  if (previous.length > 1) for (const [number, place] of places) if (place === 'free') places.delete(number)
  return { places, previous }
}

const numberAfter = (trailer: string, key: string): number[] => {
  const found = new RegExp(`/${key}\\s+(\\d+)`).exec(trailer)?.[1]
  return found === undefined ? [] : [Number(found)]
}

function readStream(file: Buffer, at: number, context: PDFContext): Section | undefined {
  const header = headerAt(file, at)
  const stream = header && context.lookup(PDFRef.of(header.number, header.generation))
  if (!(stream instanceof PDFRawStream) || stream.dict.get(PDFName.of('Type')) !== PDFName.of('XRef'))
    return undefined
  const previous = numberOf(stream.dict, 'Prev')
  return { places: placesIn(stream), previous: previous === undefined ? [] : [previous] }
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
