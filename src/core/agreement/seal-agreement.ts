/** Makes the sealed agreement: signatures, protocol and seal in one revision after the untouched bytes of the original. */
import { createHash } from 'node:crypto'
import { PDFDocument, PDFName, ParseSpeeds } from 'pdf-lib'
import { MappeError, isMappeError } from '../../shared/errors.ts'
import { assertPrintable, coverageOf, fontFaces } from '../fonts.ts'
import type { FontFaces } from '../fonts.ts'
import { anchorsReplaced } from './anchors.ts'
import type { Cover } from './anchors.ts'
import type { Extension } from './extension-check.ts'
import { imprintOf } from './imprint.ts'
import type { OpenedPages } from './page-extension.ts'
import { postCheck } from './post-check.ts'
import { signingWith } from './cms.ts'
import { ancestorsOf, beginRevision, openForExtension } from './revision.ts'
import type { OpenedForExtension } from './revision.ts'
import { fillSeal, reserveSeal } from './seal.ts'
import type { SealText, Sealer } from './seal.ts'
import type { SealKey } from './seal-key.ts'
import { localClock } from './stamp-text.ts'
import { stampPages, textsOf } from './stamp.ts'
import type { Stamp, StampJob } from './stamp.ts'
import { requestTimestamp } from './timestamp.ts'
import type { TimestampFinding } from './timestamp-token.ts'
import { textExcerpt } from './text-excerpt.ts'
import { embedTypeface } from './typeface.ts'

/** `protocol` is a finished PDF whose pages go to the end; `marginNote` is one small line at the foot of every original page; `timeZone` is an IANA name; `timestampServer` is the address of an RFC 3161 service. */
export type SealJob = {
  original: Uint8Array
  stamps: readonly Stamp[]
  protocol?: Uint8Array | undefined
  marginNote?: string | undefined
  seal: SealText
  timeZone: string
  timestampServer?: string | undefined
}

/** Hashes are SHA-256 in hex; `pages` counts those of the protocol too. */
export type SealedAgreement = {
  bytes: Uint8Array
  sha256: string
  originalSha256: string
  pages: number
  bytesAdded: number
  certificateFingerprint: string
  /** Null where none was asked for. */
  timestamp: TimestampFinding | null
}

/**
 * Stamps, appends, seals, and checks the result before it is handed out.
 * `report` hears how far it is, from 0 to 1.
 * Throws GLYPH_MISSING for a text that cannot be printed, PDF_ENCRYPTED and PDF_BROKEN for an original that cannot be extended,
 * TIMESTAMP_UNREACHABLE where no timestamp is to be had, and SEAL_FAILED with a `reason` for everything that would leave a doubtful file.
 */
export async function sealAgreement(
  job: SealJob,
  key: SealKey,
  report: (done: number) => void = () => {},
): Promise<SealedAgreement> {
  const faces = await fontFaces()
  const coverage = coverageOf(faces.regular)
  const clock = localClock(job.timeZone)
  for (const text of textsOf({ ...job, clock })) assertPrintable(coverage, text)
  const isDrawn = drawnBy(job)
  const extendable = await openForExtension(job.original, isDrawn)
  const { doc, opened } = extendable
  const before = opened ? extensionOf(opened, isDrawn) : imprintOf(doc)
  const covers = await coversFor(job, opened)
  report(0.3)
  const sealer = sealerOf(job, key)
  const bytes = await orSealFailed('build', async () => {
    const extended = await extend(extendable, { ...job, covers, clock }, faces, sealer)
    return fillSeal(extended, job.original.length, sealer)
  })
  const pages = doc.getPageCount()
  report(0.7)
  const timestamp = await orSealFailed('check', () =>
    postCheck({
      bytes,
      original: job.original,
      before,
      pages,
      key,
      hasTimestamp: Boolean(job.timestampServer),
    }),
  )
  return {
    bytes,
    sha256: sha256(bytes),
    originalSha256: sha256(job.original),
    pages,
    bytesAdded: bytes.length - job.original.length,
    certificateFingerprint: key.fingerprint,
    timestamp,
  }
}

/** The small line stands on every page. */
function drawnBy({ stamps, marginNote }: SealJob): (page: number) => boolean {
  const stamped = new Set(stamps.map(({ page }) => page))
  return (page) => Boolean(marginNote) || stamped.has(page)
}

function extensionOf({ doc, file }: OpenedPages, isDrawn: (page: number) => boolean): Extension {
  const pages = doc.getPages().map(({ ref }) => ref)
  return { original: file, pages, drawn: [...pages.keys()].filter(isDrawn) }
}

/** The anchors under the stamps; looked for in the stamped pages alone where these can be had by themselves. */
async function coversFor({ original, stamps }: SealJob, opened: OpenedPages | undefined): Promise<Cover[]> {
  if (!opened) return anchorsReplaced(original, stamps)
  const pages = [...new Set(stamps.map(({ page }) => page))].filter(
    (page) => page < opened.doc.getPageCount(),
  )
  const excerpt = await textExcerpt(opened, pages).catch(() => undefined)
  if (!excerpt) return anchorsReplaced(original, stamps)
  const there = stamps.map((stamp) => ({ ...stamp, page: pages.indexOf(stamp.page) }))
  const covers = await anchorsReplaced(excerpt, there)
  return covers.map((cover) => ({ ...cover, page: pages[cover.page] ?? cover.page }))
}

function sealerOf({ timestampServer }: SealJob, key: SealKey): Sealer {
  const sign = signingWith(key)
  if (!timestampServer) return { sign }
  return { sign, askForTimestamp: (signature) => requestTimestamp(timestampServer, signature) }
}

/** Draws and appends; the result is the original's bytes and one revision, with an open gap for the seal. */
async function extend(
  extendable: OpenedForExtension,
  job: SealJob & StampJob,
  faces: FontFaces,
  sealer: Sealer,
): Promise<Uint8Array> {
  const { doc } = extendable
  const revision = beginRevision(extendable, job.original)
  const face = await embedTypeface(doc, faces)
  revision.changed(stampPages(doc, job, face).map((index) => doc.getPage(index).ref))
  if (job.protocol) await appendPages(doc, job.protocol)
  const last = doc.getPage(doc.getPageCount() - 1)
  reserveSeal(doc, last, job.seal, sealer)
  revision.changed([last.ref, ...ancestorsOf(last), doc.catalog.get(PDFName.of('AcroForm'))])
  return revision.save()
}

async function appendPages(doc: PDFDocument, bytes: Uint8Array): Promise<void> {
  const protocol = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest })
  for (const page of await doc.copyPages(protocol, protocol.getPageIndices())) doc.addPage(page)
}

async function orSealFailed<T>(reason: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (isMappeError(error)) throw error
    throw new MappeError('SEAL_FAILED', { reason }, `sealing failed: ${String(error)}`, { cause: error })
  }
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
