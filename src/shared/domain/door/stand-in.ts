/** A guest of the list who also comes for another one: counted once, and the other is expected again when it is taken back. */
import { z } from 'zod'
import type { CheckInEvents } from './check-in.ts'
import type { Decision, DecisionContext, Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import { conflictArose } from './door-conflict.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { companionsIn, companionsSchema, putArrival, withCompanions } from './heads.ts'
import { attendeeIdSchema, lineSchema, noteSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import { admitted, lateCheckIn } from './late-arrival.ts'
import { lateSchema, toldLate } from './late.ts'
import type { Late, ToldLate } from './late.ts'
import { attendeeOf, attendeeSchema, capacitySchema } from '../registry/registry.ts'
import { nowKnownAs } from './merging.ts'
import { endStandIn } from './seat.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

export const standInTermsSchema = z.strictObject({
  /** Signs for the organisation of whom they stand in for, in this capacity. */
  maySign: z.boolean().default(false),
  capacity: capacitySchema.default('i.V.'),
  authoritySeenBy: lineSchema.default(''),
  /** Sits on the other's seat instead of the own one. */
  takesSeat: z.boolean().default(false),
})
export type StandInTerms = z.infer<typeof standInTermsSchema>

/** How a guest of the list stands in for another one. */
export type StandIn = StandInTerms & {
  guestId: AttendeeId
  /** Who came along for that seat when the guest was in already; absent for none. */
  companions?: number
}

export const standInCommands = {
  /** A guest of the list comes for another one, too, and is let in if that has not been done. */
  'stand-in': z.strictObject({
    absentId: attendeeIdSchema,
    guestId: attendeeIdSchema,
    terms: standInTermsSchema,
    reason: noteSchema.default(''),
    /** Who comes along, only counted: with the guest, or in addition if the guest is in. */
    companions: companionsSchema.default(0),
    /** The guest was in already, as the desk saw it. */
    wasIn: z.boolean().default(false),
    late: lateSchema.optional(),
    /** The guest as the desk knew them, in case the list has lost them since. */
    guest: attendeeSchema.optional(),
  }),
  /** The guest stays in, for themselves; the other is expected again. */
  'undo-stand-in': z.strictObject({
    absentId: attendeeIdSchema,
    reason: noteSchema.min(1),
    late: lateSchema.optional(),
  }),
}

export type StandInEvents = {
  'stand-in-undone': { absentId: AttendeeId; guestId: AttendeeId; reason: string } & ToldLate
}

type StandInCommand = z.infer<(typeof standInCommands)['stand-in']>

export const standInDeciders: Deciders<typeof standInCommands> = {
  /** NOT_FOUND · NOT_ALLOWED_NOW { reason: 'checked-in' } · CONFLICT { reason: 'already-substituted' } · INPUT_INVALID for oneself. */
  'stand-in': (state, command, context) => {
    const { absentId, guestId, late } = command
    if (absentId === guestId) throw new MappeError('INPUT_INVALID', { field: 'guestId' })
    if (late) return lateStandIn(state, command, late, context)
    attendeeOf(state, absentId)
    attendeeOf(state, guestId)
    if (state.substitutes[absentId] === guestId) return unchanged({ type: 'nothing-to-do' })
    if (state.arrivals[absentId]) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'checked-in' })
    if (state.substitutes[absentId]) throw new MappeError('CONFLICT', { reason: 'already-substituted' })
    const isIn = state.arrivals[guestId] !== undefined
    const coming = isIn ? joined(command) : [admitted(guestId, command.companions)]
    return happened(...coming, substituted(command, isIn))
  },
  'undo-stand-in': (state, { absentId, reason, late }) => {
    const standIn = state.standIns[absentId]
    if (!standIn) return unchanged({ type: 'nothing-to-do' })
    const payload = { absentId, guestId: standIn.guestId, reason, ...toldLate(late) }
    return happened({ type: 'stand-in-undone', payload })
  },
}

/** The guest stands in the hall; whether somebody else came for the same seat, or its owner, is told as a conflict. */
function lateStandIn(state: State, told: StandInCommand, late: Late, context: DecisionContext): Decision {
  const absentId = nowKnownAs(state, told.absentId)
  const guestId = nowKnownAs(state, told.guestId)
  const command = { ...told, absentId, guestId }
  const { guest, companions, wasIn } = command
  const isIn = wasIn && state.arrivals[guestId] !== undefined
  const arrival = isIn ? null : lateCheckIn(state, { attendeeId: guestId, guest, companions, late }, context)
  const coming = arrival ? ('events' in arrival ? arrival.events : []) : joined(command, late)
  const isKnown = state.attendees[guestId] !== undefined || guest !== undefined
  const other = state.substitutes[absentId]
  if (!isKnown || !state.attendees[absentId] || other === guestId) return orNothing(coming)
  const when = toldLate(late)
  if (other !== undefined) return happened(...coming, conflictArose('two-stand-ins', other, guestId, when))
  const isAbsentIn = state.arrivals[absentId] !== undefined
  const conflict = isAbsentIn ? [conflictArose('stand-in-and-absent', absentId, guestId, when)] : []
  return happened(...coming, ...conflict, substituted(command, isIn))
}

const orNothing = (events: DomainEvent[]): Decision =>
  events.length > 0 ? happened(...events) : unchanged({ type: 'nothing-to-do' })

const joined = ({ guestId, companions }: StandInCommand, late?: Late): DomainEvent[] =>
  companions === 0
    ? []
    : [
        {
          type: 'companions-joined',
          payload: { attendeeId: guestId, by: companions, ...toldLate(late) },
        },
      ]

const substituted = (
  { absentId, guestId, terms, reason, companions }: StandInCommand,
  wasIn: boolean,
): { type: 'attendee-substituted'; payload: CheckInEvents['attendee-substituted'] } => ({
  type: 'attendee-substituted',
  payload: {
    absentId,
    substituteId: guestId,
    reason,
    terms: { ...terms, ...(wasIn && companions > 0 && { companions }) },
  },
})

export const standInEvolvers: Evolvers<StandInEvents> = {
  'stand-in-undone': (state, { payload: { absentId, guestId } }) => {
    const companions = state.standIns[absentId]?.companions ?? 0
    endStandIn(state, absentId)
    const arrival = state.arrivals[guestId]
    if (arrival && companions > 0)
      putArrival(state, guestId, withCompanions(arrival, companionsIn(arrival) - companions))
  },
}
