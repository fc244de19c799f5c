/** The door: arrivals, their undoing, walk-ins, and the person who comes in another's place. */
import { z } from 'zod'
import { attendeeIdSchema, noteSchema, stationIdSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import { endConflictsOf } from './door-conflict.ts'
import type { Evolvers } from '../events.ts'
import {
  among,
  companionsIn,
  companionsSchema,
  putArrival,
  putBackAmongCounted,
  takeFromCounted,
  withCompanions,
} from './heads.ts'
import { admitted, asWalkIn, lateCheckIn, lateStandIn, lateUndo, undone } from './late-arrival.ts'
import { lateSchema, toldLate } from './late.ts'
import type { ToldLate } from './late.ts'
import { enteredTwice } from './entered-twice.ts'
import { attendeeOf, attendeeSchema, partnerOf, partnerSchema } from '../registry/registry.ts'
import type { Attendee, Partner } from '../registry/registry.ts'
import { endStandInsOf } from './seat.ts'
import type { StandInTerms } from './stand-in.ts'
import type { State } from '../state.ts'
import { stationName } from '../station.ts'
import { MappeError } from '../../errors.ts'
import type { StationId } from '../ids.ts'

/** When and at which desk a person was let in. */
export type Arrival = {
  /** When it happened. */
  at: string
  station: StationId
  /** When the host was told, if the desk had no connection then. The same as `at` where the desk's clock was no help. */
  enteredAt?: string
  /** Who came along and was only counted; absent for none. */
  companions?: number
  /** Who was named and taken back, and so is among those only counted again; absent for nobody. */
  among?: AttendeeId[]
  /** The guest with whom this companion was only counted before. */
  countedWith?: AttendeeId
  /** Ticked on a list on paper and entered later; `at` is the hour noted there (ISO, UTC), or when it was entered. */
  fromPaper?: FromPaper
}
type FromPaper = { notedAt: string | null }

/** Nobody knows the hour: none stood on the paper, or the clock of a desk without connection was no help. */
export const isUntimed = ({ at, enteredAt, fromPaper }: Arrival): boolean =>
  fromPaper?.notedAt === null || enteredAt === at

const paperTickSchema = z.strictObject({
  attendeeId: attendeeIdSchema,
  /** ISO 8601, UTC; null where the sheet names no hour. */
  notedAt: z.iso.datetime().nullable().default(null),
})

export const checkInCommands = {
  'check-in': z.strictObject({
    attendeeId: attendeeIdSchema,
    /** Who came along, only counted. */
    companions: companionsSchema.optional(),
    late: lateSchema.optional(),
    /** The guest as the desk knew them, in case the list has lost them since. */
    guest: attendeeSchema.optional(),
  }),
  'undo-check-in': z.strictObject({
    attendeeId: attendeeIdSchema,
    reason: noteSchema.min(1),
    /** The guest was here and has left: whoever had been counted before being named is not counted again. */
    hasLeft: z.boolean().optional(),
    late: lateSchema.optional(),
    /** The desk whose arrival is meant. */
    seenAt: stationIdSchema.optional(),
  }),
  /** Ticks on a list on paper; who is in already or off the list by now is passed over. */
  'enter-paper-ticks': z.strictObject({
    ticks: z.array(paperTickSchema).min(1).max(20_000),
  }),
  /** A guest who is on no list; a new organisation may come along. */
  'admit-walk-in': z.strictObject({
    attendee: attendeeSchema,
    partner: partnerSchema.nullable().default(null),
    late: lateSchema.optional(),
    /** Whom a connected desk showed as perhaps the same when the name was typed: those have been told apart by people. */
    offered: z.array(attendeeIdSchema).max(50).optional(),
  }),
  /** Another person comes for the one on the list, and is let in. */
  substitute: z.strictObject({
    absentId: attendeeIdSchema,
    substitute: attendeeSchema,
    reason: noteSchema.default(''),
    /** Who comes along, only counted. */
    companions: companionsSchema.optional(),
    late: lateSchema.optional(),
  }),
}

export type CheckInEvents = {
  'attendee-checked-in': {
    attendeeId: AttendeeId
    fromPaper?: FromPaper
    /** Absent for none. */
    companions?: number
    /** Was only counted with this guest until now. */
    countedWith?: AttendeeId
  } & ToldLate
  'check-in-undone': { attendeeId: AttendeeId; reason: string; hasLeft?: true } & ToldLate
  'attendee-substituted': {
    absentId: AttendeeId
    substituteId: AttendeeId
    reason: string
    /** Given where the stand-in is a guest of their own. */
    terms?: StandInTerms & { companions?: number }
  }
}

export const checkInDeciders: Deciders<typeof checkInCommands> = {
  'check-in': (state, { attendeeId, guest, companions = 0, late }, context) => {
    if (late) return lateCheckIn(state, { attendeeId, guest, companions, late }, context)
    attendeeOf(state, attendeeId)
    const arrival = state.arrivals[attendeeId]
    if (arrival) {
      return unchanged({
        type: 'already-checked-in',
        at: arrival.at,
        stationName: stationName(state, arrival.station),
      })
    }
    return happened(admitted(attendeeId, companions))
  },
  'undo-check-in': (state, { attendeeId, reason, hasLeft, seenAt, late }, context) => {
    if (late) return lateUndo(state, { attendeeId, reason, hasLeft, seenAt, late }, context)
    attendeeOf(state, attendeeId)
    if (!state.arrivals[attendeeId]) return unchanged({ type: 'not-checked-in' })
    return happened(undone({ attendeeId, reason, hasLeft }))
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
  'admit-walk-in': (state, { attendee, partner, late, offered }, context) => {
    requireNew(state, attendee.id)
    if (!late && attendee.partnerId !== null && attendee.partnerId !== partner?.id)
      partnerOf(state, attendee.partnerId)
    const known = late ? asWalkIn(state, attendee, partner) : attendee
    const isNewPartner = partner !== null && !state.partners[partner.id]
    return happened(
      ...(isNewPartner ? [{ type: 'partner-added' as const, payload: { partner: asGuest(partner) } }] : []),
      {
        type: 'attendee-added',
        payload: { attendee: { ...known, origin: 'walk-in', substituteFor: null } },
      },
      ...(late || offered
        ? enteredTwice(state, { attendee: known, partner }, { late, offered }, context)
        : []),
      { type: 'attendee-checked-in', payload: { attendeeId: attendee.id, ...toldLate(late) } },
    )
  },
  substitute: (state, { absentId, substitute, reason, companions = 0, late }) => {
    requireNew(state, substitute.id)
    const person = standInFor(state, absentId, substitute, late !== undefined)
    const isOpen = !state.arrivals[absentId] && !state.substitutes[absentId]
    if (late && !(isOpen && state.attendees[absentId])) {
      return lateStandIn(state, { absentId, person, companions, late })
    }
    if (state.arrivals[absentId]) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'checked-in' })
    if (state.substitutes[absentId]) throw new MappeError('CONFLICT', { reason: 'already-substituted' })
    return happened(
      { type: 'attendee-added', payload: { attendee: person } },
      { type: 'attendee-substituted', payload: { absentId, substituteId: person.id, reason } },
      admitted(person.id, companions, late),
    )
  },
}

