/** Takes in a PDF that must not be changed: it is kept as handed in, and the partners sign on a sheet that names it. */
import type { AgreementInspection } from '../../shared/contract/agreement.ts'
import { signingPartners } from '../../shared/domain/signing/agreement.ts'
import type { CommandId, StationId } from '../../shared/domain/ids.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import { inspectionOf, refusalOf } from './agreement-intake.ts'
import type { AgreementFile } from './agreement-intake.ts'
import { examinePdf } from '../agreement/preflight/examination.ts'
import type { Examination } from '../agreement/preflight/examination.ts'
import type { SourceProtection } from '../agreement/preflight/findings.ts'
import type { CoreParts } from '../core-parts.ts'
import type { Execution } from '../command-handler.ts'
import { makeSignatureSheet } from '../documents/signing/signature-sheet.ts'
import type { PlacedDocument } from '../documents/signing/signing-places.ts'
import { fontFaces } from '../fonts.ts'
import { fieldsOn } from './placed-fields.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'

/**
 * Keeps the file untouched as the source and adopts a new signature sheet with a field for every signing partner.
 * @throws MappeError NOT_ALLOWED_NOW { reason: 'needs-no-sheet' } for a file that can be signed itself, { reason: 'no-signers' }
 * without signing partners; the code of the first finding for one that cannot be read
 */
export async function adoptWithSheet(
  parts: CoreParts,
  file: AgreementFile,
  origin: { commandId: CommandId; station: StationId },
): Promise<{ execution: Execution; inspection: AgreementInspection }> {
  const examination = await examinePdf(parts.pdf, file.bytes, file.password)
  const inspection = await inspectionOf(parts, file, examination)
  if (inspection.verdict === 'ready') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'needs-no-sheet' })
  const { protection, readable, pages } = examination
  if (protection === null) throw refusalOf(inspection)
  const partners = signingPartners(parts.handler.state.partners)
  if (partners.length === 0) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-signers' })
  const sheet = await sheetFor(parts, file, { ...examination, protection }, partners)
  const source = {
    fileName: file.fileName,
    sha256: await parts.blobs.putBlob(file.bytes),
    pages: pages.length,
    ...(readable && { readAs: await parts.blobs.putBlob(readable.bytes) }),
  }
  const payload = {
    fileName: sheetName(file.fileName),
    sha256: await parts.blobs.putBlob(sheet.bytes),
    bytes: sheet.bytes.length,
    pages: sheet.pages,
    fields: fieldsOn(sheet, partners),
    source,
  }
  return { execution: await parts.run({ type: 'adopt-agreement', payload }, origin), inspection }
}

async function sheetFor(
  parts: CoreParts,
  { fileName }: AgreementFile,
  { sha256, pages, protection, signers }: Examination & { protection: SourceProtection },
  partners: Partner[],
): Promise<PlacedDocument> {
  const { ceremony } = parts.handler.state
  const job = {
    title: ceremony?.title ?? '',
    host: ceremony?.host ?? '',
    source: { fileName, sha256, pages: pages.length, protection, signedBefore: signers },
    organisations: partners.map(({ name }) => name),
    madeAt: parts.options.now(),
    timeZone: TIME_ZONE,
  }
  return makeSignatureSheet(job, await fontFaces())
}

const sheetName = (source: string): string =>
  `Unterschriftenblatt zu ${source
    .replace(/\.pdf$/i, '')
    .slice(0, 250)
    .trim()}.pdf`
