/** Makes the documents that people print or keep, each on demand from the state. */
import { join } from 'node:path'
import type { DocumentKind } from '../../shared/contract/documents.ts'
import { stateOf } from '../../shared/domain/signing/accession.ts'
import { requireStatus } from '../../shared/domain/signing/agreement.ts'
import { HOST_STATION } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import { signatoriesOf, turnOf } from '../../shared/domain/signing/turn.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { anchorsOfAgreement } from '../intake/agreement-anchors.ts'
import { letterheadOf } from '../appearance/appearance.ts'
import { auditReport } from './audit-report.ts'
import type { CoreParts } from '../core-parts.ts'
import { fileNames } from './document-names.ts'
import { makeAuditTrail } from '../documents/signing/audit-trail.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { fontFaces } from '../fonts.ts'
import { makeGuestPaper } from '../door/guest-papers.ts'
import { sealedDocument, TIME_ZONE } from './sealing.ts'
import { UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'

/** Which document is made: 0 is the agreement, then the accessions; `copies` counts the paper originals. */
type Wanted = { state: State; document: number; copies: number; work: Work }

const MAKERS: Record<DocumentKind, (parts: CoreParts, wanted: Wanted) => Promise<NamedFile>> = {
  'sealed-agreement': async (parts, { state, document }) => ({
    bytes: await sealedDocument(parts, state),
    fileName: fileNames(document).sealed,
  }),
  'audit-trail': auditTrail,
  'attendance-list': (parts, { work }) =>
    makeGuestPaper(parts, { what: 'attendance', order: 'organisation', toSign: false }, HOST_STATION, work),
  'attendance-list-to-sign': (parts, { work }) =>
    makeGuestPaper(parts, { what: 'attendance', order: 'organisation', toSign: true }, HOST_STATION, work),
  originals: async (parts, wanted) => ({
    bytes: await originals(parts, wanted),
    fileName: fileNames(wanted.document).originals,
  }),
}

/**
 * Makes one document and lays it down in the data folder, too: whole, or not at all where it is called off before.
 * `document` is the current one when left out.
 * @throws MappeError NOT_FOUND for a document that there is not
 */
export async function makeDocument(
  parts: CoreParts,
  kind: DocumentKind,
  { copies = 1, document }: { copies?: number | undefined; document?: number | undefined } = {},
  work: Work = UNWATCHED,
): Promise<NamedFile> {
  const { state } = parts.handler
  const number = document ?? state.concluded.length
  const file = await MAKERS[kind](parts, { state: stateOf(state, number), document: number, copies, work })
  work.signal?.throwIfAborted()
  await parts.folder.files.write(join(parts.folder.documents, file.fileName), file.bytes)
  return file
}

/** Once sealed, the protocol is the one that was sealed; before, a report of the moment. */
async function auditTrail(parts: CoreParts, { state, document }: Wanted): Promise<NamedFile> {
  const names = fileNames(document)
  if (state.agreement?.status === 'sealed') {
    const kept = join(parts.folder.documents, names.auditTrail)
    const bytes = await parts.folder.files.read(kept).catch(() => null)
    if (bytes) return { bytes, fileName: names.auditTrail }
  }
  const report = await auditReport(parts, { document })
  const letterhead = await letterheadOf(parts)
  const bytes = await makeAuditTrail(report, await fontFaces(), TIME_ZONE, letterhead)
  return { bytes, fileName: names.interimTrail }
}

async function originals(parts: CoreParts, { state, copies, work }: Wanted): Promise<Uint8Array> {
  const { blobs, pdf } = parts
  const { agreement } = state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (agreement.status === 'draft') requireStatus(state, 'open')
  const job = {
    original: new Uint8Array(await blobs.getBlob(agreement.sha256)),
    copies,
    title: state.ceremony?.title ?? agreement.fileName,
    sha256Short: agreement.sha256.slice(0, 12),
    anchors: await anchorsOfAgreement(parts, agreement),
    letterhead: await letterheadOf(parts),
    fields: agreement.fields.map((field) => ({ ...field, ...expectedSignatory(state, field.partnerId) })),
  }
  return pdf.run('originals', job, work)
}

function expectedSignatory(state: State, partnerId: keyof State['partners']) {
  const organisation = state.partners[partnerId]?.name ?? ''
  const turn = turnOf(state, partnerId)
  if (turn.status === 'signed') {
    const { name, function: office, capacity } = turn.signature.signatory
    return { organisation, signatory: name, function: office, capacity }
  }
  const person = signatoriesOf(state, partnerId)[0]
  return {
    organisation,
    signatory: person ? fullName(person) : '',
    function: person?.function ?? '',
    capacity: person?.capacity ?? ('in-office' as const),
  }
}
