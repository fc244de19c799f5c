/** The last act: stamps, protocol, seal, post-check; kept, recorded, and laid down as files. */
import { join } from 'node:path'
import type { z } from 'zod'
import type { sealedSchema } from '../../shared/contract/agreement.ts'
import { formTexts } from '../../shared/contract-form.ts'
import { requireStatus, signersOf } from '../../shared/domain/signing/agreement.ts'
import type { Agreement } from '../../shared/domain/signing/agreement.ts'
import type { CommandId, Sha256, StationId } from '../../shared/domain/ids.ts'
import { openPartners, turnOf } from '../../shared/domain/signing/turn.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import { fitForProtocol } from '../../shared/sealed-protocol.ts'
import { anchorsOfAgreement } from '../intake/agreement-anchors.ts'
import { letterheadOf } from '../appearance/appearance.ts'
import type { Statement } from '../agreement/seal/seal-agreement.ts'
import type { SealKey } from '../agreement/seal/seal-key.ts'
import type { Stamp } from '../agreement/stamp/stamp-job.ts'
import { auditReport } from './audit-report.ts'
import type { CoreParts } from '../core-parts.ts'
import { fileNames } from './document-names.ts'
import { makeAuditTrail } from '../documents/signing/audit-trail.ts'
import { fontFaces } from '../fonts.ts'
import { TYPED } from '../documents/signing/typed-name.ts'
import { readInk } from '../signing/ink-store.ts'
import { signatoriesIn } from './signatories.ts'
import { inSightOfAll } from '../work.ts'

/** Where the ceremony takes place, until it can be chosen. */
export const TIME_ZONE = 'Europe/Berlin'

export type Sealed = z.infer<typeof sealedSchema>

type CommandOrigin = { commandId: CommandId; station: StationId }

/** `withoutTimestamp`: though a service is set, for instance because it does not answer. */
export type SealingWay = { withoutTimestamp?: boolean | undefined }

/** Sealing, one at a time: who asks while it runs (a page that grew impatient, a second click) gets the same outcome. */
export function createSealing(
  parts: CoreParts,
): (origin: CommandOrigin, way?: SealingWay) => Promise<Sealed> {
  let running: Promise<Sealed> | null = null
  return (origin, way) => {
    running ??= sealCeremony(parts, origin, way).finally(() => {
      running = null
    })
    return running
  }
}

/**
 * Seals the agreement. Repeated after it succeeded, it answers with what was sealed.
 * @throws MappeError SIGNATURES_OPEN while a partner has neither signed, declined nor been left to paper;
 * CONFLICT when a signature changed meanwhile; SEAL_FAILED when the post-check finds a fault;
 * TIMESTAMP_UNREACHABLE; NOT_ALLOWED_NOW `seal-key-missing` where the organisation's key has to be chosen again. Nothing is recorded then.
 */
export async function sealCeremony(
  parts: CoreParts,
  origin: CommandOrigin,
  { withoutTimestamp = false }: SealingWay = {},
): Promise<Sealed> {
  const { state, head } = parts.handler
  if (state.agreement?.status !== 'sealed') {
    const agreement = requireStatus(state, 'open')
    const open = openPartners(state)
    if (open[0]) throw new MappeError('SIGNATURES_OPEN', { count: open.length, first: open[0].name })
    const means = await chosen(parts, withoutTimestamp)
    const protocol = await makeAuditTrail(
      await auditReport(parts, { certificateFingerprint: means.key.fingerprint }),
      await fontFaces(),
      TIME_ZONE,
      await letterheadOf(parts),
    )
    const statement = statementOf(state, agreement, head)
    const { bytes, pages, certificateFingerprint } = await sealed(
      parts,
      agreement,
      { protocol, statement },
      means,
    )
    const sha256 = await parts.blobs.putBlob(bytes)
    const asOf = { journalSeq: head.seq, journalHash: head.hash }
    const payload = { sha256, bytes: bytes.length, pages, certificateFingerprint, ...asOf }
    // before the seal is a fact: a power cut after it must not cost the protocol
    // by the document that is sealed: an accession may have been called off meanwhile
    const { auditTrail } = fileNames(agreement.accession ?? 0)
    await parts.folder.files.write(join(parts.folder.documents, auditTrail), protocol)
    await parts.run({ type: 'record-seal', payload }, origin)
  }
  return layDown(parts)
}

type Chosen = { host: string; key: SealKey; timestampServer: string | undefined }

