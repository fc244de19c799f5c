/** Registrations before the evening: who has accepted, declined, not answered, or waits for a place. */
import { z } from 'zod'
import { attendeeIdSchema, noteSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import type { Decision, Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import {
  attendeeOf,
  attendeeSchema,
  partnerOf,
  partnerSchema,
  requireNotDeleted,
} from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import { companionsSchema } from './heads.ts'
import { announcedCompanions } from './seat.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const channelSchema = z.enum(['telephone', 'email', 'letter', 'in-person', 'online'])
export const givenAnswerSchema = z.enum(['accepted', 'declined', 'waiting'])

/** What a guest has answered, by which way, and how many come along. */
export type Registration = {
  answer: z.infer<typeof givenAnswerSchema>
  channel: Channel
  /** Besides the guest. */
  companions: number
  note: string
  at: string
  /** Orders the waiting list: who has asked first is first. */
  seq: number
}
export type Channel = z.infer<typeof channelSchema>
export type Answer = Registration['answer'] | 'unanswered'

export const registrationCommands = {
  /** Accepts for a guest who may be on the list already, or is added to it; without a free place the guest waits. */
  'register-guest': z.strictObject({
    attendee: attendeeSchema,
    partner: partnerSchema.nullable().default(null),
    channel: channelSchema,
    companions: companionsSchema.default(0),
    note: noteSchema.default(''),
    evenIfFull: z.boolean().default(false),
  }),
  'decline-invitation': z.strictObject({
    attendeeId: attendeeIdSchema,
    channel: channelSchema,
    note: noteSchema.default(''),
  }),
  'move-up': z.strictObject({
    attendeeId: attendeeIdSchema,
    /** Somebody was told how many seats that is too few, and wants it all the same. */
    evenIfFull: z.boolean().default(false),
  }),
  'withdraw-answer': z.strictObject({ attendeeId: attendeeIdSchema }),
}

export type RegistrationEvents = {
  'invitation-answered': {
    attendeeId: AttendeeId
    answer: Registration['answer']
    channel: Channel
    companions: number
    note: string
  }
  'guest-moved-up': { attendeeId: AttendeeId }
  'answer-withdrawn': { attendeeId: AttendeeId }
}

export const registrationDeciders: Deciders<typeof registrationCommands> = {
  'register-guest': registerGuest,
  'decline-invitation': (state, { attendeeId, channel, note }) => {
    attendeeOf(state, attendeeId)
    return happened(answered(attendeeId, { answer: 'declined', channel, companions: 0, note }))
  },
  /** NOT_ALLOWED_NOW { reason: 'hall-full' } */
  'move-up': (state, { attendeeId, evenIfFull }) => {
    attendeeOf(state, attendeeId)
    if (answerOf(state, attendeeId) !== 'waiting') return unchanged({ type: 'nothing-to-do' })
    if (!evenIfFull && overWith(state, attendeeId) > 0)
      throw new MappeError('NOT_ALLOWED_NOW', { reason: 'hall-full' })
    return happened({ type: 'guest-moved-up', payload: { attendeeId } })
  },
  'withdraw-answer': (state, { attendeeId }) => {
    attendeeOf(state, attendeeId)
    if (!state.registrations[attendeeId]) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'answer-withdrawn', payload: { attendeeId } })
  },
}

type RegisterGuest = z.infer<(typeof registrationCommands)['register-guest']>

function registerGuest(state: State, command: RegisterGuest): Decision {
  const { attendee, partner, channel, companions, note, evenIfFull } = command
  const isKnown = state.attendees[attendee.id] !== undefined
  const free = freePlaces(state, isKnown ? attendee.id : null)
  const fits = evenIfFull || free === null || free > companions
  return happened(
    ...(isKnown ? [] : newcomer(state, attendee, partner)),
    answered(attendee.id, { answer: fits ? 'accepted' : 'waiting', channel, companions, note }),
  )
}

function newcomer(state: State, attendee: Attendee, partner: RegisterGuest['partner']): DomainEvent[] {
  requireNotDeleted(state, attendee.id)
  if (attendee.partnerId !== null && attendee.partnerId !== partner?.id) partnerOf(state, attendee.partnerId)
  const isNewPartner = partner !== null && !state.partners[partner.id]
  return [
    ...(isNewPartner
      ? [
          {
            type: 'partner-added' as const,
            payload: { partner: { ...partner, role: 'guest' as const, order: null } },
          },
        ]
      : []),
    { type: 'attendee-added', payload: { attendee: { ...attendee, origin: 'manual', substituteFor: null } } },
  ]
}

const answered = (
  attendeeId: AttendeeId,
  answer: Omit<RegistrationEvents['invitation-answered'], 'attendeeId'>,
): DomainEvent => ({ type: 'invitation-answered', payload: { attendeeId, ...answer } })

/** What a guest has answered. A list of guests who have registered counts as accepted, one of invited guests as not answered. */
export function answerOf({ registrations, ceremony }: State, attendeeId: AttendeeId): Answer {
  const own = registrations[attendeeId]
  if (own) return own.answer
  return ceremony?.guestList === 'invited' ? 'unanswered' : 'accepted'
}

/** How many a guest stands for, companions counted. */
export const personsOf = (state: State, attendeeId: AttendeeId): number =>
  1 + announcedCompanions(state, attendeeId)

/**
 * Persons who will come as far as one knows: all who accepted, with their companions; companions who were named
 * at the door count with the guest they came with. `except` is left out of the count.
 */
export function acceptedPersons(state: State, except: AttendeeId | null = null): number {
  const guests = Object.values(state.attendees)
  const isNamedCompanion = ({ companionOf }: Attendee) =>
    companionOf !== undefined && state.attendees[companionOf] !== undefined
  const named = Map.groupBy(guests.filter(isNamedCompanion), ({ companionOf }) => companionOf)
  return guests
    .filter((guest) => guest.id !== except && !state.substitutes[guest.id] && !isNamedCompanion(guest))
    .filter(({ id, origin }) => origin === 'substitute' || answerOf(state, id) === 'accepted')
    .reduce((sum, { id }) => sum + Math.max(personsOf(state, id), 1 + (named.get(id)?.length ?? 0)), 0)
}

/** Places not promised to anybody; null where nobody counts seats. */
export function freePlaces(state: State, except: AttendeeId | null = null): number | null {
  const capacity = state.ceremony?.capacity ?? null
  return capacity === null ? null : capacity - acceptedPersons(state, except)
}

/** By how many persons the seats are exceeded once this guest comes, companions counted; 0 where they suffice. */
export function overWith(state: State, attendeeId: AttendeeId): number {
  const free = freePlaces(state, attendeeId)
  return free === null ? 0 : Math.max(0, personsOf(state, attendeeId) - free)
}

/** Who waits for a place, in the order of asking. */
export const waitingList = (state: State): Attendee[] =>
  Object.values(state.attendees)
    .filter(({ id }) => answerOf(state, id) === 'waiting')
    .toSorted((a, b) => (state.registrations[a.id]?.seq ?? 0) - (state.registrations[b.id]?.seq ?? 0))

export const registrationEvolvers: Evolvers<RegistrationEvents> = {
  'invitation-answered': (state, { seq, at, payload: { attendeeId, ...registration } }) => {
    state.registrations[attendeeId] = { ...registration, at, seq }
  },
  'guest-moved-up': (state, { payload }) => {
    const own = state.registrations[payload.attendeeId]
    if (own) state.registrations[payload.attendeeId] = { ...own, answer: 'accepted' }
  },
  'answer-withdrawn': (state, { payload }) => {
    delete state.registrations[payload.attendeeId]
  },
}
