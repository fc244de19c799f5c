/** Gathers the Zeichnungsprotokoll from state and journal. */
import { stateOf } from '../../shared/domain/signing/accession.ts'
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import type { RecordedEvent } from '../../shared/domain/events.ts'
import type { PartnerId } from '../../shared/domain/ids.ts'
import { signedOriginals } from '../../shared/domain/signing/originals.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { turnOf } from '../../shared/domain/signing/turn.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { CoreParts } from '../core-parts.ts'
import type {
  AuditEntry,
  AuditEvent,
  AuditEventKind,
  AuditReport,
} from '../documents/signing/audit-report.ts'
import { readInk } from '../signing/ink-store.ts'

type Asked = {
  /** 0 is the agreement, then the accessions; the current one when left out. */
  document?: number | undefined
  /** Of the certificate about to seal; after sealing it is known. */
  certificateFingerprint?: string | undefined
}

/**
 * The report as of now. Only durable facts are in it.
 * @throws MappeError AGREEMENT_MISSING; NOT_FOUND for a document that there is not
 */
export async function auditReport(parts: CoreParts, asked: Asked = {}): Promise<AuditReport> {
  const { state: now, head } = parts.handler
  const document = asked.document ?? now.concluded.length
  const state = stateOf(now, document)
  const { agreement, ceremony } = state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  const { seq, hash } = head
  const facts = (await parts.handler.factsSince(0)).filter((fact) => fact.seq <= seq)
  return {
    ceremony: {
      title: ceremony?.title ?? '',
      host: ceremony?.host ?? '',
      place: [ceremony?.room, ceremony?.address].filter(Boolean).join(', '),
      date: ceremony?.date ?? '',
      time: ceremony?.time ?? '',
    },
    original: {
      fileName: agreement.fileName,
      sha256: agreement.sha256,
      pages: agreement.pages.length,
      bytes: agreement.bytes,
    },
    source: agreement.source,
    accession: agreement.accession,
    copyOf: agreement.copyOf ?? null,
    partners: await Promise.all(signersOf(state).map((partner) => entryOf(parts, state, partner))),
    events: auditEvents(state, factsOf(document, facts)),
    journal: { entries: seq, headHash: hash },
    madeAt: parts.options.now().toISOString(),
    programVersion: parts.options.version,
    contractForm: ceremony?.contractForm ?? 'unsure',
    certificateFingerprint: asked.certificateFingerprint ?? agreement.seal?.certificateFingerprint ?? null,
    originalsSigned: signedOriginals(state),
  }
}

async function entryOf({ blobs }: CoreParts, state: State, partner: Partner): Promise<AuditEntry> {
  const turn = turnOf(state, partner.id)
  const about = { organisation: partner.name, role: partner.role }
  if (turn.status === 'declined' || turn.status === 'on-paper') {
    return { ...about, status: turn.status, at: turn.at, reason: turn.reason }
  }
  if (turn.status !== 'signed') return { ...about, status: 'open' }
  const { signatory, ink, input, attempts, attendeeId } = turn.signature
  return {
    ...about,
    status: 'signed',
    at: turn.at,
    person: signatory.name,
    function: signatory.function,
    capacity: signatory.capacity,
    authoritySeenBy: signatory.authoritySeenBy,
    identified: attendeeId !== null && state.arrivals[attendeeId] ? 'am Einlass erfasst' : '',
    station: stationName(state, turn.station),
    input,
    attempts,
    ink: state.redactions.blobs[ink] ? null : await readInk(blobs, ink),
  }
}

/** What happened while this document was current. An accession that was called off has no protocol; the journal keeps it, for it may be taken up again. */
function factsOf(document: number, facts: RecordedEvent[]): RecordedEvent[] {
  const documents: RecordedEvent[][] = [[]]
  let cancelled: RecordedEvent[] = []
  for (const fact of facts) {
    if (fact.type === 'accession-begun') documents.push([])
    if (fact.type === 'accession-cancelled') cancelled = documents.pop() ?? []
    if (fact.type === 'accession-resumed') documents.push(cancelled)
    documents.at(-1)?.push(fact)
  }
  return documents[document] ?? []
}

const KINDS: Partial<Record<RecordedEvent['type'], AuditEventKind>> = {
  'agreement-opened': 'opened',
  'agreement-reopened-as-draft': 'reopened',
  'partner-called': 'called',
  'call-cancelled': 'call-cancelled',
  'call-moved': 'moved',
  'signature-given': 'signed',
  'signature-withdrawn': 'withdrawn',
  'signature-declined': 'declined',
  'signature-left-to-paper': 'left-to-paper',
  'ceremony-taken-over': 'taken-over',
  'takeover-overruled': 'takeover-overruled',
  'journal-repaired': 'journal-repaired',
}

/** What is taken back when no signature had been given. */
const TAKEN_BACK: Partial<Record<AuditEventKind, AuditEventKind>> = {
  declined: 'decline-withdrawn',
  'left-to-paper': 'paper-withdrawn',
}

function auditEvents(state: State, facts: RecordedEvent[]): AuditEvent[] {
  const before = new Map<PartnerId | null, AuditEventKind>()
  return facts.flatMap((fact) => {
    const kind = KINDS[fact.type]
    if (!kind) return []
    const partnerId = 'partnerId' in fact.payload ? (fact.payload.partnerId as PartnerId) : null
    const last = before.get(partnerId)
    before.set(partnerId, kind)
    const said = kind === 'withdrawn' && last ? (TAKEN_BACK[last] ?? kind) : kind
    return [{ ...auditEvent(state, fact, said, partnerId), ...computersOf(fact) }]
  })
}

/** Where a partner stands for all else, a takeover names the computers. */
function computersOf({ type, payload }: RecordedEvent): Partial<AuditEvent> {
  if (type === 'ceremony-taken-over') return { organisation: `${payload.newHost}, zuvor ${payload.host}` }
  return type === 'takeover-overruled' ? { organisation: payload.host } : {}
}

function auditEvent(
  state: State,
  { payload, at, station }: RecordedEvent,
  kind: AuditEventKind,
  partnerId: PartnerId | null,
): AuditEvent {
  return {
    at,
    kind,
    organisation: partnerId === null ? null : (state.partners[partnerId]?.name ?? ''),
    station: stationName(state, station),
    reason: 'reason' in payload ? payload.reason : '',
  }
}
