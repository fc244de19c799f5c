/** The door: arrivals, their undoing, walk-ins, and the person who comes in another's place. */
import { z } from 'zod'
import { attendeeIdSchema, noteSchema } from './ids.ts'
import type { AttendeeId } from './ids.ts'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'
import { attendeeOf, attendeeSchema, partnerOf, partnerSchema } from './registry.ts'
import type { Partner } from './registry.ts'
import type { State } from './state.ts'
import { stationName } from './station.ts'
import { MappeError } from '../errors.ts'
import type { StationId } from './ids.ts'

/** When and at which desk a person was let in. */
export type Arrival = {
  at: string
  station: StationId
  /** Ticked on a list on paper and entered later; `at` is the hour noted there (ISO, UTC), or when it was entered. */
  fromPaper?: FromPaper
}
type FromPaper = { notedAt: string | null }

const paperTickSchema = z.strictObject({
  attendeeId: attendeeIdSchema,
  /** ISO 8601, UTC; null where the sheet names no hour. */
  notedAt: z.iso.datetime().nullable().default(null),
})

export const checkInCommands = {
  'check-in': z.strictObject({ attendeeId: attendeeIdSchema }),
  'undo-check-in': z.strictObject({ attendeeId: attendeeIdSchema, reason: noteSchema.min(1) }),
  /** Ticks on a list on paper; who is in already or off the list by now is passed over. */
  'enter-paper-ticks': z.strictObject({
    ticks: z.array(paperTickSchema).min(1).max(20_000),
  }),
  /** A guest who is on no list; a new organisation may come along. */
  'admit-walk-in': z.strictObject({
    attendee: attendeeSchema,
    partner: partnerSchema.nullable().default(null),
  }),
  /** Another person comes for the one on the list, and is let in. */
  substitute: z.strictObject({
    absentId: attendeeIdSchema,
    substitute: attendeeSchema,
    reason: noteSchema.default(''),
  }),
}

export type CheckInEvents = {
  'attendee-checked-in': { attendeeId: AttendeeId; fromPaper?: FromPaper }
  'check-in-undone': { attendeeId: AttendeeId; reason: string }
  'attendee-substituted': { absentId: AttendeeId; substituteId: AttendeeId; reason: string }
}

export const checkInDeciders: Deciders<typeof checkInCommands> = {
  'check-in': (state, { attendeeId }) => {
    attendeeOf(state, attendeeId)
    const arrival = state.arrivals[attendeeId]
    if (arrival) {
      return unchanged({
        type: 'already-checked-in',
        at: arrival.at,
        stationName: stationName(state, arrival.station),
      })
    }
    return happened({ type: 'attendee-checked-in', payload: { attendeeId } })
  },
  'undo-check-in': (state, { attendeeId, reason }) => {
    attendeeOf(state, attendeeId)
    if (!state.arrivals[attendeeId]) return unchanged({ type: 'not-checked-in' })
    return happened({ type: 'check-in-undone', payload: { attendeeId, reason } })
  },
  'enter-paper-ticks': (state, { ticks }) => {
    const byPerson = new Map(ticks.map(({ attendeeId, notedAt }) => [attendeeId, notedAt]))
    const news = [...byPerson].filter(([id]) => state.attendees[id] && !state.arrivals[id])
    if (news.length === 0) return unchanged({ type: 'nothing-to-do' })
    return happened(
      ...news.map(([attendeeId, notedAt]) => ({
        type: 'attendee-checked-in' as const,
        payload: { attendeeId, fromPaper: { notedAt } },
      })),
    )
  },
  'admit-walk-in': (state, { attendee, partner }) => {
    requireNew(state, attendee.id)
    if (attendee.partnerId !== null && attendee.partnerId !== partner?.id)
      partnerOf(state, attendee.partnerId)
    const isNewPartner = partner !== null && !state.partners[partner.id]
    return happened(
      ...(isNewPartner ? [{ type: 'partner-added' as const, payload: { partner: asGuest(partner) } }] : []),
      {
        type: 'attendee-added',
        payload: { attendee: { ...attendee, origin: 'walk-in', substituteFor: null } },
      },
      { type: 'attendee-checked-in', payload: { attendeeId: attendee.id } },
    )
  },
  substitute: (state, { absentId, substitute, reason }) => {
    const absent = attendeeOf(state, absentId)
    requireNew(state, substitute.id)
    if (state.arrivals[absentId]) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'checked-in' })
    if (state.substitutes[absentId]) throw new MappeError('CONFLICT', { reason: 'already-substituted' })
    const person = {
      ...substitute,
      partnerId: absent.partnerId,
      seat: substitute.seat || absent.seat,
      origin: 'substitute' as const,
      substituteFor: absentId,
    }
    return happened(
      { type: 'attendee-added', payload: { attendee: person } },
      { type: 'attendee-substituted', payload: { absentId, substituteId: person.id, reason } },
      { type: 'attendee-checked-in', payload: { attendeeId: person.id } },
    )
  },
}

/** Who signs the agreement is for the organizer to say, not for the door. */
const asGuest = (partner: Partner): Partner => ({ ...partner, role: 'guest', order: null })

function requireNew(state: State, attendeeId: AttendeeId): void {
  if (state.attendees[attendeeId]) throw new MappeError('CONFLICT', { attendee: attendeeId })
}

/** Whose place this person takes, if that person is still on the list: a stand-in stands in only while present. */
function stoodInFor(state: State, attendeeId: AttendeeId): AttendeeId | null {
  const absentId = state.attendees[attendeeId]?.substituteFor ?? null
  return absentId !== null && state.attendees[absentId] ? absentId : null
}

const arrivalOf = (fromPaper: FromPaper | undefined, at: string, station: StationId): Arrival =>
  fromPaper ? { at: fromPaper.notedAt ?? at, station, fromPaper } : { at, station }

export const checkInEvolvers: Evolvers<CheckInEvents> = {
  'attendee-checked-in': (state, { payload, at, station }) => {
    if (!state.arrivals[payload.attendeeId]) state.present += 1
    state.arrivals[payload.attendeeId] = arrivalOf(payload.fromPaper, at, station)
    const absentId = stoodInFor(state, payload.attendeeId)
    if (absentId && !state.substitutes[absentId]) state.substitutes[absentId] = payload.attendeeId
  },
  'check-in-undone': (state, { payload }) => {
    if (state.arrivals[payload.attendeeId]) state.present -= 1
    delete state.arrivals[payload.attendeeId]
    const absentId = stoodInFor(state, payload.attendeeId)
    if (absentId && state.substitutes[absentId] === payload.attendeeId) delete state.substitutes[absentId]
  },
  'attendee-substituted': (state, { payload }) => {
    state.substitutes[payload.absentId] = payload.substituteId
  },
}