/** Same organisation, same seat. What comes late may stand in for somebody whom the list has lost. */
function standInFor(state: State, absentId: AttendeeId, substitute: Attendee, isLate: boolean): Attendee {
  const absent = isLate ? state.attendees[absentId] : attendeeOf(state, absentId)
  const person = { ...substitute, origin: 'substitute' as const, substituteFor: absentId }
  return absent ? { ...person, partnerId: absent.partnerId, seat: substitute.seat || absent.seat } : person
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

type CheckedIn = CheckInEvents['attendee-checked-in']

function arrivalOf(
  { happenedAt, fromPaper, companions, countedWith }: CheckedIn,
  at: string,
  station: StationId,
): Arrival {
  return {
    at: happenedAt ?? fromPaper?.notedAt ?? at,
    station,
    ...(happenedAt !== undefined && { enteredAt: at }),
    ...(fromPaper && { fromPaper }),
    ...(companions && { companions }),
    ...(countedWith && { countedWith }),
  }
}

export const checkInEvolvers: Evolvers<CheckInEvents> = {
  'attendee-checked-in': (state, { payload, at, station }) => {
    const { attendeeId } = payload
    const before = state.arrivals[attendeeId]
    const arrival = arrivalOf(payload, at, station)
    // Let in at two desks: counted once, from the moment they first came through a door.
    const first = !before || arrival.at < before.at ? arrival : before
    const companions = Math.max(companionsIn(before), companionsIn(arrival))
    const { countedWith = takeFromCounted(state, attendeeId) } = arrival
    const stillAmong = among(before)
    putArrival(state, attendeeId, {
      ...withCompanions(first, companions),
      ...(stillAmong.length > 0 && { among: [...stillAmong] }),
      ...(countedWith && { countedWith }),
    })
    const absentId = stoodInFor(state, payload.attendeeId)
    if (absentId && !state.substitutes[absentId]) state.substitutes[absentId] = payload.attendeeId
  },
  'check-in-undone': (state, { payload }) => {
    if (!payload.hasLeft) putBackAmongCounted(state, payload.attendeeId)
    putArrival(state, payload.attendeeId, null)
    endConflictsOf(state, payload.attendeeId)
    endStandInsOf(state, payload.attendeeId)
    const absentId = stoodInFor(state, payload.attendeeId)
    if (absentId && state.substitutes[absentId] === payload.attendeeId) delete state.substitutes[absentId]
  },
  'attendee-substituted': (state, { payload }) => {
    const { absentId, substituteId: guestId, terms } = payload
    state.substitutes[absentId] = guestId
    if (terms) state.standIns[absentId] = { ...terms, guestId }
  },
}
