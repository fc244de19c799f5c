/** The agreement: the PDF to be signed, its signature fields, and its way from draft over open to sealed. */
import { z } from 'zod'
import { fieldIdSchema, lineSchema, partnerIdSchema, sha256Schema } from '../ids.ts'
import type { PartnerId, Sha256 } from '../ids.ts'
import type { Decision, Deciders } from '../decision.ts'
import { happened } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import type { State } from '../state.ts'
import type { Partner } from '../registry/registry.ts'
import { textAnchorSchema } from './text-anchor.ts'
import type { TextAnchor } from './text-anchor.ts'
import { MappeError } from '../../errors.ts'

const fraction = z.number().min(0).max(1)

/** A rectangle in fractions of the visible page, from its top left as displayed. */
export const boxSchema = z.strictObject({
  x: fraction,
  y: fraction,
  width: fraction.min(0.01),
  height: fraction.min(0.01),
})

export const signatureFieldSchema = z.strictObject({
  id: fieldIdSchema,
  partnerId: partnerIdSchema,
  /** Counted from 0. */
  page: z.int().min(0),
  box: boxSchema,
  /** The agreement itself prints a line and a name at this place. */
  hasPrintedLine: z.boolean().default(false),
})

/** A page as displayed: points after rotation and UserUnit. */
export const pageSchema = z.strictObject({
  width: z.number().positive(),
  height: z.number().positive(),
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
})

/** The file a signature sheet stands for: it must not be changed, so it is kept as handed in and signed on a sheet of its own. */
export const agreementSourceSchema = z.strictObject({
  fileName: lineSchema.min(1),
  sha256: sha256Schema,
  /** How many. */
  pages: z.int().positive(),
  /** The copy to read, where the file itself opens only with a password. */
  readAs: sha256Schema.optional(),
})

/** What was done to a file that could not be signed as it was handed in. */
export const copyStepSchema = z.enum(['decrypted', 'repaired'])

/** The file that the agreement is a copy of: it is kept as handed in, beside the copy. */
export const copyOriginSchema = z.strictObject({
  fileName: lineSchema.min(1),
  sha256: sha256Schema,
  how: z.array(copyStepSchema).min(1),
})

export type CopyStep = z.infer<typeof copyStepSchema>
export type CopyOrigin = z.infer<typeof copyOriginSchema>
export type AgreementSource = z.infer<typeof agreementSourceSchema>
export type SignatureField = z.infer<typeof signatureFieldSchema>
export type AgreementPage = z.infer<typeof pageSchema>

export type AgreementFile = { fileName: string; sha256: Sha256; bytes: number; pages: AgreementPage[] }

/** What was sealed, and how to recognise it. */
export type SealRecord = {
  sha256: Sha256
  bytes: number
  pages: number
  certificateFingerprint: string
  /** The journal's head that the protocol page names. */
  journalSeq: number
  journalHash: string
}

export type Agreement = AgreementFile & {
  /** Null where the agreement itself is signed. */
  source: AgreementSource | null
  /** Counts from 1 where this is the declaration by which partners join; null for the agreement itself. */
  accession: number | null
  /** Who signs: frozen with text and fields, for an accession those it names. Null while the registry says it. */
  signers: PartnerId[] | null
  /** Null where the file is signed as it was handed in, or was before this was recorded. */
  copyOf: CopyOrigin | null
  status: 'draft' | 'open' | 'sealed'
  fields: SignatureField[]
  /** As read when the file was taken in. Null where that was before anchors were noted: then they are read anew. */
  anchors: TextAnchor[] | null
  openedAt: string | null
  seal: (SealRecord & { at: string }) | null
}

/** A PDF that is kept to be signed, with what was found on it. */
export const fileSchema = z.strictObject({
  fileName: lineSchema.min(1),
  sha256: sha256Schema,
  bytes: z.int().positive(),
  pages: z.array(pageSchema).min(1),
  fields: z.array(signatureFieldSchema),
  source: agreementSourceSchema.optional(),
  copyOf: copyOriginSchema.optional(),
  anchors: z.array(textAnchorSchema).optional(),
})

export const agreementCommands = {
  'adopt-agreement': fileSchema,
  'place-fields': z.strictObject({ fields: z.array(signatureFieldSchema).max(1000) }),
  'open-agreement': z.strictObject({}),
  'reopen-draft': z.strictObject({}),
  'record-seal': z.strictObject({
    sha256: sha256Schema,
    bytes: z.int().positive(),
    pages: z.int().positive(),
    certificateFingerprint: z.string().min(1),
    journalSeq: z.int().min(0),
    journalHash: z.string(),
  }),
}

export type AgreementEvents = {
  'agreement-adopted': {
    agreement: AgreementFile
    fields: SignatureField[]
    /** Set where `agreement` is a signature sheet. */
    source?: AgreementSource | undefined
    anchors?: TextAnchor[] | undefined
    /** Set where `agreement` is a copy of the file that was handed in. */
    copyOf?: CopyOrigin | undefined
  }
  'fields-placed': { fields: SignatureField[] }
  /** Freezes text and fields: both stand here in full, under the journal's hash. */
  'agreement-opened': { sha256: Sha256; fields: SignatureField[] }
  'agreement-reopened-as-draft': { sha256: Sha256 }
  'agreement-sealed': { seal: SealRecord }
}

