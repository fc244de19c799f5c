/** The accession: who was not there joins the sealed agreement by a declaration of its own, signed and sealed as the agreement was. */
import { z } from 'zod'
import { fileSchema, requireFields, signersOf } from './agreement.ts'
import type { Agreement, AgreementFile, AgreementSource, SignatureField } from './agreement.ts'
import type { Decision, Deciders } from '../decision.ts'
import { happened } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { partnerIdSchema } from '../ids.ts'
import type { PartnerId, Sha256 } from '../ids.ts'
import type { Originals } from './originals.ts'
import { partnerOf } from '../registry/registry.ts'
import type { Partner } from '../registry/registry.ts'
import { turnOf } from './turn.ts'
import type { Turn } from './turn.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** What was sealed before the document that is current now, with its turns and its copies on paper. */
export type Concluded = Pick<State, 'signing' | 'originals'> & { agreement: Agreement }

export const accessionCommands = {
  'begin-accession': fileSchema.omit({ anchors: true }).extend({
    /** Counts accessions from 1; the declaration names it. */
    number: z.int().min(1),
    partners: z.array(partnerIdSchema).min(1).max(100),
  }),
  'cancel-accession': z.strictObject({}),
  /** Takes up what was called off last, with its places as they were. */
  'resume-accession': z.strictObject({}),
}

export type AccessionEvents = {
  /** What was sealed is concluded; the declaration takes its place as what is signed now. */
  'accession-begun': {
    number: number
    partners: PartnerId[]
    agreement: AgreementFile
    fields: SignatureField[]
    /** What is joined, as the partners are to read it. */
    source?: AgreementSource | undefined
  }
  /** What was concluded last is current again. */
  'accession-cancelled': { number: number; sha256: Sha256 }
  /** What was called off last is what is signed now again. */
  'accession-resumed': { number: number; sha256: Sha256 }
}

export const accessionDeciders: Deciders<typeof accessionCommands> = {
  'begin-accession': (state, { number, partners, fields, source, ...agreement }) => {
    requireJoinable(state, number, partners)
    requireFields(state, fields, agreement.pages.length)
    const placed = new Set(fields.map(({ partnerId }) => partnerId))
    const missing = partners.filter((id) => !placed.has(id))
    if (missing[0]) {
      const first = partnerOf(state, missing[0]).name
      throw new MappeError('FIELDS_MISSING', { count: missing.length, first })
    }
    const begun = { number, partners, agreement, fields, ...(source && { source }) }
    return happened(...guestsAsPartners(state, partners), { type: 'accession-begun', payload: begun })
  },
  'cancel-accession': cancelAccession,
  'resume-accession': resumeAccession,
}

/** The accession that would be begun next. */
export const nextAccession = ({ concluded }: State): number => concluded.length + 1

function requireJoinable(state: State, number: number, partners: readonly PartnerId[]): void {
  if (state.agreement?.status !== 'sealed') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-sealed' })
  if (number !== nextAccession(state)) throw new MappeError('CONFLICT', { accession: number })
  if (new Set(partners).size < partners.length) throw new MappeError('INPUT_INVALID', { field: 'partners' })
  for (const id of partners) {
    partnerOf(state, id)
    if (hasSigned(state, id)) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'has-joined' })
  }
}

/** Who joins is no guest any more. */
const guestsAsPartners = (state: State, partners: readonly PartnerId[]): DomainEvent[] =>
  partners
    .map((id) => partnerOf(state, id))
    .filter(({ role }) => role === 'guest')
    .map((partner) => ({
      type: 'partner-changed',
      payload: { partner: { ...partner, role: 'alliance-partner' } },
    }))

