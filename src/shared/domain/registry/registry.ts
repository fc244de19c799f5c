/** The partner registry: organisations, the people who come for them, and who may sign. */
import { z } from 'zod'
import { attendeeIdSchema, lineSchema, noteSchema, partnerIdSchema, requiredLineSchema } from '../ids.ts'
import type { AttendeeId, ImportId, PartnerId } from '../ids.ts'
import type { Decision, Deciders } from '../decision.ts'
import { happened } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { recordGuest, recordPartner } from './import-record.ts'
import type { Agreement } from '../signing/agreement.ts'
import type { Turn } from '../signing/turn.ts'
import { companionsSchema } from '../door/heads.ts'
import { endStandIn, endStandInsOf } from '../door/seat.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

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
  /** How many come along as a list says, besides the guest; what the guest has answered goes before. Absent for nobody. */
  companions: companionsSchema.optional(),
  origin: z.enum(['list', 'manual', 'walk-in', 'substitute']).default('manual'),
  /** The guest in whose place this person comes. */
  substituteFor: attendeeIdSchema.nullable().default(null),
  /** The guest with whom this person came along; absent for everybody else. */
  companionOf: attendeeIdSchema.optional(),
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
}

export type RegistryEvents = {
  'partner-added': { partner: Partner; importId?: ImportId }
  'partner-changed': { partner: Partner }
  'partner-removed': { partnerId: PartnerId }
  /** Facts that one import brought bear its id, so that it can be taken back as a whole. */
  'attendee-added': { attendee: Attendee; importId?: ImportId }
  'attendee-changed': { attendee: Attendee; importId?: ImportId }
  'attendee-removed': { attendeeId: AttendeeId; importId?: ImportId }
}

export const registryDeciders: Deciders<typeof registryCommands> = {
  'save-partner': (state, { partner }) => happened(partnerSaved(state, partner)),
  'remove-partner': removePartner,
  'save-attendee': (state, { attendee }) => {
    requirePartner(state, attendee.partnerId)
    return happened(attendeeSaved(state, attendee))
  },
  'remove-attendee': removeAttendee,
}

/** A partner by id, or NOT_FOUND. */
export function partnerOf(state: State, partnerId: PartnerId): Partner {
  const partner = state.partners[partnerId]
  if (!partner) throw new MappeError('NOT_FOUND', { partner: partnerId })
  return partner
}

