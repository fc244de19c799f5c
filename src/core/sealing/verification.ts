/** Verifies any PDF, and tells what this ceremony's own records know of it. Nothing is kept. */
import { isDeepStrictEqual } from 'node:util'
import type { Verification } from '../../shared/contract/verification.ts'
import { statesOf } from '../../shared/domain/signing/accession.ts'
import type { SealRecord } from '../../shared/domain/signing/agreement.ts'
import { sha256Schema } from '../../shared/domain/ids.ts'
import type { State } from '../../shared/domain/state.ts'
import type { SealedProtocol } from '../../shared/sealed-protocol.ts'
import { verdictOn } from '../agreement/seal/seal-verdict.ts'
import type { SealReport } from '../agreement/seal/seal-report.ts'
import { keptFingerprint } from '../agreement/seal/seal-key.ts'
import type { AgreementFile } from '../intake/agreement-intake.ts'
import type { CoreParts } from '../core-parts.ts'
import { signatoriesIn } from './signatories.ts'

/** @throws MappeError NOT_A_PDF */
export async function verifyFile(
  { pdf, handler, folder }: Pick<CoreParts, 'pdf' | 'handler' | 'folder'>,
  { bytes, fileName }: AgreementFile,
): Promise<Verification> {
  const { state } = handler
  const report = await pdf.run('verify', { bytes })
  const kept = await keptFingerprint(folder.keys, folder.files)
  const documents = statesOf(state)
  const own = [kept, ...documents.map(({ agreement }) => agreement?.seal?.certificateFingerprint)]
  const sha256 = sha256Schema.parse(report.sha256)
  return {
    fileName,
    sha256,
    bytes: report.bytes,
    verdict: verdictOn(report),
    seals: report.seals.map((seal) => ({
      ...seal,
      isOwnKey: seal.intact && own.includes(seal.certificateFingerprint),
    })),
    revisions: report.revisions,
    original: report.original ? originalOf(documents, report.original) : unsealedOf(documents, report),
    protocol: report.protocol,
    recorded: recordedOf(documents, report),
  }
}

/** A file without any seal that is known all the same: the agreement, or a declaration, as it was before sealing. */
function unsealedOf(documents: State[], report: SealReport) {
  if (report.seals.length > 0) return null
  const own = originalOf(documents, report)
  return own.isThisAgreement || own.accession !== null ? own : null
}

function originalOf(documents: State[], { bytes, sha256 }: { bytes: number; sha256: string }) {
  const own = documents.find(({ agreement }) => agreement?.sha256 === sha256)?.agreement
  return {
    bytes,
    sha256: sha256Schema.parse(sha256),
    isThisAgreement: own?.accession === null,
    accession: own?.accession ?? null,
  }
}

function recordedOf(documents: State[], { sha256, protocol }: SealReport): Verification['recorded'] {
  const state = documents.find(({ agreement }) => agreement?.seal?.sha256 === sha256)
  const seal = state?.agreement?.seal
  if (!state || !seal) return null
  const signatories = signatoriesIn(state)
  const stated = protocol.status === 'covered' ? protocol.protocol : null
  return {
    at: seal.at,
    signatories,
    agrees: stated && isDeepStrictEqual(stated.signatories, signatories) && isOfJournal(stated, seal),
  }
}

const isOfJournal = ({ journal }: SealedProtocol, { journalSeq, journalHash }: SealRecord): boolean =>
  journal?.entries === journalSeq && journal.headHash === journalHash