function cancelAccession(state: State): Decision {
  const { agreement } = state
  if (!agreement?.accession) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'no-accession' })
  if (agreement.status === 'sealed') throw new MappeError('AGREEMENT_SEALED')
  const turns = signersOf(state).map(({ id }) => turnOf(state, id).status)
  const busy = turns.find((status) => status === 'signed' || status === 'called')
  if (busy) throw new MappeError('NOT_ALLOWED_NOW', { reason: busy })
  const { accession: number, sha256 } = agreement
  return happened({ type: 'accession-cancelled', payload: { number, sha256 } })
}

/** What was called off last, as long as it can still be taken up: nothing was begun since, and all whom it names can still join. */
export function resumable(state: State): Concluded | null {
  const { cancelled, agreement } = state
  if (!cancelled || agreement?.status !== 'sealed') return null
  if (cancelled.agreement.accession !== nextAccession(state)) return null
  const named = cancelled.agreement.signers ?? []
  return named.every((id) => state.partners[id] && !hasSigned(state, id)) ? cancelled : null
}

function resumeAccession(state: State): Decision {
  const { accession: number, sha256 } = resumable(state)?.agreement ?? {}
  if (!number || !sha256) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-resumable' })
  return happened({ type: 'accession-resumed', payload: { number, sha256 } })
}

/** The state as it was for one of the documents: 0 the agreement, then the accessions; the last of them is the current one. NOT_FOUND for others. */
export function stateOf(state: State, number: number): State {
  if (number === state.concluded.length) return state
  const concluded = state.concluded[number]
  if (!concluded) throw new MappeError('NOT_FOUND', { document: number })
  return { ...state, ...concluded, concluded: state.concluded.slice(0, number) }
}

/** The state for each document in turn: the agreement first, what is current last. */
export const statesOf = (state: State): State[] => [
  ...state.concluded.map((_, number) => stateOf(state, number)),
  state,
]

/** How many have signed or were to sign, the agreement and all accessions taken together. */
export const countOfSigners = (state: State): number =>
  new Set(statesOf(state).flatMap((each) => signersOf(each).map(({ id }) => id))).size

/** What became of a partner the last time it was to sign; null for one that never was. */
export function standingOf(state: State, partnerId: PartnerId): Turn | null {
  const last = statesOf(state).findLast(({ agreement }) => agreement?.signers?.includes(partnerId))
  return last ? turnOf(last, partnerId) : null
}

export const hasSigned = (state: State, partnerId: PartnerId): boolean =>
  statesOf(state).some(({ signing }) => signing[partnerId]?.status === 'signed')

/** Who can still join: everybody in the registry who has not signed, by name. */
export const joinablePartners = (state: State): Partner[] =>
  Object.values(state.partners)
    .filter(({ id }) => !hasSigned(state, id))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'))

const noOriginals = (): Originals => ({ made: 0, signed: {} })

export const accessionEvolvers: Evolvers<AccessionEvents> = {
  'accession-begun': (state, { seq, payload }) => {
    const { agreement, signing, originals } = state
    if (agreement) state.concluded = [...state.concluded, { agreement, signing, originals }]
    state.agreement = {
      ...payload.agreement,
      fields: payload.fields,
      source: payload.source ?? null,
      copyOf: null,
      // the declaration is set here and has its places
      anchors: [],
      accession: payload.number,
      signers: payload.partners,
      status: 'draft',
      openedAt: null,
      seal: null,
    }
    state.signing = {}
    state.originals = noOriginals()
    state.cancelled = null
    state.signingSeq = seq
  },
  'accession-cancelled': (state, { seq }) => {
    const { agreement, signing, originals } = state
    const last = state.concluded.at(-1)
    if (!last || !agreement) return
    state.cancelled = { agreement, signing, originals }
    Object.assign(state, last)
    state.concluded = state.concluded.slice(0, -1)
    state.signingSeq = seq
  },
  'accession-resumed': (state, { seq }) => {
    const { agreement, signing, originals, cancelled } = state
    if (!agreement || !cancelled) return
    state.concluded = [...state.concluded, { agreement, signing, originals }]
    Object.assign(state, cancelled)
    state.cancelled = null
    state.signingSeq = seq
  },
}
