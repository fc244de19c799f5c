/** What the Zeichnungsprotokoll reports, as plain data made from the journal; times are ISO 8601 in UTC. */
import type { Ink } from '../../../shared/ink.ts'
import type { CopyOrigin } from '../../../shared/domain/signing/agreement.ts'
import type { ContractForm } from '../../../shared/domain/evening/ceremony.ts'
import type { Capacity, PartnerRole } from '../../../shared/domain/registry/registry.ts'
import type { SignatureInput } from '../../../shared/domain/signing/signature.ts'

export type AuditReport = {
  ceremony: {
    title: string
    host: string
    /** Room, address, town, as they should be read. */
    place: string
    /** Local day YYYY-MM-DD and time HH:MM; the time may be empty. */
    date: string
    time: string
  }
  original: { fileName: string; sha256: string; pages: number; bytes: number }
  /** The untouched file that was agreed upon, where `original` is only the sheet it was signed on. */
  source: { fileName: string; sha256: string; pages: number } | null
  /** Counts from 1 where partners join `source` by `original`; null for the agreement itself. */
  accession: number | null
  /** The file handed in, where `original` is a decrypted or repaired copy of it. */
  copyOf: CopyOrigin | null
  /** In signing order. */
  partners: AuditEntry[]
  /** What happened, oldest first. */
  events: AuditEvent[]
  /** The journal when the protocol was made. */
  journal: { entries: number; headHash: string }
  madeAt: string
  programVersion: string
  contractForm: ContractForm
  /** Of the certificate that seals or sealed, SHA-256; null before there is one. */
  certificateFingerprint: string | null
  /** The paper originals noted as signed by hand. */
  originalsSigned: { number: number; at: string }[]
}

export type AuditEntry = { organisation: string; role: PartnerRole } & AuditOutcome

export type AuditOutcome =
  SignedOutcome | { status: 'declined' | 'on-paper'; at: string; reason: string } | { status: 'open' }

export type SignedOutcome = {
  status: 'signed'
  at: string
  person: string
  function: string
  capacity: Capacity
  /** Who has seen the written authority; empty when nobody noted it. */
  authoritySeenBy: string
  /** How the person was identified, in words ("am Einlass erfasst"); empty when nobody noted it. */
  identified: string
  station: string
  input: SignatureInput
  /** How often the person began before confirming. */
  attempts: number
  /** Null where the ink is no longer kept. */
  ink: Ink | null
}

export type AuditEventKind =
  | 'opened'
  | 'reopened'
  | 'called'
  | 'call-cancelled'
  | 'moved'
  | 'signed'
  | 'withdrawn'
  | 'declined'
  | 'decline-withdrawn'
  | 'left-to-paper'
  | 'paper-withdrawn'
  | 'taken-over'
  | 'takeover-overruled'
  | 'journal-repaired'

export type AuditEvent = {
  at: string
  kind: AuditEventKind
  /** Null for what concerns the agreement as a whole. */
  organisation: string | null
  /** The name of the station that caused it. */
  station: string
  /** The reason given, if any. */
  reason: string
}
