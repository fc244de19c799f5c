/** Whether a revision only added to an original: what it writes again is compared, and all the rest are the original's own bytes. */
import { PDFDict, PDFName, PDFNumber, PDFPageLeaf, PDFPageTree, PDFRef } from 'pdf-lib'
import type { PDFObject } from 'pdf-lib'
import { areSame, entriesOf, listOf, sameBut, viewOf } from './object-view.ts'
import type { ObjectView } from './object-view.ts'
import type { ObjectFile } from './object-file.ts'
import { isPageExtended } from './page-check.ts'
import { readRevision } from './revision-reading.ts'
import { areNumbersExtended, isStructureExtended } from './structure-check.ts'
import { PIECE, PIECES, PIECE_KEYS } from '../seal/sealed-protocol.ts'

/** `pages` are those of the original in order, `drawn` the numbers (from 0) of those with a drawing. */
export type Extension = { original: ObjectFile; pages: readonly PDFRef[]; drawn: readonly number[] }

/** `appended` counts the pages at the end. */
type Extended = Extension & { appended: number }

/** `page` counts from 0. */
export type ExtensionFault = {
  reason: 'revision-damaged' | 'page-count' | 'page-changed' | 'object-changed'
  page?: number
  cause?: unknown
}

/**
 * The first fault of `file`, whose first `from` bytes are the original. Undefined where its pages are the same in the same order,
 * with the same boxes, contents and resources under one drawing where one was made, where no annotation came but the seal's own
 * field, the appended pages follow, its structure only grew, and no other object of the original was written again, freed or hidden.
 */
export function extensionFault(file: Buffer, from: number, extension: Extended): ExtensionFault | undefined {
  try {
    return faultIn(file, from, extension)
  } catch (cause) {
    return { reason: 'revision-damaged', cause }
  }
}

/** The file as it was and as it is now. */
type Sight = Extended & { before: ObjectView; after: ObjectView; catalog: PDFDict }

function faultIn(file: Buffer, from: number, extension: Extended): ExtensionFault | undefined {
  const { original } = extension
  const { trailer, written, read } = readRevision(file, from, original)
  const isSame = (key: string) => String(trailer.get(PDFName.of(key))) === String(original.trailer(key))
  if (!['Root', 'Info', 'Encrypt'].every(isSame)) return { reason: 'object-changed' }
  const before = viewOf(original.read)
  const catalog = before.look(original.trailer('Root'))
  if (!(catalog instanceof PDFDict)) return { reason: 'object-changed' }
  const sight: Sight = { ...extension, before, after: viewOf(read), catalog }
  const replaced = written.filter((ref) => ref.objectNumber < original.firstFree)
  return missing(replaced, sight) ?? replaced.map((ref) => replacedFault(ref, sight)).find(Boolean)
}

/** What had to be written again and was not. */
function missing(replaced: readonly PDFRef[], sight: Sight): ExtensionFault | undefined {
  const page = sight.drawn.find((index) => !replaced.some((ref) => ref === sight.pages[index]))
  if (page !== undefined) return { reason: 'page-changed', page }
  const root = sight.catalog.get(PDFName.of('Pages'))
  const isCounted = sight.appended === 0 || replaced.some((ref) => ref === root)
  return isCounted ? undefined : { reason: 'page-count' }
}

function replacedFault(ref: PDFRef, sight: Sight): ExtensionFault | undefined {
  const { before, after, catalog, pages } = sight
  const [was, is] = [before.look(ref), after.look(ref)]
  const page = pages.indexOf(ref)
  if (!(was instanceof PDFDict && is instanceof PDFDict)) return { reason: 'object-changed' }
  if (page >= 0) return isKept(was, is, page, sight) ? undefined : { reason: 'page-changed', page }
  if (ref === catalog.get(PDFName.of('Pages')))
    return hasAppended(was, is, ref, sight) ? undefined : { reason: 'page-count' }
  return isOtherKept(ref, was, is, sight) ? undefined : { reason: 'object-changed' }
}

function isKept(was: PDFDict, is: PDFDict, page: number, sight: Sight): boolean {
  const { before, after, drawn, appended, pages, original } = sight
  if (!(was instanceof PDFPageLeaf && is instanceof PDFPageLeaf)) return false
  return isPageExtended(
    { view: before, page: was },
    { view: after, page: is },
    {
      isDrawn: drawn.includes(page),
      maySeal: appended === 0 && page === pages.length - 1,
      isNew: (ref) => ref.objectNumber >= original.firstFree,
    },
  )
}

