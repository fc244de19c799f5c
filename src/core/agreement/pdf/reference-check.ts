/** Whether a file's own table of contents is right: a revision that relies on a wrong one loses objects in strict readers. */
import { PDFName, PDFRawStream, PDFRef } from 'pdf-lib'
import type { PDFContext } from 'pdf-lib'
import { headerAt, newestPlaces, readSections } from './cross-reference.ts'
import type { Place } from './cross-reference.ts'

/** True if every object that was read from the file is found where its cross-reference sections say. Never throws. */
export function isCrossReferenceSound(file: Buffer, context: PDFContext): boolean {
  try {
    const places = placesIn(file)
    return places !== undefined && objectsOf(context).every((ref) => isAt(file, places, ref))
  } catch {
    return false
  }
}

/** True if the file's sections say of an object that is there that it lies where it does not: readers then find it only by searching. Never throws. */
export function leadsAstray(file: Buffer, context: PDFContext): boolean {
  try {
    const places = placesIn(file)
    return places === undefined || [...places].some((place) => isElsewhere(file, context, place))
  } catch {
    return true
  }
}

function placesIn(file: Buffer): Map<number, Place> | undefined {
  const sections = readSections(file)
  return sections && newestPlaces(sections)
}

function isElsewhere(file: Buffer, context: PDFContext, [number, place]: [number, Place]): boolean {
  if (place === 'free' || !('offset' in place)) return false
  return headerAt(file, place.offset)?.number !== number && context.lookup(PDFRef.of(number)) !== undefined
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
