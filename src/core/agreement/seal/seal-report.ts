/** What is found out about the seals of a file. */
import type { ProtocolReading } from '../../../shared/sealed-protocol.ts'
import type { OriginalInside, Revision } from '../pdf/revisions.ts'

export type SealProblem =
  'byte-range' | 'contents' | 'cms' | 'digest' | 'signature' | 'certificate-hash' | 'unsupported'

/**
 * `at` is ISO in UTC, null where it cannot be read. `intact`: the authority's certificate signed this time for this very signature.
 * Whether that authority is to be trusted is for the reader to judge.
 */
export type TimestampFinding = { at: string | null; authority: string; intact: boolean }

/** One seal. `coveredBytes` counts from the beginning of the file to the end of what is covered; `sealedAt` is ISO, from /M. */
export type SealFinding = {
  intact: boolean
  wholeFile: boolean
  coveredBytes: number
  fileBytes: number
  signerName: string
  organisation: string
  certificateFingerprint: string
  sealedAt: string | null
  reason: string
  /** When a timestamp service saw the seal; null without one. */
  timestamp: TimestampFinding | null
  problem?: SealProblem
}

/**
 * `revisions` in order, the last ends with the file; `original` is the file as it was before it was first sealed; `protocol` what the
 * file says of its signatories, read only where an intact seal covers it.
 */
export type SealReport = {
  seals: SealFinding[]
  sha256: string
  bytes: number
  revisions: Revision[]
  original: OriginalInside | null
  protocol: ProtocolReading
}