/** The root of the page tree: its old children, then the new pages, and as many more. */
function hasAppended(was: PDFDict, is: PDFDict, root: PDFRef, sight: Sight): boolean {
  const { before, after, original, appended } = sight
  if (!(was instanceof PDFPageTree && is instanceof PDFPageTree) || !sameBut(was, is, ['Kids', 'Count']))
    return false
  const [old, kids] = [listOf(before, was.get(PDFName.of('Kids'))), listOf(after, is.get(PDFName.of('Kids')))]
  const more = kids.slice(old.length)
  const counts = [was, is].map((node) => node.get(PDFName.of('Count')))
  const [count, newCount] = counts.map((value) =>
    value instanceof PDFNumber ? value.asNumber() : Number.NaN,
  )
  return (
    old.every((kid, index) => kid === kids[index]) &&
    more.length === appended &&
    new Set(more).size === appended &&
    more.every((kid) => isNewPage(after.look(kid), root) && isNew(kid, original)) &&
    (count ?? Number.NaN) + appended === newCount
  )
}

const isNew = (ref: PDFObject, { firstFree }: ObjectFile) =>
  ref instanceof PDFRef && ref.objectNumber >= firstFree

const isNewPage = (page: PDFObject | undefined, root: PDFRef) =>
  page instanceof PDFPageLeaf && page.get(PDFName.of('Parent')) === root

function isOtherKept(ref: PDFRef, was: PDFDict, is: PDFDict, sight: Sight): boolean {
  const form = sight.catalog.get(PDFName.of('AcroForm'))
  const structure = sight.catalog.get(PDFName.of('StructTreeRoot'))
  const sides = { ...sight, isNew: (added: PDFObject) => isNew(added, sight.original) }
  if (ref === sight.original.trailer('Root')) return isCatalogKept(was, is, sight)
  if (ref === structure) return isStructureExtended(was, is, sides)
  if (ref === numbersOf(structure, sight)) return areNumbersExtended(was, is, sides)
  if (ref === form) return isFormExtended(was, is, sight)
  return was instanceof PDFPageTree && sameBut(was, is, [])
}

function numbersOf(structure: PDFObject | undefined, { before }: Sight): PDFObject | undefined {
  const root = before.look(structure)
  return root instanceof PDFDict ? root.get(PDFName.of('ParentTree')) : undefined
}

function isCatalogKept(was: PDFDict, is: PDFDict, sight: Sight): boolean {
  const [old, form] = [was, is].map((catalog) => catalog.get(PDFName.of('AcroForm')))
  if (!sameBut(was, is, ['AcroForm', PIECES]) || !arePiecesKept(was, is, sight)) return false
  if (old === undefined) return form !== undefined && isNew(form, sight.original)
  if (old instanceof PDFDict && form instanceof PDFDict) return isFormExtended(old, form, sight)
  return old === form
}

/** What other programs keep there, and at most one entry of ours that leads to something new. */
function arePiecesKept(was: PDFDict, is: PDFDict, { before, after, original }: Sight): boolean {
  const [entry, now] = [was, is].map((catalog) => catalog.get(PDFName.of(PIECES)))
  if (String(entry) === String(now)) return true
  const [old, pieces] = [entriesOf(before, entry), entriesOf(after, now)]
  const ours = entriesOf(after, pieces.get(PIECE))
  const stated = ours.get('Private')
  old.delete(PIECE)
  pieces.delete(PIECE)
  return (
    areSame(old, pieces) &&
    [...ours.keys()].every((key) => PIECE_KEYS.some((known) => known === key)) &&
    stated !== undefined &&
    isNew(stated, original)
  )
}

/** The old fields, and the seal's. */
function isFormExtended(was: PDFDict, is: PDFDict, { before, after, original }: Sight): boolean {
  const old = listOf(before, was.get(PDFName.of('Fields')))
  const fields = listOf(after, is.get(PDFName.of('Fields')))
  const [added, ...more] = fields.slice(old.length)
  return (
    sameBut(was, is, ['Fields', 'SigFlags']) &&
    old.every((field, index) => String(field) === String(fields[index])) &&
    added !== undefined &&
    isNew(added, original) &&
    more.length === 0
  )
}
