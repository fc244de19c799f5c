/** Whether the structure of a tagged document only grew at its end: its own elements and numbers stand as they stood. */
import { PDFDict, PDFName, PDFNumber, PDFRef } from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import { listOf, sameBut } from './object-view.ts'
import type { ObjectView } from './object-view.ts'

type Sides = { before: ObjectView; after: ObjectView; isNew: (ref: PDFObject) => boolean }

/** The root of the structure, and the tree of numbers where it stands within it. */
export function isStructureExtended(was: PDFDict, is: PDFDict, sides: Sides): boolean {
  const [old, now] = [was, is].map((root) => root.get(PDFName.of('ParentTree')))
  const added = moreIn('K', was, is, sides)
  return (
    sameBut(was, is, ['K', 'ParentTree', 'ParentTreeNextKey']) &&
    added !== undefined &&
    added.every(sides.isNew) &&
    (old instanceof PDFDict && now instanceof PDFDict
      ? areNumbersExtended(old, now, sides)
      : old instanceof PDFRef && old === now)
  )
}

/** The root of the tree of numbers: more entries, or one more leaf. */
export function areNumbersExtended(was: PDFDict, is: PDFDict, sides: Sides): boolean {
  const [numbers, leaves] = [moreIn('Nums', was, is, sides), moreIn('Kids', was, is, sides)]
  if (!numbers || !leaves || !sameBut(was, is, ['Nums', 'Kids'])) return false
  const highest = listOf(sides.before, was.get(PDFName.of('Nums'))).at(-2)
  const keys = numbers.filter((_, index) => index % 2 === 0)
  return leaves.every(sides.isNew) && isRising([...(highest ? [highest] : []), ...keys])
}

/** What a list has beyond its old items; undefined where one of those is another now, or the list is gone. */
function moreIn(key: string, was: PDFDict, is: PDFDict, { before, after }: Sides): PDFObject[] | undefined {
  const [old, now] = [itemsOf(before, was.get(PDFName.of(key))), itemsOf(after, is.get(PDFName.of(key)))]
  const isKept = old.every((item, index) => String(item) === String(now[index]))
  return isKept ? now.slice(old.length) : undefined
}

/** A single item may stand without a list. */
function itemsOf(view: ObjectView, entry: PDFObject | undefined): PDFObject[] {
  const found = view.look(entry)
  return found instanceof PDFDict && entry ? [entry] : listOf(view, entry)
}

const isRising = (keys: readonly PDFObject[]): boolean =>
  keys.every((key, index) => {
    const last = keys[index - 1]
    if (!(key instanceof PDFNumber)) return false
    return index === 0 || (last instanceof PDFNumber && key.asNumber() > last.asNumber())
  })
