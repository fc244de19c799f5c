/** The last look at a sealed file before anyone may call it sealed. */
import { isDeepStrictEqual } from 'node:util'
import { PDFDocument, ParseSpeeds } from 'pdf-lib'
import { MappeError } from '../../../shared/errors.ts'
import type { SealedProtocol } from '../../../shared/sealed-protocol.ts'
import { extensionFault } from '../pdf/extension-check.ts'
import type { Extension } from '../pdf/extension-check.ts'
import { firstChangedPage, imprintOf } from '../pdf/imprint.ts'
import type { Imprint } from '../pdf/imprint.ts'
import type { SealKey } from './seal-key.ts'
import type { TimestampFinding } from './seal-report.ts'
import { verifySeal } from './verify.ts'

export type PostCheck = {
  bytes: Uint8Array
  original: Uint8Array
  /** What is known of the original: what may have been added to it, or the looks of all its pages before anything was drawn. */
  before: Extension | Imprint
  pages: number
  /** What has to be read from the file again; undefined where nothing was stated. */
  stated?: SealedProtocol | undefined
  key: SealKey
  /** Whether a timestamp was asked for. */
  hasTimestamp: boolean
}

/**
 * Original bytes as prefix, our seal intact over the whole file, page count, and every original page with its boxes,
 * content streams and resources (fonts, images) as they were; what was stated is read again; the timestamp intact where one was asked for, which is the result.
 * Throws SEAL_FAILED with the `reason` of the first that fails.
 */
export async function postCheck(check: PostCheck): Promise<TimestampFinding | null> {
  const { bytes, original, stated, key, hasTimestamp } = check
  if (Buffer.compare(bytes.subarray(0, original.length), original) !== 0) fail('original-changed')
  const { seals, protocol } = await verifySeal(bytes)
  const seal = seals.at(-1)
  if (!seal?.intact || !seal.wholeFile) fail('seal-not-intact')
  if (seal.certificateFingerprint !== key.fingerprint) fail('other-certificate')
  if (hasTimestamp && !seal.timestamp?.intact) fail('no-timestamp')
  if (stated && !(protocol.status === 'covered' && isDeepStrictEqual(protocol.protocol, stated)))
    fail('protocol-unreadable')
  if ('original' in check.before) checkExtension(check, check.before)
  else await checkWhole(check, check.before)
  return seal.timestamp
}

function checkExtension({ bytes, original, pages }: PostCheck, before: Extension): void {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const fault = extensionFault(file, original.length, { ...before, appended: pages - before.pages.length })
  if (fault) fail(fault.reason, fault.page === undefined ? null : fault.page + 1, fault.cause)
}

/** Reads the whole file once more: for an original whose objects are found by a search alone. */
async function checkWhole({ bytes, pages }: PostCheck, before: Imprint): Promise<void> {
  const reopened = await PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: false,
    parseSpeed: ParseSpeeds.Fastest,
  })
  if (reopened.getPageCount() !== pages) fail('page-count')
  const changed = firstChangedPage(before, imprintOf(reopened))
  if (changed !== undefined) fail('page-changed', changed + 1)
}

function fail(reason: string, page: number | null = null, cause?: unknown): never {
  throw new MappeError('SEAL_FAILED', { reason, page }, `post-check: ${reason}`, { cause })
}
