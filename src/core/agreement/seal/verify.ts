/** Checks the seals of a PDF: whether the bytes they cover are unchanged, and whether they cover the whole file. */
import { createHash } from 'node:crypto'
import { MappeError } from '../../../shared/errors.ts'
import type { ProtocolReading } from '../../../shared/sealed-protocol.ts'
import { originalInside, revisionsOf } from '../pdf/revisions.ts'
import { readProtocol } from './sealed-protocol.ts'
import { verdictOn } from './seal-verdict.ts'
import { readTimestamp } from './timestamp-token.ts'
import type { SealFinding, SealReport, TimestampFinding } from './seal-report.ts'
import { checkCms } from './verify-cms.ts'
import type { StampedSignature } from './verify-cms.ts'
import { findSignatures } from './signature-dictionaries.ts'
import type { SignatureDictionary } from './signature-dictionaries.ts'

/**
 * Every seal of the file in the order they stand there; none for a file without. Damage is a finding, not an error.
 * Byte ranges only: it does not judge what a later, unsigned revision may have drawn over an earlier one, `wholeFile` tells that there is one.
 * Throws NOT_A_PDF.
 */
export async function verifySeal(bytes: Uint8Array): Promise<SealReport> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!file.subarray(0, 1024).includes('%PDF-')) throw new MappeError('NOT_A_PDF')
  const found = findSignatures(file)
  const seals = found.map((one) => examine(file, one))
  const sealedEnds = seals.map(({ coveredBytes }) => coveredBytes).filter((end) => end > 0)
  return {
    seals,
    sha256: createHash('sha256').update(file).digest('hex'),
    bytes: file.length,
    revisions: revisionsOf(file, sealedEnds),
    original: originalInside(file, found[0]),
    protocol: protocolIn(file, seals),
  }
}

/** Of the last seal that covers one. With one broken seal in the file, nothing in it is taken for stated. */
function protocolIn(file: Buffer, seals: SealFinding[]): ProtocolReading {
  if (verdictOn({ seals }) === 'broken') return { status: 'unproven' }
  const readings = seals.flatMap(({ intact, coveredBytes }, index): ProtocolReading[] => {
    const read = intact
      ? readProtocol(file.subarray(0, coveredBytes), seals[index - 1]?.coveredBytes ?? 0)
      : ({ status: 'none' } as const)
    if (read.status === 'none') return []
    return [read.status === 'read' ? { status: 'covered', seal: index + 1, protocol: read.protocol } : read]
  })
  return readings.at(-1) ?? { status: 'none' }
}

function examine(file: Buffer, found: SignatureDictionary): SealFinding {
  const about = {
    fileBytes: file.length,
    signerName: found.name,
    organisation: '',
    certificateFingerprint: '',
    sealedAt: found.sealedAt,
    reason: found.reason,
    timestamp: null,
  }
  const range = coveredRange(file, found)
  if (!range) return { ...about, intact: false, wholeFile: false, coveredBytes: 0, problem: 'byte-range' }
  const wholeFile = range.end === file.length
  const digestOf = (algorithm: string) =>
    createHash(algorithm)
      .update(file.subarray(0, range.gapStart))
      .update(file.subarray(range.gapEnd, range.end))
      .digest()
  const { signer, stamped, problem } = checkCms(found.hex, digestOf)
  return {
    ...about,
    ...(signer && { ...signer, signerName: signer.signerName || found.name }),
    intact: problem === undefined,
    wholeFile,
    coveredBytes: range.end,
    timestamp: stamped ? timestampOf(stamped) : null,
    ...(problem && { problem }),
  }
}

function timestampOf({ token, signature }: StampedSignature): TimestampFinding {
  const { at, authority, intact } = readTimestamp(token, signature)
  return { at, authority, intact }
}

/** The range must begin with the file and leave out the hexadecimal string of /Contents and nothing else. */
function coveredRange(file: Buffer, { range, gap }: SignatureDictionary) {
  const [start, gapStart, gapEnd, rest] = range
  if (start !== 0 || gapStart === undefined || gapEnd === undefined || rest === undefined) return undefined
  const end = gapEnd + rest
  const exact = gap !== undefined && gap.start === gapStart && gap.end === gapEnd
  return exact && rest >= 0 && end <= file.length ? { gapStart, gapEnd, end } : undefined
}