/** An attendee by id, or NOT_FOUND, with { reason: 'deleted' } for one whose data were deleted. */
export function attendeeOf(state: State, attendeeId: AttendeeId): Attendee {
  const attendee = state.attendees[attendeeId]
  requireNotDeleted(state, attendeeId)
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

/** NOT_FOUND { reason: 'deleted' }: whoever was deleted does not come back under the same id from a page that has not heard of it. */
export function requireNotDeleted({ redactions }: State, attendeeId: AttendeeId): void {
  if (redactions.people[attendeeId]) throw new MappeError('NOT_FOUND', { reason: 'deleted' })
}

function requirePartner(state: State, partnerId: PartnerId | null): void {
  if (partnerId !== null) partnerOf(state, partnerId)
}

export function partnerSaved(state: State, partner: Partner): DomainEvent {
  const before = state.partners[partner.id]
  if (signs(before) !== signs(partner)) requireSignersKept(state, partner)
  return { type: before ? 'partner-changed' : 'partner-added', payload: { partner } }
}

const signs = (partner: Partner | undefined): boolean => partner !== undefined && partner.role !== 'guest'

/** Who signs is part of what is frozen with the agreement's fields: there is one for each, and for nobody else. Who comes after the seal can join by accession. */
function requireSignersKept(state: State, { id }: Partner): void {
  const { agreement } = state
  if (agreement?.status === 'open' && agreement.accession === null) throw new MappeError('AGREEMENT_FROZEN')
  if (!documentsOf(state).some(({ signers }) => signers?.includes(id))) return
  throw new MappeError(agreement?.status === 'sealed' ? 'AGREEMENT_SEALED' : 'AGREEMENT_FROZEN')
}

/** What is or was signed, each with those who sign it. */
const documentsOf = ({ agreement, concluded }: State): Agreement[] => [
  ...concluded.map((each) => each.agreement),
  ...(agreement ? [agreement] : []),
]

/** All turns, those of concluded documents too. */
const turnsOf = ({ signing, concluded }: State): Turn[] =>
  [signing, ...concluded.map((each) => each.signing)].flatMap((turns) => Object.values(turns))

export function attendeeSaved(state: State, attendee: Attendee): DomainEvent {
  requireNotDeleted(state, attendee.id)
  const type = state.attendees[attendee.id] ? 'attendee-changed' : 'attendee-added'
  return { type, payload: { attendee } }
}

function removePartner(state: State, { partnerId }: { partnerId: PartnerId }): Decision {
  partnerOf(state, partnerId)
  const signed = [state, ...state.concluded].some(({ signing }) => signing[partnerId]?.status === 'signed')
  if (signed) throw new MappeError('PARTNER_HAS_SIGNED')
  const isTied = ({ fields, signers }: Agreement) =>
    signers?.includes(partnerId) || fields.some((field) => field.partnerId === partnerId)
  const tied = documentsOf(state).find(isTied)
  if (tied) {
    throw new MappeError(tied.status === 'draft' ? 'CONFLICT' : 'AGREEMENT_FROZEN', { reason: 'has-field' })
  }
  const attendees = Object.values(state.attendees).filter(
    (attendee) => attendee.partnerId === partnerId,
  ).length
  if (attendees > 0) throw new MappeError('CONFLICT', { reason: 'has-guests', attendees })
  return happened({ type: 'partner-removed', payload: { partnerId } })
}

function removeAttendee(state: State, { attendeeId }: { attendeeId: AttendeeId }): Decision {
  attendeeOf(state, attendeeId)
  requireRemovable(state, attendeeId)
  return happened({ type: 'attendee-removed', payload: { attendeeId } })
}

/** ATTENDEE_HAS_SIGNED · NOT_ALLOWED_NOW { reason: 'checked-in' | 'called' } */
export function requireRemovable(state: State, attendeeId: AttendeeId): void {
  if (hasSigned(state, attendeeId)) throw new MappeError('ATTENDEE_HAS_SIGNED')
  if (state.arrivals[attendeeId]) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'checked-in' })
  if (isCalled(state, attendeeId)) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'called' })
}

export const hasSigned = (state: State, attendeeId: AttendeeId): boolean =>
  turnsOf(state).some((turn) => turn.status === 'signed' && turn.signature.attendeeId === attendeeId)

export const isCalled = ({ signing }: State, attendeeId: AttendeeId): boolean =>
  Object.values(signing).some((turn) => turn.status === 'called' && turn.attendeeId === attendeeId)

export const registryEvolvers: Evolvers<RegistryEvents> = {
  'partner-added': (state, { seq, at, payload }) => {
    recordPartner(state, at, payload)
    state.partners[payload.partner.id] = payload.partner
    state.registrySeq = seq
  },
  'partner-changed': (state, { seq, payload }) => {
    state.partners[payload.partner.id] = payload.partner
    state.registrySeq = seq
    if (signs(payload.partner)) state.signingSeq = seq
  },
  'partner-removed': (state, { seq, payload }) => {
    state.registrySeq = seq
    delete state.partners[payload.partnerId]
    delete state.signing[payload.partnerId]
  },
  'attendee-added': (state, { seq, at, payload }) => {
    recordGuest(state, at, payload.importId, { before: null, after: payload.attendee })
    state.attendees[payload.attendee.id] = payload.attendee
    state.rowNumbers[payload.attendee.id] = seq
    state.registrySeq = seq
  },
  'attendee-changed': (state, { seq, at, payload }) => {
    const before = state.attendees[payload.attendee.id] ?? null
    recordGuest(state, at, payload.importId, { before, after: payload.attendee })
    state.attendees[payload.attendee.id] = payload.attendee
    state.registrySeq = seq
  },
  'attendee-removed': (state, { seq, at, payload }) => {
    const before = state.attendees[payload.attendeeId] ?? null
    recordGuest(state, at, payload.importId, { before, after: null })
    const substituteFor = before?.substituteFor ?? null
    if (substituteFor !== null && state.substitutes[substituteFor] === payload.attendeeId) {
      delete state.substitutes[substituteFor]
    }
    endStandInsOf(state, payload.attendeeId)
    endStandIn(state, payload.attendeeId)
    delete state.substitutes[payload.attendeeId]
    delete state.attendees[payload.attendeeId]
    delete state.registrations[payload.attendeeId]
    state.registrySeq = seq
  },
}
