/** One sight of a file's objects, read as they are asked for, and how two sights are compared. */
import { PDFArray, PDFContext, PDFDict, PDFName, PDFRef } from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import type { ReadObject } from './object-file.ts'

/** `look` follows a reference, however many lead on, and gives anything else back. */
export type ObjectView = { look(value: PDFObject | undefined): PDFObject | undefined }

export function viewOf(read: ReadObject): ObjectView {
  const context = PDFContext.create()
  const known = new Map<PDFRef, PDFObject | undefined>()
  return {
    look(value) {
      if (!(value instanceof PDFRef)) return value
      if (!known.has(value)) known.set(value, read(value, context))
      return known.get(value)
    },
  }
}

/** The items of an array that may stand elsewhere; none where there is no array. */
export function listOf({ look }: ObjectView, value: PDFObject | undefined): PDFObject[] {
  const found = look(value)
  return found instanceof PDFArray ? found.asArray() : []
}

/** The entries of a dictionary that may stand elsewhere; none where there is no dictionary. */
export function entriesOf({ look }: ObjectView, value: PDFObject | undefined): Map<string, PDFObject> {
  const found = look(value)
  const entries = found instanceof PDFDict ? found.entries() : []
  return new Map(entries.map(([key, entry]) => [key.decodeText(), entry]))
}

/** Whether both have the same entries, but for these keys. */
export function sameBut(was: PDFDict, is: PDFDict, keys: readonly string[]): boolean {
  const names = new Set([...was.keys(), ...is.keys()])
  for (const key of keys) names.delete(PDFName.of(key))
  return [...names].every((name) => String(was.get(name)) === String(is.get(name)))
}

/** Whether both have the same entries under the same names. */
export function areSame(was: Map<string, PDFObject>, is: Map<string, PDFObject>): boolean {
  return was.size === is.size && [...was].every(([key, value]) => String(value) === String(is.get(key)))
}
