/** Makes the documents that people print or keep, each on demand from the state. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DocumentKind } from '../shared/contract/documents.ts'
import { requireStatus } from '../shared/domain/agreement.ts'
import { fullName } from '../shared/domain/registry.ts'
import { signatoriesOf, turnOf } from '../shared/domain/signing.ts'
import type { State } from '../shared/domain/state.ts'
import { MappeError } from '../shared/errors.ts'
import { anchorsOfAgreement } from './agreement-anchors.ts'
import { attendanceRows } from './attendance.ts'
import { auditReport } from './audit-report.ts'
import type { CoreParts } from './core-parts.ts'
import { makeAttendanceList } from './documents/attendance-list.ts'
import { makeAuditTrail } from './documents/audit-trail.ts'
import { writeFileDurably } from './durable-file.ts'
import { fontFaces } from './fonts.ts'
import { AUDIT_TRAIL_FILE, SEALED_FILE, sealedAgreement, TIME_ZONE } from './sealing.ts'

export type NamedFile = { bytes: Uint8Array; fileName: string }

const MAKERS: Record<DocumentKind, (parts: CoreParts, copies: number) => Promise<NamedFile>> = {
  'sealed-agreement': async (parts) => ({ bytes: await sealedAgreement(parts), fileName: SEALED_FILE }),
  'audit-trail': auditTrail,
  'attendance-list': async (parts) => ({
    bytes: await attendanceList(parts, false),
    fileName: 'anwesenheitsliste.pdf',
  }),
  'attendance-list-to-sign': async (parts) => ({
    bytes: await attendanceList(parts, true),
    fileName: 'anwesenheitsliste-zum-unterschreiben.pdf',
  }),
  originals: async (parts, copies) => ({
    bytes: await originals(parts, copies),
    fileName: 'originale-zum-unterschreiben.pdf',
  }),
}

/** Makes one document and lays it down in the data folder, too. `copies` counts the paper originals. */
export async function makeDocument(parts: CoreParts, kind: DocumentKind, copies: number): Promise<NamedFile> {
  const file = await MAKERS[kind](parts, copies)
  await writeFileDurably(join(parts.folder.documents, file.fileName), file.bytes)
  return file
}

/** A report of the moment must never take the place of the one that was sealed: it has a name of its own. */
const INTERIM_TRAIL_FILE = 'zeichnungsprotokoll-zwischenstand.pdf'

/** Once sealed, the protocol is the one that was sealed; before, a report of the moment. */
async function auditTrail(parts: CoreParts): Promise<NamedFile> {
  const isSealed = parts.handler.state.agreement?.status === 'sealed'
  if (isSealed) {
    const bytes = await readFile(join(parts.folder.documents, AUDIT_TRAIL_FILE)).catch(() => null)
    if (bytes) return { bytes, fileName: AUDIT_TRAIL_FILE }
  }
  const bytes = await makeAuditTrail(await auditReport(parts), await fontFaces(), TIME_ZONE)
  return { bytes, fileName: INTERIM_TRAIL_FILE }
}

async function attendanceList(
  { handler, options }: CoreParts,
  withSignatureColumn: boolean,
): Promise<Uint8Array> {
  const { state } = handler
  const { ceremony } = state
  return makeAttendanceList(
    {
      ceremony: {
        title: ceremony?.title ?? '',
        host: ceremony?.host ?? '',
        place: [ceremony?.room, ceremony?.address].filter(Boolean).join(', '),
        date: ceremony?.date ?? '',
        time: ceremony?.time ?? '',
      },
      rows: attendanceRows(state),
      withSignatureColumn,
      sortedBy: 'organisation',
      madeAt: options.now().toISOString(),
    },
    await fontFaces(),
    TIME_ZONE,
  )
}

async function originals(parts: CoreParts, copies: number): Promise<Uint8Array> {
  const { handler, blobs, pdf } = parts
  const { state } = handler
  const { agreement } = state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (agreement.status === 'draft') requireStatus(state, 'open')
  return pdf.run('originals', {
    original: new Uint8Array(await blobs.getBlob(agreement.sha256)),
    copies,
    title: state.ceremony?.title ?? agreement.fileName,
    sha256Short: agreement.sha256.slice(0, 12),
    anchors: await anchorsOfAgreement(parts, agreement),
    fields: agreement.fields.map((field) => ({ ...field, ...expectedSignatory(state, field.partnerId) })),
  })
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
