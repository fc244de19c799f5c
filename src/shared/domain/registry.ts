/** The partner registry: organisations, the people who come for them, and who may sign. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema, noteSchema, partnerIdSchema, requiredLineSchema } from './ids.ts'
import type { AttendeeId, PartnerId } from './ids.ts'
import type { Decision, Deciders } from './decision.ts'
import { happened } from './decision.ts'
import type { DomainEvent, Evolvers } from './events.ts'
import type { State } from './state.ts'
import { MappeError } from '../errors.ts'

export const partnerCategorySchema = z.enum([
  'county',
  'municipality',
  'agency',
  'authority',
  'chamber',
  'volunteers',
  'company',
  'other',
])
export const partnerRoleSchema = z.enum(['contracting-party', 'alliance-partner', 'guest'])
/** In office, deputising (i. V.) or by order (i. A.). */
export const capacitySchema = z.enum(['in-office', 'i.V.', 'i.A.'])

export const partnerSchema = z.strictObject({
  id: partnerIdSchema,
  name: requiredLineSchema,
  shortName: lineSchema.default(''),
  category: partnerCategorySchema.default('other'),
  role: partnerRoleSchema.default('guest'),
  /** Place in the signing order, from 1; null for those who do not sign. */
  order: z.int().min(1).max(10_000).nullable().default(null),
  town: lineSchema.default(''),
  note: noteSchema.default(''),
})

/** What a guest of honour is owed at the door. */
export const honourSchema = z.strictObject({
  /** Place in the order of precedence, from 1; null where nobody has ranked the guests. */
  precedence: z.int().min(1).max(999).nullable().default(null),
  /** Who receives this guest. */
  greetedBy: lineSchema.default(''),
})

export const attendeeSchema = z.strictObject({
  id: attendeeIdSchema,
  partnerId: partnerIdSchema.nullable().default(null),
  salutation: lineSchema.default(''),
  title: lineSchema.default(''),
  firstName: lineSchema.default(''),
  lastName: requiredLineSchema,
  /** What this person is called among those who know them; absent in facts from before there was the field. */
  nickname: lineSchema.optional(),
  /** How to say the name, in everyday spelling. */
  pronunciation: lineSchema.default(''),
  function: lineSchema.default(''),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  phone: lineSchema.default(''),
  seat: lineSchema.default(''),
  maySign: z.boolean().default(false),
  capacity: capacitySchema.default('in-office'),
  /** Who has seen the written authority (Vollmacht), if one is needed. */
  authoritySeenBy: lineSchema.default(''),
  note: noteSchema.default(''),
  /** Only for guests of honour. */
  honour: honourSchema.optional(),
  origin: z.enum(['list', 'manual', 'walk-in', 'substitute']).default('manual'),
  /** The guest in whose place this person comes. */
  substituteFor: attendeeIdSchema.nullable().default(null),
})

export type PartnerCategory = z.infer<typeof partnerCategorySchema>
export type PartnerRole = z.infer<typeof partnerRoleSchema>
export type Capacity = z.infer<typeof capacitySchema>
export type Partner = z.infer<typeof partnerSchema>
export type Attendee = z.infer<typeof attendeeSchema>

export const registryCommands = {
  'save-partner': z.strictObject({ partner: partnerSchema }),
  'remove-partner': z.strictObject({ partnerId: partnerIdSchema }),
  'save-attendee': z.strictObject({ attendee: attendeeSchema }),
  'remove-attendee': z.strictObject({ attendeeId: attendeeIdSchema }),
  'import-list': z.strictObject({
    fileName: lineSchema,
    partners: z.array(partnerSchema).max(5_000),
    attendees: z.array(attendeeSchema).max(20_000),
    refusedRows: z.int().min(0),
  }),
}

export type RegistryEvents = {
  'partner-added': { partner: Partner }
  'partner-changed': { partner: Partner }
  'partner-removed': { partnerId: PartnerId }
  'attendee-added': { attendee: Attendee }
  'attendee-changed': { attendee: Attendee }
  'attendee-removed': { attendeeId: AttendeeId }
  'list-imported': { fileName: string; partners: number; attendees: number; refusedRows: number }
}

export const registryDeciders: Deciders<typeof registryCommands> = {
  'save-partner': (state, { partner }) => happened(partnerSaved(state, partner)),
  'remove-partner': removePartner,
  'save-attendee': (state, { attendee }) => {
    requirePartner(state, attendee.partnerId)
    return happened(attendeeSaved(state, attendee))
  },
  'remove-attendee': removeAttendee,
  'import-list': (state, { fileName, partners, attendees, refusedRows }) => {
    const known = new Set([...Object.keys(state.partners), ...partners.map((partner) => partner.id)])
    const stray = attendees.find(({ partnerId }) => partnerId !== null && !known.has(partnerId))
    if (stray) throw new MappeError('NOT_FOUND', { partner: stray.partnerId })
    return happened(
      ...partners.map((partner) => partnerSaved(state, partner)),
      ...attendees.map((attendee) => attendeeSaved(state, attendee)),
      {
        type: 'list-imported',
        payload: { fileName, partners: partners.length, attendees: attendees.length, refusedRows },
      },
    )
  },
}

