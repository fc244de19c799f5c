/** One incremental update (ISO 32000-2 § 7.5.6): the file's bytes stay, what changed follows them. */
import { EncryptedPDFError, PDFDict, PDFDocument, PDFName, PDFRef, ParseSpeeds } from 'pdf-lib'
import type { PDFObject, PDFPage } from 'pdf-lib'
import { MappeError } from '../../../shared/errors.ts'
import { isCrossReferenceSound, objectsOf } from './reference-check.ts'
import { openPages } from './page-extension.ts'
import type { OpenedPages } from './page-extension.ts'
import { findSignatures } from '../seal/signature-dictionaries.ts'

/** All offsets count from here, and readers disagree from where if it stands later. */
const HEADER = Buffer.from('%PDF-')
/** The highest object number readers must know (ISO 32000-1 Annex C). */
const MOST_OBJECTS = 8_388_607

export type Revision = {
  /** Names objects of the original that were changed; anything but a reference is passed over, for its holder is named. */
  changed(objects: readonly (PDFObject | undefined)[]): void
  /** The original's bytes with the revision behind them. */
  save(): Promise<Uint8Array>
}

/** `opened` where only the pages drawn on were read; without, the document holds every object of the file. */
export type OpenedForExtension = { doc: PDFDocument; opened?: OpenedPages | undefined }

/**
 * Opens a PDF to be extended on the pages for which `isDrawn` (counted from 0) holds. Throws PDF_ENCRYPTED (an extension in the
 * clear would blank its pages), PDF_SIGNED (it is never drawn upon), PDF_BROKEN, PDF_NO_PAGES.
 */
export async function openForExtension(
  bytes: Uint8Array,
  isDrawn: (page: number) => boolean,
): Promise<OpenedForExtension> {
  const file = bufferOver(bytes)
  if (!file.subarray(0, 5).equals(HEADER)) throw new MappeError('PDF_BROKEN', {}, 'bytes before the header')
  const opened = await openPages(file, isDrawn)
  const doc = opened?.doc ?? (await load(bytes))
  if (doc.isEncrypted) throw new MappeError('PDF_ENCRYPTED')
  const signed = findSignatures(file)
  if (signed.length > 0) throw new MappeError('PDF_SIGNED')
  if (pageCount(doc) === 0) throw new MappeError('PDF_NO_PAGES')
  if (doc.context.largestObjectNumber > MOST_OBJECTS)
    throw new MappeError('PDF_BROKEN', {}, 'object numbers too high')
  return { doc, opened }
}

const bufferOver = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)

async function load(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      forIncrementalUpdate: true,
      updateMetadata: false,
      throwOnInvalidObject: false,
      parseSpeed: ParseSpeeds.Fastest,
    })
  } catch (error) {
    if (error instanceof EncryptedPDFError) throw new MappeError('PDF_ENCRYPTED')
    throw new MappeError('PDF_BROKEN', {}, `cannot be read: ${String(error)}`, { cause: error })
  }
}

function pageCount(doc: PDFDocument): number {
  try {
    return doc.getPages().length
  } catch (error) {
    throw new MappeError('PDF_BROKEN', {}, `page tree cannot be read: ${String(error)}`, { cause: error })
  }
}

/**
 * Begins a revision of the document read from `original`. pdf-lib would look through every object of the file at each
 * change of a dictionary, even while it writes, to learn where it belongs (5.6 s for 600 pages); so its tracking rests,
 * and the changed objects are named by hand. New ones are known by their number.
 * Where the file's own cross-reference is wrong, the revision holds every object and does not refer back to it.
 */
export function beginRevision({ doc, opened }: OpenedForExtension, original: Uint8Array): Revision {
  const { context } = doc
  const snapshot = context.snapshot ?? doc.takeSnapshot()
  context.snapshot = undefined
  if (!opened && !isCrossReferenceSound(bufferOver(original), context)) {
    snapshot.prevStartXRef = 0
    snapshot.markRefsForSave(objectsOf(context))
  }
  return {
    changed(objects) {
      snapshot.markRefsForSave(objects.filter((object) => object instanceof PDFRef))
    },
    async save() {
      const increment = await doc.saveIncremental(snapshot, { objectsPerTick: Infinity })
      const bytes = new Uint8Array(original.length + increment.length)
      bytes.set(original)
      bytes.set(increment, original.length)
      return bytes
    },
  }
}

/** The nodes of the page tree above a page, nearest first. */
export function ancestorsOf(page: PDFPage): PDFRef[] {
  const refs: PDFRef[] = []
  let parent = page.node.get(PDFName.of('Parent'))
  while (parent instanceof PDFRef && !refs.includes(parent)) {
    refs.push(parent)
    const node = page.doc.context.lookup(parent)
    parent = node instanceof PDFDict ? node.get(PDFName.of('Parent')) : undefined
  }
  return refs
}
