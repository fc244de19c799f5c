/** Who comes along with a guest: only counted at the guest's arrival, or named, and then a guest of their own. */
import { z } from 'zod'
import type { Decision, DecisionContext, Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import { conflictArose } from './door-conflict.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { companionsIn, MOST_COMPANIONS, putArrival, withCompanions } from './heads.ts'
import { attendeeIdSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import { asWalkIn, lateCheckIn } from './late-arrival.ts'
import { lateSchema, toldLate } from './late.ts'
import type { Late, ToldLate } from './late.ts'
import { attendeeOf, attendeeSchema } from '../registry/registry.ts'
import type { Attendee } from '../registry/registry.ts'
import { enteredTwice } from './entered-twice.ts'
import { nowKnownAs } from './merging.ts'
import { announcedCompanions, comesFor } from './seat.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const companionCommands = {
  /** More companions of a guest who is in, or fewer where too many were counted. */
  'join-companions': z.strictObject({
    attendeeId: attendeeIdSchema,
    /** Added to those counted: two desks may each have let one in. */
    by: z.int().min(-MOST_COMPANIONS).max(MOST_COMPANIONS),
    /** Those who are named; whoever was only counted before leaves that count by `by`. */
    named: z.array(attendeeSchema).max(MOST_COMPANIONS).default([]),
    late: lateSchema.optional(),
    /** The guest as the desk knew them, in case the list has lost them since. */
    guest: attendeeSchema.optional(),
  }),
}

export type CompanionEvents = {
  'companions-joined': { attendeeId: AttendeeId; by: number } & ToldLate
}

type JoinCompanions = z.infer<(typeof companionCommands)['join-companions']>

export const companionDeciders: Deciders<typeof companionCommands> = {
  /** NOT_FOUND · NOT_ALLOWED_NOW { reason: 'companion-before-guest' } · CONFLICT where a named one is known already. */
  'join-companions': (state, command, context) => {
    const { named, late } = command
    const attendeeId = nowKnownAs(state, command.attendeeId)
    requireNew(state, named)
    const arrival = state.arrivals[attendeeId]
    if (late && !arrival) return lateJoin(state, { ...command, attendeeId }, late, context)
    attendeeOf(state, attendeeId)
    if (!arrival) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'companion-before-guest' })
    const by = Math.max(command.by, -companionsIn(arrival))
    const told = toldLate(late)
    const counted: DomainEvent = { type: 'companions-joined', payload: { attendeeId, by, ...told } }
    const admissions = letIn(state, { host: attendeeId, named, late, context, counted: Math.max(-by, 0) })
    return orNothing([...(by === 0 ? [] : [counted]), ...admissions])
  },
}

const orNothing = (events: DomainEvent[]): Decision =>
  events.length > 0 ? happened(...events) : unchanged({ type: 'nothing-to-do' })

/** They stand in the hall. So does the guest they came with, as the desk saw it: that is told as a conflict. */
function lateJoin(state: State, command: JoinCompanions, late: Late, context: DecisionContext): Decision {
  const { attendeeId, guest, by, named } = command
  if (by <= 0 && named.length === 0) return unchanged({ type: 'nothing-to-do' })
  const arrival = lateCheckIn(state, { attendeeId, guest, companions: Math.max(by, 0), late }, context)
  const facts = 'events' in arrival ? arrival.events : []
  const isToldAlready = facts.length === 0 || facts.some(({ type }) => type === 'door-conflict-arose')
  const conflict = conflictArose('undone-but-present', attendeeId, null, toldLate(late))
  const admissions = letIn(state, { host: attendeeId, named, late, context, counted: 0 })
  return orNothing([...(isToldAlready ? [] : [conflict]), ...facts, ...admissions])
}

/** On no list, and for no organisation but their own. */
const letIn = (
  state: State,
  {
    host,
    named,
    late,
    context,
    counted,
  }: {
    host: AttendeeId
    named: Attendee[]
    late: Late | undefined
    context: DecisionContext
    /** How many of them, from the first, were only counted until now. */
    counted: number
  },
): DomainEvent[] =>
  named.flatMap((person, index): DomainEvent[] => {
    const attendee = { ...asWalkIn(state, person), companionOf: host }
    const countedWith = index < counted ? { countedWith: host } : {}
    return [
      { type: 'attendee-added', payload: { attendee } },
      ...(late ? enteredTwice(state, { attendee, partner: null }, { late }, context) : []),
      {
        type: 'attendee-checked-in',
        payload: { attendeeId: person.id, ...countedWith, ...toldLate(late) },
      },
    ]
  })

function requireNew(state: State, named: readonly Attendee[]): void {
  const ids = new Set(named.map(({ id }) => id))
  const known = named.find(({ id }) => state.attendees[id])
  if (known || ids.size < named.length) throw new MappeError('CONFLICT', { attendee: known?.id ?? 'twice' })
}

export const companionEvolvers: Evolvers<CompanionEvents> = {
  'companions-joined': (state, { payload: { attendeeId, by } }) => {
    const arrival = state.arrivals[attendeeId]
    if (arrival) putArrival(state, attendeeId, withCompanions(arrival, companionsIn(arrival) + by))
  },
}

/** The guest a companion came with, as long as that guest is on the list. */
export const hostOf = ({ attendees }: State, { companionOf }: Attendee): Attendee | undefined =>
  companionOf === undefined ? undefined : attendees[companionOf]

/** Companions who are guests of their own: of this guest, and of those in whose place the guest comes. */
export function namedCompanions(state: State, id: AttendeeId): Attendee[] {
  const attendee = state.attendees[id]
  const seats = new Set([id, ...(attendee ? comesFor(state, attendee).map((absent) => absent.id) : [])])
  return Object.values(state.attendees).filter(({ companionOf }) => companionOf && seats.has(companionOf))
}

/** How many more the answer to the invitation lets one expect, besides those named; a stand-in brings what was announced. */
export function expectedCompanions(state: State, { id }: Pick<Attendee, 'id'>): number {
  const announced = announcedCompanions(state, id)
  return announced === 0 ? 0 : Math.max(0, announced - namedCompanions(state, id).length)
}
