/** Verifies any PDF, and tells what this ceremony's own records know of it. Nothing is kept. */
import type { Verification } from '../shared/contract/verification.ts'
import { signingPartners } from '../shared/domain/agreement.ts'
import { sha256Schema } from '../shared/domain/ids.ts'
import type { Partner } from '../shared/domain/registry.ts'
import { turnOf } from '../shared/domain/signing.ts'
import type { State } from '../shared/domain/state.ts'
import { verdictOn } from './agreement/seal-verdict.ts'
import { keptFingerprint } from './agreement/seal-key.ts'
import type { AgreementFile } from './agreement-intake.ts'
import type { CoreParts } from './core-parts.ts'

/** @throws MappeError NOT_A_PDF */
export async function verifyFile(
  { pdf, handler, folder }: Pick<CoreParts, 'pdf' | 'handler' | 'folder'>,
  { bytes, fileName }: AgreementFile,
): Promise<Verification> {
  const { state } = handler
  const report = await pdf.run('verify', { bytes })
  const kept = await keptFingerprint(folder.keys)
  const own = [kept, state.agreement?.seal?.certificateFingerprint]
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
    original: report.original && {
      bytes: report.original.bytes,
      sha256: sha256Schema.parse(report.original.sha256),
      isThisAgreement: report.original.sha256 === state.agreement?.sha256,
    },
    recorded: recordedOf(state, sha256),
  }
}

function recordedOf(state: State, sha256: string): Verification['recorded'] {
  const seal = state.agreement?.seal
  if (seal?.sha256 !== sha256) return null
  return {
    at: seal.at,
    signatories: signingPartners(state.partners).map((partner) => entryOf(state, partner)),
  }
}

type Entry = NonNullable<Verification['recorded']>['signatories'][number]

function entryOf(state: State, { id, name }: Partner): Entry {
  const turn = turnOf(state, id)
  const nobody = { organisation: name, person: '', function: '', capacity: null }
  if (turn.status === 'waiting' || turn.status === 'called') return { ...nobody, status: 'open', at: null }
  if (turn.status !== 'signed') return { ...nobody, status: turn.status, at: turn.at }
  const { name: person, function: office, capacity } = turn.signature.signatory
  return { organisation: name, status: 'signed', person, function: office, capacity, at: turn.at }
}
