/** Takes a PDF in as the agreement: examine, keep, and place a field for every partner found in it. */
import { randomUUID } from 'node:crypto'
import type { AgreementInspection, Proposals } from '../shared/contract/agreement.ts'
import type { SignatureField } from '../shared/domain/agreement.ts'
import { signingPartners } from '../shared/domain/agreement.ts'
import { chosenPlaces } from '../shared/chosen-places.ts'
import type { CommandId, FieldId, StationId } from '../shared/domain/ids.ts'
import type { Partner } from '../shared/domain/registry.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import { FINDINGS, protectionIn } from './agreement/findings.ts'
import type { FindingCode } from './agreement/findings.ts'
import { FIELD_REASONS } from './agreement/field-reasons.ts'
import type { FoundField } from './agreement/fields.ts'
import { meaning } from './agreement-anchors.ts'
import type { CoreParts } from './core-parts.ts'
import type { Execution } from './command-handler.ts'

export type AgreementFile = { bytes: Uint8Array; fileName: string }

/** Examines a PDF against the present partners; nothing is kept. */
export async function inspectAgreement(
  { pdf, handler }: Pick<CoreParts, 'pdf' | 'handler'>,
  { bytes, fileName }: AgreementFile,
): Promise<AgreementInspection> {
  const partners = signingPartners(handler.state.partners)
  const { sha256, verdict, findings, pages, anchors } = await pdf.run('inspect', { bytes })
  const fields = verdict === 'ready' ? await fieldsIn(pdf, bytes, partners) : []
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
    fields,
    anchors: meaning(partners, anchors),
  }
}

/** What the agreement's text proposes for the partners of now; nothing for a signature sheet, whose places are known. */
export async function proposals(parts: Pick<CoreParts, 'pdf' | 'handler' | 'blobs'>): Promise<Proposals> {
  const { agreement, partners: all } = parts.handler.state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (agreement.source) return { fields: [], anchors: [] }
  const partners = signingPartners(all)
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
  if (inspection.verdict === 'refused') throw refusalOf(inspection)
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
