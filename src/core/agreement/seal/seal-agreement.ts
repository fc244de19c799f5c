/** Makes the sealed agreement: signatures, protocol and seal in one revision after the untouched bytes of the original. */
import { createHash } from 'node:crypto'
import { PDFName } from 'pdf-lib'
import { MappeError, isMappeError } from '../../../shared/errors.ts'
import { sealedProtocolSchema } from '../../../shared/sealed-protocol.ts'
import type { SealedProtocol } from '../../../shared/sealed-protocol.ts'
import { assertPrintable, coverageOf, fontFaces } from '../../fonts.ts'
import type { FontFaces } from '../../fonts.ts'
import { readAnchors } from '../reading/anchors.ts'
import type { PlacedAnchor } from '../reading/anchors.ts'
import { beside, replacementFor } from '../stamp/anchor-replacement.ts'
import type { Signer } from '../stamp/anchor-texts.ts'
import type { Extension } from '../pdf/extension-check.ts'
import { imprintOf } from '../pdf/imprint.ts'
import { appendPages } from '../pdf/appended-pages.ts'
import type { OpenedPages } from '../pdf/page-extension.ts'
import { postCheck } from './post-check.ts'
import { signingWith } from './cms.ts'
import { ancestorsOf, beginRevision, openForExtension } from '../pdf/revision.ts'
import type { OpenedForExtension } from '../pdf/revision.ts'
import { fillSeal, reserveSeal } from './seal.ts'
import { layDownProtocol } from './sealed-protocol.ts'
import { structureOf } from '../pdf/structure.ts'
import type { SealText, Sealer } from './seal.ts'
import type { SealKey } from './seal-key.ts'
import { localClock } from '../stamp/stamp-text.ts'
import { pagesDrawnOn, stampPages, textsOf } from '../stamp/stamp.ts'
import type { Stamp, StampJob } from '../stamp/stamp-job.ts'
import { requestTimestamp } from './timestamp.ts'
import type { TimestampFinding } from './seal-report.ts'
import { embedTypeface } from '../pdf/typeface.ts'

/** The sealed protocol but for the file it is about, which sealing knows. */
export type Statement = Omit<SealedProtocol, 'version' | 'original'>

/** `protocol` is a finished PDF whose pages go to the end; `marginNote` is one small line at the foot of every original page; `timeZone` is an IANA name; `timestampServer` is the address of an RFC 3161 service. */
export type SealJob = {
  original: Uint8Array
  stamps: readonly Stamp[]
  /** The anchors in the original's text; read from it where they are not given. */
  anchors?: readonly PlacedAnchor[] | undefined
  /** The organisations that declined, by name. */
  declined?: readonly string[] | undefined
  protocol?: Uint8Array | undefined
  marginNote?: string | undefined
  /** What the protocol says, for programs to read. */
  statement?: Statement | undefined
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
  /** Anchors whose place was taken, and those that stay as printed because they name nobody who was to sign. */
  anchors: { filled: number; left: PlacedAnchor[] }
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
  const { anchors, left, ...filled } = await withAnchors(job)
  const drawn = { ...filled, clock }
  for (const text of textsOf(drawn)) assertPrintable(coverage, text)
  const isDrawn = drawnBy(drawn)
  const extendable = await openForExtension(job.original, isDrawn)
  const { doc, opened } = extendable
  const before = opened ? extensionOf(opened, isDrawn) : imprintOf(doc)
  report(0.3)
  const sealer = sealerOf(job, key)
  const originalSha256 = sha256(job.original)
  const stated = job.statement && statedOf(job.statement, job.original.length, originalSha256)
  const bytes = await orSealFailed('build', async () => {
    const extended = await extend(extendable, { ...drawn, stated }, faces, sealer)
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
      stated,
      key,
      hasTimestamp: Boolean(job.timestampServer),
    }),
  )
  return {
    bytes,
    sha256: sha256(bytes),
    originalSha256,
    pages,
    bytesAdded: bytes.length - job.original.length,
    certificateFingerprint: key.fingerprint,
    timestamp,
    anchors: { filled: anchors.length - left.length, left },
  }
}

/** The job with what stands in the place of the anchors, and blocks that do not repeat it. */
async function withAnchors(job: SealJob) {
  const anchors = job.anchors ?? (await readAnchors(job.original))
  const signers = signersOf(job)
  const organisations = signers.map(({ organisation }) => organisation)
  const stamps = job.stamps.map((stamp) =>
    stamp.ink ? { ...stamp, saidBeside: beside(stamp, anchors, organisations) } : stamp,
  )
  return { ...job, ...replacementFor(anchors, signers, job.stamps), anchors, stamps }
}

/** One who signs in several places is one. */
function signersOf({ stamps, declined = [], timeZone }: SealJob): Signer[] {
  const signers = [
    ...stamps.map(({ ink, page: _page, box: _box, remark: _remark, ...who }): Signer =>
      ink ? { ...who, status: 'signed', timeZone } : { organisation: who.organisation, status: 'on-paper' },
    ),
    ...declined.map((organisation): Signer => ({ organisation, status: 'declined' })),
  ]
  return [...new Map(signers.map((signer) => [JSON.stringify(signer), signer])).values()]
}

/** The small line stands on every page. */
function drawnBy({ marginNote, ...job }: StampJob): (page: number) => boolean {
  const drawnOn = pagesDrawnOn(job)
  return (page) => Boolean(marginNote) || drawnOn.has(page)
}

const statedOf = (statement: Statement, bytes: number, sha256OfOriginal: string): SealedProtocol =>
  sealedProtocolSchema.parse({ version: 1, original: { bytes, sha256: sha256OfOriginal }, ...statement })

function extensionOf({ doc, file }: OpenedPages, isDrawn: (page: number) => boolean): Extension {
  const pages = doc.getPages().map(({ ref }) => ref)
  return { original: file, pages, drawn: [...pages.keys()].filter(isDrawn) }
}

function sealerOf({ timestampServer }: SealJob, key: SealKey): Sealer {
  const sign = signingWith(key)
  if (!timestampServer) return { sign }
  return { sign, askForTimestamp: (signature) => requestTimestamp(timestampServer, signature) }
}

/** Draws and appends; the result is the original's bytes and one revision, with an open gap for the seal. */
async function extend(
  extendable: OpenedForExtension,
  job: SealJob & StampJob & { stated?: SealedProtocol | undefined },
  faces: FontFaces,
  sealer: Sealer,
): Promise<Uint8Array> {
  const { doc } = extendable
  const revision = beginRevision(extendable, job.original)
  const face = await embedTypeface(doc, faces)
  const structure = structureOf(doc)
  revision.changed(stampPages(doc, job, face, structure).map((index) => doc.getPage(index).ref))
  if (job.protocol) await appendPages(doc, job.protocol, structure)
  revision.changed(structure?.finish() ?? [])
  const last = doc.getPage(doc.getPageCount() - 1)
  if (job.stated) layDownProtocol(doc, job.stated, job.seal.at)
  reserveSeal(doc, last, job.seal, sealer)
  revision.changed([last.ref, ...ancestorsOf(last), doc.catalog.get(PDFName.of('AcroForm'))])
  revision.changed([doc.context.trailerInfo.Root])
  return revision.save()
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