async function chosen({ handler, sealChoice }: CoreParts, withoutTimestamp: boolean): Promise<Chosen> {
  const host = handler.state.ceremony?.host ?? 'Unterschriftenmappe'
  const key = await sealChoice.key({ organisation: host, commonName: `Siegel ${host}` })
  const server = withoutTimestamp ? null : sealChoice.timestampServer()
  return { host, key, timestampServer: server ?? undefined }
}

async function sealed(
  parts: CoreParts,
  agreement: Agreement,
  said: { protocol: Uint8Array; statement: Statement },
  { host, key, timestampServer }: Chosen,
) {
  const { handler, options, blobs, pdf } = parts
  const { ceremony } = handler.state
  const job = {
    original: new Uint8Array(await blobs.getBlob(agreement.sha256)),
    stamps: await stampsOf(parts, agreement),
    anchors: await anchorsOfAgreement(parts, agreement),
    declined: signersOf(handler.state)
      .filter(({ id }) => turnOf(handler.state, id).status === 'declined')
      .map(({ name }) => name),
    ...said,
    marginNote: formTexts(ceremony?.contractForm, 'de').marginNote,
    seal: {
      name: host,
      reason: reasonFor(agreement, ceremony?.title ?? agreement.fileName),
      location: ceremony?.town ?? '',
      at: options.now().toISOString(),
    },
    timeZone: TIME_ZONE,
    timestampServer,
  }
  // a seal cannot be taken back, and a second page may wait for the same one: nobody calls it off
  return inSightOfAll(parts, 'sealing', (work) => pdf.run('seal', { job, key }, work))
}

/** The protocol's facts, as the sealed file itself carries them. */
function statementOf(state: State, agreement: Agreement, head: { seq: number; hash: string }): Statement {
  const { source, accession, fileName } = agreement
  const kind = accession === null ? (source ? 'signature-sheet' : 'agreement') : 'accession'
  return {
    document: kind,
    title: fitForProtocol(state.ceremony?.title || fileName),
    about: source && { fileName: fitForProtocol(source.fileName), sha256: source.sha256 },
    journal: { entries: head.seq, headHash: head.hash },
    signatories: signatoriesIn(state),
  }
}

const reasonFor = ({ accession }: Agreement, title: string): string =>
  accession === null ? `Siegel: ${title}` : `Siegel: Beitritt Nr. ${accession} zu ${title}`

async function stampsOf({ handler, blobs }: CoreParts, agreement: Agreement): Promise<Stamp[]> {
  const { state } = handler
  const stamps = agreement.fields.map(async ({ partnerId, page, box }): Promise<Stamp[]> => {
    const turn = turnOf(state, partnerId)
    const place = { page, box, organisation: state.partners[partnerId]?.name ?? '' }
    if (turn.status === 'on-paper') return [{ ...place, ...PAPER_STAMP }]
    if (turn.status !== 'signed') return []
    const { signatory, ink, input } = turn.signature
    return [
      {
        ...place,
        ink: await readInk(blobs, ink),
        name: signatory.name,
        function: signatory.function,
        capacity: signatory.capacity,
        place: state.ceremony?.town ?? '',
        signedAt: turn.at,
        remark: input === 'typed' ? TYPED : undefined,
      },
    ]
  })
  return (await Promise.all(stamps)).flat()
}

/** No ink, no name, no time: the field says where the signature is to be found. */
const PAPER_STAMP = {
  ink: null,
  name: '',
  function: '',
  capacity: 'in-office',
  place: '',
  signedAt: '',
  remark: 'Unterschrift auf dem Papieroriginal',
} as const

/** The sealed bytes of what is current in this state, as they were recorded. */
export const sealedDocument = async ({ blobs }: CoreParts, state: State): Promise<Uint8Array> =>
  blobs.getBlob(sealOf(state).sha256)

/** @throws MappeError NOT_ALLOWED_NOW { reason: 'not-sealed' } */
export function sealOf({ agreement }: State) {
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (!agreement.seal) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-sealed' })
  return agreement.seal
}

async function layDown(parts: CoreParts): Promise<Sealed> {
  const { state } = parts.handler
  const { sha256, bytes, certificateFingerprint } = sealOf(state)
  const names = fileNames(state.concluded.length)
  const sealedFile = join(parts.folder.documents, names.sealed)
  const auditTrail = join(parts.folder.documents, names.auditTrail)
  await parts.folder.files.write(sealedFile, await sealedDocument(parts, state))
  // what is sealed in the folder cannot be opened there
  const files = parts.folder.files.key ? [] : [sealedFile, auditTrail]
  return { sha256: sha256 as Sha256, bytes, certificateFingerprint, files }
}
