/** The door as this desk knows it: what the host has told, and on top what the desk has done and the host has not confirmed yet. */
import type { DomainEvent } from '../../shared/domain/events.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { evolve } from '../../shared/domain/evolve.ts'
import type { State } from '../../shared/domain/state.ts'
import type { Act, Deed } from './act.ts'

type Desk = {
  station: StationId | null
  /** Milliseconds by which the host's clock is ahead of this device's. */
  hostAhead: number
}

/** A new state; the given one stays as it was. Acts the host's facts already contain, or that it refused, are left out. */
export function expectedState(state: State, acts: readonly Act[], { station, hostAhead }: Desk): State {
  const open = acts.filter(({ seq, refused }) => refused === null && (seq === null || seq > state.seq))
  if (open.length === 0) return state
  const next = copied(state)
  for (const act of open) {
    const stamp = {
      seq: state.seq,
      at: new Date(act.at + hostAhead).toISOString(),
      station: act.station ?? station ?? ('desk' as StationId),
    }
    for (const fact of expectedFacts(next, act.deed)) evolve(next, { ...fact, ...stamp })
  }
  return next
}

/** What the act comes to if the host knows no more than this desk. */
export function expectedFacts(state: State, deed: Deed): DomainEvent[] {
  switch (deed.type) {
    case 'check-in':
      return state.arrivals[deed.guest.id]
        ? []
        : [...onList(state, deed.guest), letIn(deed.guest.id, deed.companions)]
    case 'undo':
      return state.arrivals[deed.guest.id] ? [takenBack(deed)] : []
    case 'walk-in':
      return [
        ...(deed.partner && !state.partners[deed.partner.id]
          ? [{ type: 'partner-added' as const, payload: { partner: deed.partner } }]
          : []),
        added({ attendee: deed.attendee }),
        letIn(deed.attendee.id),
      ]
    case 'substitute': {
      const { absentId, substitute, reason, companions } = deed
      const payload = { absentId, substituteId: substitute.id, reason }
      return [
        added({ attendee: substitute }),
        { type: 'attendee-substituted', payload },
        letIn(substitute.id, companions),
      ]
    }
    case 'stand-in':
      return standingIn(state, deed)
    case 'undo-stand-in': {
      const { absentId, guest, reason } = deed
      return state.standIns[absentId]
        ? [{ type: 'stand-in-undone', payload: { absentId, guestId: guest.id, reason } }]
        : []
    }
    case 'companions':
      return joining(state, deed)
    case 'delegation':
      return deed.guests
        .filter(({ guest }) => !state.arrivals[guest.id])
        .flatMap(({ guest, companions }) => [...onList(state, guest), letIn(guest.id, companions)])
  }
}

function joining(state: State, { guest, by, named }: Extract<Deed, { type: 'companions' }>): DomainEvent[] {
  const isIn = state.arrivals[guest.id] !== undefined
  return [
    ...(isIn
      ? [{ type: 'companions-joined' as const, payload: { attendeeId: guest.id, by } }]
      : [...onList(state, guest), letIn(guest.id, Math.max(by, 0))]),
    ...named.flatMap((person, index) => [
      added({ attendee: person }),
      letIn(person.id, 0, isIn && index < -by ? guest.id : undefined),
    ]),
  ]
}

const takenBack = ({ guest, reason, hasLeft }: Extract<Deed, { type: 'undo' }>): DomainEvent => ({
  type: 'check-in-undone',
  payload: { attendeeId: guest.id, reason, ...(hasLeft && { hasLeft }) },
})

function standingIn(
  state: State,
  { absentId, guest, terms, reason, companions }: Extract<Deed, { type: 'stand-in' }>,
): DomainEvent[] {
  const isIn = state.arrivals[guest.id] !== undefined
  const more: DomainEvent[] =
    companions > 0 ? [{ type: 'companions-joined', payload: { attendeeId: guest.id, by: companions } }] : []
  const forThisSeat = isIn && companions > 0 ? { ...terms, companions } : terms
  return [
    ...(isIn ? more : [...onList(state, guest), letIn(guest.id, companions)]),
    {
      type: 'attendee-substituted',
      payload: { absentId, substituteId: guest.id, reason, terms: forThisSeat },
    },
  ]
}

/** Whom the list has lost comes onto it again. */
const onList = (state: State, guest: Attendee): DomainEvent[] =>
  state.attendees[guest.id] ? [] : [added({ attendee: guest })]

const added = (payload: Extract<DomainEvent, { type: 'attendee-added' }>['payload']): DomainEvent => ({
  type: 'attendee-added',
  payload,
})

const letIn = (attendeeId: AttendeeId, companions = 0, countedWith?: AttendeeId): DomainEvent => ({
  type: 'attendee-checked-in',
  payload: { attendeeId, ...(companions > 0 && { companions }), ...(countedWith && { countedWith }) },
})

/** What the door's facts change. */
const copied = (state: State): State => ({
  ...state,
  partners: { ...state.partners },
  attendees: { ...state.attendees },
  arrivals: { ...state.arrivals },
  substitutes: { ...state.substitutes },
  standIns: { ...state.standIns },
  conflicts: { ...state.conflicts },
})
