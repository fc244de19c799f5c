/** Takes a PDF in as the agreement: examine, keep, and place a field for every partner found in it. */
import { randomUUID } from 'node:crypto'
import type { AgreementInspection } from '../shared/contract/agreement.ts'
import type { SignatureField } from '../shared/domain/agreement.ts'
import { signingPartners } from '../shared/domain/agreement.ts'
import type { CommandId, FieldId, PartnerId, StationId } from '../shared/domain/ids.ts'
import type { Partner } from '../shared/domain/registry.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import { FINDINGS, protectionIn } from './agreement/findings.ts'
import type { FindingCode } from './agreement/findings.ts'
import type { FoundField } from './agreement/fields.ts'
import type { CoreParts } from './core-parts.ts'
import type { Execution } from './command-handler.ts'

export type AgreementFile = { bytes: Uint8Array; fileName: string }

/** Examines a PDF against the present partners; nothing is kept. */
export async function inspectAgreement(
  { pdf, handler }: Pick<CoreParts, 'pdf' | 'handler'>,
  { bytes, fileName }: AgreementFile,
): Promise<AgreementInspection> {
  const partners = signingPartners(handler.state.partners)
  const { sha256, verdict, findings, pages } = await pdf.run('inspect', { bytes })
  const fields =
    verdict === 'ready'
      ? await pdf.run('find-fields', { bytes, organisations: partners.map(({ name }) => name) })
      : []
  return {
    fileName,
    sha256: sha256 as AgreementInspection['sha256'],
    verdict,
    offersSheet: pages.length > 0 && protectionIn(findings) !== null,
    findings: findings.map(({ code, severity }) => ({
      code,
      severity,
      de: FINDINGS[code].de,
      en: FINDINGS[code].en,
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
  if (inspection.verdict === 'refused') throw refusalOf(inspection)
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
