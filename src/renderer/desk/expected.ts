/** The door as this desk knows it: what the host has told, and on top what the desk has done and the host has not confirmed yet. */
import type { DomainEvent } from '../../shared/domain/events.ts'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import type { Attendee } from '../../shared/domain/registry.ts'
import { evolve } from '../../shared/domain/state.ts'
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
      return state.arrivals[deed.guest.id]
        ? [{ type: 'check-in-undone', payload: { attendeeId: deed.guest.id, reason: deed.reason } }]
        : []
    case 'walk-in':
      return [
        ...(deed.partner && !state.partners[deed.partner.id]
          ? [{ type: 'partner-added' as const, payload: { partner: deed.partner } }]
          : []),
        added({ attendee: deed.attendee }),
        letIn(deed.attendee.id),
      ]
    case 'substitute': {
      const { absentId, substitute, reason } = deed
      const payload = { absentId, substituteId: substitute.id, reason }
      return [
        added({ attendee: substitute }),
        { type: 'attendee-substituted', payload },
        letIn(substitute.id),
      ]
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
    ...named.flatMap((person) => [added({ attendee: person }), letIn(person.id)]),
  ]
}

/** Whom the list has lost comes onto it again. */
const onList = (state: State, guest: Attendee): DomainEvent[] =>
  state.attendees[guest.id] ? [] : [added({ attendee: guest })]

const added = (payload: Extract<DomainEvent, { type: 'attendee-added' }>['payload']): DomainEvent => ({
  type: 'attendee-added',
  payload,
})

const letIn = (attendeeId: AttendeeId, companions = 0): DomainEvent => ({
  type: 'attendee-checked-in',
  payload: { attendeeId, ...(companions > 0 && { companions }) },
})

/** What the door's facts change. */
const copied = (state: State): State => ({
  ...state,
  partners: { ...state.partners },
  attendees: { ...state.attendees },
  arrivals: { ...state.arrivals },
  substitutes: { ...state.substitutes },
  conflicts: { ...state.conflicts },
})
