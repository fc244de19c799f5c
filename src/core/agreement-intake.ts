/** Takes a PDF in as the agreement: examine, keep, and place a field for every partner found in it. */
import { randomUUID } from 'node:crypto'
import type { AgreementInspection } from '../shared/contract/agreement.ts'
import type { CopyStep, SignatureField } from '../shared/domain/agreement.ts'
import { signingPartners } from '../shared/domain/agreement.ts'
import { sha256Schema } from '../shared/domain/ids.ts'
import type { CommandId, FieldId, PartnerId, StationId } from '../shared/domain/ids.ts'
import type { Partner } from '../shared/domain/registry.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import { examinePdf } from './agreement/examination.ts'
import type { Examination } from './agreement/examination.ts'
import { sentencesOf } from './agreement/finding-sentences.ts'
import { FINDINGS } from './agreement/findings.ts'
import type { FindingCode } from './agreement/findings.ts'
import type { FoundField } from './agreement/fields.ts'
import type { CoreParts } from './core-parts.ts'
import type { Execution } from './command-handler.ts'

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
  const { sha256, verdict, findings, signers, pages, copy, protection, password } = examination
  const partners = signingPartners(handler.state.partners)
  const signed = verdict === 'copy' && copy ? copy.bytes : bytes
  const fields =
    verdict === 'refused'
      ? []
      : await pdf.run('find-fields', { bytes: signed, organisations: partners.map(({ name }) => name) })
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
    fields: fields.map((field) => foundFor(partners, field)),
  }
}

function foundFor(partners: Partner[], { page, box, label, why, organisation }: FoundField) {
  const partner = partners.find(({ name }) => name === organisation)
  return { page, box, label, why, partnerId: partner?.id ?? null }
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

/** One field per partner: the first place found for it. */
function proposedFields({ fields }: AgreementInspection, state: State): SignatureField[] {
  const placed = new Map<PartnerId, SignatureField>()
  for (const { partnerId, page, box, why } of fields) {
    if (partnerId === null || placed.has(partnerId) || !state.partners[partnerId]) continue
    const id = randomUUID() as FieldId
    placed.set(partnerId, { id, partnerId, page, box, hasPrintedLine: why === 'signature-line' })
  }
  return [...placed.values()]
}

/** The error a refused file deserves: that of its first finding that forbids it. */
export function refusalOf({ findings }: AgreementInspection): MappeError {
  const refusing = findings.find(({ severity }) => severity === 'refuse')
  const code = refusing?.code as FindingCode | undefined
  const meaning = code ? FINDINGS[code] : FINDINGS.broken
  return new MappeError('error' in meaning ? meaning.error : 'PDF_BROKEN', { finding: code ?? 'broken' })
}
