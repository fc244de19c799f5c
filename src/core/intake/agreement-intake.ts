/** Takes a PDF in as the agreement: examine, keep, and place a field for every partner found in it. */
import { randomUUID } from 'node:crypto'
import type { AgreementInspection, Proposals } from '../../shared/contract/agreement.ts'
import type { CopyStep, SignatureField } from '../../shared/domain/signing/agreement.ts'
import { signersOf, signingPartners } from '../../shared/domain/signing/agreement.ts'
import { chosenPlaces } from '../../shared/chosen-places.ts'
import { sha256Schema } from '../../shared/domain/ids.ts'
import type { CommandId, FieldId, StationId } from '../../shared/domain/ids.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { examinePdf } from '../agreement/preflight/examination.ts'
import type { Examination } from '../agreement/preflight/examination.ts'
import { sentencesOf } from '../agreement/preflight/finding-sentences.ts'
import { FINDINGS } from '../agreement/preflight/findings.ts'
import type { FindingCode } from '../agreement/preflight/findings.ts'
import { FIELD_REASONS } from '../agreement/reading/field-reasons.ts'
import type { FoundField } from '../agreement/reading/fields.ts'
import { meaning } from './agreement-anchors.ts'
import type { CoreParts } from '../core-parts.ts'
import type { Execution } from '../command-handler.ts'

/** `password` opens a protected file; it is used and forgotten. */
export type AgreementFile = { bytes: Uint8Array; fileName: string; password?: string | undefined }

/** Examines a PDF against the present partners; nothing is kept. */
export async function inspectAgreement(
  parts: Pick<CoreParts, 'pdf' | 'handler'>,
  { bytes, fileName, password }: AgreementFile,
): Promise<AgreementInspection> {
  const examination = await examinePdf(parts.pdf, bytes, password)
  return inspectionOf(parts, { bytes, fileName }, examination)
}

/** What the organizer sees of an examination. */
export async function inspectionOf(
  { pdf, handler }: Pick<CoreParts, 'pdf' | 'handler'>,
  { bytes, fileName }: AgreementFile,
  examination: Examination,
): Promise<AgreementInspection> {
  const { sha256, verdict, findings, signers, pages, anchors, copy, protection, password } = examination
  const partners = signingPartners(handler.state.partners)
  const signed = verdict === 'copy' && copy ? copy.bytes : bytes
  const fields = verdict === 'refused' ? [] : await fieldsIn(pdf, signed, partners)
  return {
    fileName,
    sha256: sha256Schema.parse(sha256),
    verdict,
    copy: copy && { how: copy.how },
    password,
    offersSheet: protection !== null,
    findings: findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      ...sentencesOf(finding, signers),
    })),
    pages,
    fields,
    anchors: meaning(partners, anchors),
  }
}

/** What the agreement's text proposes for the partners of now; nothing for what was set here and has its places. */
export async function proposals(parts: Pick<CoreParts, 'pdf' | 'handler' | 'blobs'>): Promise<Proposals> {
  const { state } = parts.handler
  const { agreement } = state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (agreement.source || agreement.accession) return { fields: [], anchors: [] }
  const partners = signersOf(state)
  const bytes = new Uint8Array(await parts.blobs.getBlob(agreement.sha256))
  const anchors = agreement.anchors ?? (await parts.pdf.run('read-anchors', { bytes: bytes.slice() }))
  return { fields: await fieldsIn(parts.pdf, bytes, partners), anchors: meaning(partners, anchors) }
}

async function fieldsIn(pdf: CoreParts['pdf'], bytes: Uint8Array, partners: readonly Partner[]) {
  const organisations = partners.map(({ name }) => name)
  const found = await pdf.run('find-fields', { bytes, organisations })
  return found.map((field) => foundFor(partners, field))
}

function foundFor(partners: readonly Partner[], { organisation, reason, ...place }: FoundField) {
  const partner = partners.find(({ name }) => name === organisation)
  return { ...place, partnerId: partner?.id ?? null, reason, ...FIELD_REASONS[reason] }
}

/**
 * Keeps the PDF as the agreement.
 * @throws MappeError with the code of the first finding that forbids it
 */
export async function adoptAgreement(
  parts: CoreParts,
  file: AgreementFile,
  origin: { commandId: CommandId; station: StationId },
): Promise<{ execution: Execution; inspection: AgreementInspection }> {
  const inspection = await inspectAgreement(parts, file)
  if (inspection.verdict !== 'ready') throw refusalOf(inspection)
  const sha256 = await parts.blobs.putBlob(file.bytes)
  const payload = {
    fileName: file.fileName,
    sha256,
    bytes: file.bytes.length,
    pages: inspection.pages,
    fields: proposedFields(inspection, parts.handler.state),
    anchors: inspection.anchors,
  }
  return { execution: await parts.run({ type: 'adopt-agreement', payload }, origin), inspection }
}

/**
 * Keeps the file as handed in and its decrypted or repaired copy as the agreement.
 * @throws MappeError PDF_PASSWORD_WRONG; the code of the first finding for a file of which no copy can be signed
 */
export async function adoptCopy(
  parts: CoreParts,
  file: AgreementFile,
  origin: { commandId: CommandId; station: StationId },
): Promise<{ execution: Execution; inspection: AgreementInspection }> {
  const examination = await examinePdf(parts.pdf, file.bytes, file.password)
  const { copy, pages } = examination
  const copied = copy && { ...examination, verdict: 'copy' as const }
  const inspection = await inspectionOf(parts, file, copied ?? examination)
  if (!copy) throw refusalOf(inspection)
  const payload = {
    fileName: copyName(file.fileName, copy.how),
    sha256: await parts.blobs.putBlob(copy.bytes),
    bytes: copy.bytes.length,
    pages,
    fields: proposedFields(inspection, parts.handler.state),
    anchors: inspection.anchors,
    copyOf: { fileName: file.fileName, sha256: await parts.blobs.putBlob(file.bytes), how: copy.how },
  }
  return { execution: await parts.run({ type: 'adopt-agreement', payload }, origin), inspection }
}

const STEPS = { decrypted: 'entschlüsselte', repaired: 'reparierte' } as const satisfies Record<
  CopyStep,
  string
>

const copyName = (source: string, how: readonly CopyStep[]): string =>
  `${source
    .replace(/\.pdf$/i, '')
    .slice(0, 220)
    .trim()} (${how.map((step) => STEPS[step]).join(' und ')} Kopie).pdf`

function proposedFields({ fields }: AgreementInspection, state: State): SignatureField[] {
  return chosenPlaces(fields).flatMap(({ partnerId, page, box, why }): SignatureField[] => {
    if (partnerId === null || !state.partners[partnerId]) return []
    const id = randomUUID() as FieldId
    return [{ id, partnerId, page, box, hasPrintedLine: why === 'signature-line' }]
  })
}

/** The error a refused file deserves: that of its first finding that forbids it. */
export function refusalOf({ findings }: AgreementInspection): MappeError {
  const refusing = findings.find(({ severity }) => severity === 'refuse')
  const code = refusing?.code as FindingCode | undefined
  const meaning = code ? FINDINGS[code] : FINDINGS.broken
  return new MappeError('error' in meaning ? meaning.error : 'PDF_BROKEN', { finding: code ?? 'broken' })
}