/** A partner by id, or NOT_FOUND. */
export function partnerOf(state: State, partnerId: PartnerId): Partner {
  const partner = state.partners[partnerId]
  if (!partner) throw new MappeError('NOT_FOUND', { partner: partnerId })
  return partner
}

/** An attendee by id, or NOT_FOUND. */
export function attendeeOf(state: State, attendeeId: AttendeeId): Attendee {
  const attendee = state.attendees[attendeeId]
  if (!attendee) throw new MappeError('NOT_FOUND', { attendee: attendeeId })
  return attendee
}

/** Title, first and last name as printed: "Dr. Ayşe Öztürk". */
export const fullName = ({
  title,
  firstName,
  lastName,
}: Pick<Attendee, 'title' | 'firstName' | 'lastName'>): string =>
  [title, firstName, lastName].filter(Boolean).join(' ')

function requirePartner(state: State, partnerId: PartnerId | null): void {
  if (partnerId !== null) partnerOf(state, partnerId)
}

function partnerSaved(state: State, partner: Partner): DomainEvent {
  const before = state.partners[partner.id]
  if (signs(before) !== signs(partner)) requireSignersOpen(state)
  return { type: before ? 'partner-changed' : 'partner-added', payload: { partner } }
}

const signs = (partner: Partner | undefined): boolean => partner !== undefined && partner.role !== 'guest'

/** Who signs is part of what is frozen with the agreement's fields: there is one for each, and for nobody else. */
function requireSignersOpen({ agreement }: State): void {
  if (agreement?.status === 'open') throw new MappeError('AGREEMENT_FROZEN')
  if (agreement?.status === 'sealed') throw new MappeError('AGREEMENT_SEALED')
}

const attendeeSaved = (state: State, attendee: Attendee): DomainEvent => ({
  type: state.attendees[attendee.id] ? 'attendee-changed' : 'attendee-added',
  payload: { attendee },
})

function removePartner(state: State, { partnerId }: { partnerId: PartnerId }): Decision {
  partnerOf(state, partnerId)
  if (state.signing[partnerId]?.status === 'signed') throw new MappeError('PARTNER_HAS_SIGNED')
  const { agreement } = state
  if (agreement?.fields.some((field) => field.partnerId === partnerId)) {
    throw new MappeError(agreement.status === 'draft' ? 'CONFLICT' : 'AGREEMENT_FROZEN', {
      reason: 'has-field',
    })
  }
  const attendees = Object.values(state.attendees).filter(
    (attendee) => attendee.partnerId === partnerId,
  ).length
  if (attendees > 0) throw new MappeError('CONFLICT', { attendees })
  return happened({ type: 'partner-removed', payload: { partnerId } })
}

function removeAttendee(state: State, { attendeeId }: { attendeeId: AttendeeId }): Decision {
  attendeeOf(state, attendeeId)
  const hasSigned = Object.values(state.signing).some(
    (turn) => turn.status === 'signed' && turn.signature.attendeeId === attendeeId,
  )
  if (hasSigned) throw new MappeError('ATTENDEE_HAS_SIGNED')
  if (state.arrivals[attendeeId]) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'checked-in' })
  const isCalled = Object.values(state.signing).some(
    (turn) => turn.status === 'called' && turn.attendeeId === attendeeId,
  )
  if (isCalled) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'called' })
  return happened({ type: 'attendee-removed', payload: { attendeeId } })
}

export const registryEvolvers: Evolvers<RegistryEvents> = {
  'partner-added': (state, { payload }) => {
    state.partners[payload.partner.id] = payload.partner
  },
  'partner-changed': (state, { seq, payload }) => {
    state.partners[payload.partner.id] = payload.partner
    if (signs(payload.partner)) state.signingSeq = seq
  },
  'partner-removed': (state, { payload }) => {
    delete state.partners[payload.partnerId]
    delete state.signing[payload.partnerId]
  },
  'attendee-added': (state, { payload }) => {
    state.attendees[payload.attendee.id] = payload.attendee
  },
  'attendee-changed': (state, { payload }) => {
    state.attendees[payload.attendee.id] = payload.attendee
  },
  'attendee-removed': (state, { payload }) => {
    const { substituteFor } = state.attendees[payload.attendeeId] ?? { substituteFor: null }
    if (substituteFor !== null) delete state.substitutes[substituteFor]
    delete state.substitutes[payload.attendeeId]
    delete state.attendees[payload.attendeeId]
    delete state.registrations[payload.attendeeId]
  },
  'list-imported': () => {},
}