export const agreementDeciders: Deciders<typeof agreementCommands> = {
  'adopt-agreement': (state, { fields, source, copyOf, anchors, ...agreement }) => {
    if (state.agreement) requireStatus(state, 'draft')
    if (state.agreement?.accession) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'accession' })
    requireFields(state, fields, agreement.pages.length)
    const more = { ...(source && { source }), ...(copyOf && { copyOf }), ...(anchors && { anchors }) }
    return happened({ type: 'agreement-adopted', payload: { agreement, fields, ...more } })
  },
  'place-fields': (state, { fields }) => {
    const agreement = requireStatus(state, 'draft')
    requireFields(state, fields, agreement.pages.length)
    return happened({ type: 'fields-placed', payload: { fields } })
  },
  'open-agreement': openAgreement,
  'reopen-draft': (state) => {
    const { sha256 } = requireStatus(state, 'open')
    const begun = Object.values(state.signing).some((turn) => turn.status !== 'waiting')
    if (begun) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'signing-has-begun' })
    return happened({ type: 'agreement-reopened-as-draft', payload: { sha256 } })
  },
  'record-seal': (state, seal) => {
    requireStatus(state, 'open')
    if (state.signingSeq > seal.journalSeq) throw new MappeError('CONFLICT', { reason: 'signatures-changed' })
    return happened({ type: 'agreement-sealed', payload: { seal } })
  },
}

/** Those whom the registry has sign: contracting parties and alliance partners in signing order, those without a place last, by name. */
export const signingPartners = (partners: Record<PartnerId, Partner>): Partner[] =>
  inSigningOrder(Object.values(partners).filter(({ role }) => role !== 'guest'))

/** Those who sign what is current: as it was opened or the accession names them, before that as the registry says. In signing order. */
export function signersOf({ agreement, partners }: Pick<State, 'agreement' | 'partners'>): Partner[] {
  if (!agreement?.signers) return signingPartners(partners)
  return inSigningOrder(agreement.signers.flatMap((id) => partners[id] ?? []))
}

/** By their place; those without one last, by name. */
export const inSigningOrder = (partners: Partner[]): Partner[] =>
  partners.toSorted(
    (a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || a.name.localeCompare(b.name, 'de'),
  )

/** The agreement in the wanted status, or the error that says in which one it is. */
export function requireStatus(state: State, status: Agreement['status']): Agreement {
  const { agreement } = state
  if (!agreement) throw new MappeError('AGREEMENT_MISSING')
  if (agreement.status === status) return agreement
  if (agreement.status === 'sealed') throw new MappeError('AGREEMENT_SEALED')
  throw new MappeError(agreement.status === 'open' ? 'AGREEMENT_FROZEN' : 'AGREEMENT_NOT_OPEN')
}

/** @throws MappeError NOT_FOUND, INPUT_INVALID for a field of nobody or on no page */
export function requireFields(state: State, fields: SignatureField[], pageCount: number): void {
  for (const { partnerId, page } of fields) {
    if (!state.partners[partnerId]) throw new MappeError('NOT_FOUND', { partner: partnerId })
    if (page >= pageCount) throw new MappeError('INPUT_INVALID', { page: page + 1 })
  }
}

function openAgreement(state: State): Decision {
  const { sha256, fields } = requireStatus(state, 'draft')
  const signers = signersOf(state)
  if (signers.length === 0) throw new MappeError('FIELDS_MISSING', { count: 0, first: '' })
  const placed = new Set(fields.map((field) => field.partnerId))
  const missing = signers.filter((partner) => !placed.has(partner.id))
  if (missing[0]) throw new MappeError('FIELDS_MISSING', { count: missing.length, first: missing[0].name })
  return happened({ type: 'agreement-opened', payload: { sha256, fields } })
}

export const agreementEvolvers: Evolvers<AgreementEvents> = {
  'agreement-adopted': (state, { payload }) => {
    state.agreement = {
      ...payload.agreement,
      fields: payload.fields,
      source: payload.source ?? null,
      anchors: payload.anchors ?? null,
      accession: null,
      signers: null,
      copyOf: payload.copyOf ?? null,
      status: 'draft',
      openedAt: null,
      seal: null,
    }
  },
  'fields-placed': (state, { payload }) => {
    if (state.agreement) state.agreement = { ...state.agreement, fields: payload.fields }
  },
  'agreement-opened': (state, { at }) => {
    if (!state.agreement) return
    const signers = signersOf(state).map(({ id }) => id)
    state.agreement = { ...state.agreement, signers, status: 'open', openedAt: at }
  },
  'agreement-reopened-as-draft': (state) => {
    if (!state.agreement) return
    const { accession, signers } = state.agreement
    const named = accession === null ? null : signers
    state.agreement = { ...state.agreement, signers: named, status: 'draft', openedAt: null }
  },
  'agreement-sealed': (state, { payload, at }) => {
    if (state.agreement) {
      state.agreement = { ...state.agreement, status: 'sealed', seal: { ...payload.seal, at } }
    }
  },
}
