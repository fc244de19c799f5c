/** A small door: three partners, a handful of guests, built from the facts as the host would record them. */
import type { RecordedEvent } from '../../../../src/shared/domain/events.ts'
import type { AttendeeId, PartnerId, StationId } from '../../../../src/shared/domain/ids.ts'
import { attendeeSchema, partnerSchema } from '../../../../src/shared/domain/registry/registry.ts'
import type { Attendee, Partner } from '../../../../src/shared/domain/registry/registry.ts'
import { emptyState, evolveAll } from '../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../src/shared/domain/state.ts'

export const partner = (id: string, name: string, shortName = ''): Partner =>
  partnerSchema.parse({ id, name, shortName, role: 'contracting-party' })

export const guest = (id: string, lastName: string, more: Record<string, unknown> = {}): Attendee =>
  attendeeSchema.parse({ id, lastName, ...more })

export const attendeeId = (id: string) => id as AttendeeId
export const partnerId = (id: string) => id as PartnerId

export function doorWith(partners: Partner[], attendees: Attendee[]): State {
  const at = '2026-11-27T16:00:00.000Z'
  const station = 'host' as StationId
  const events: RecordedEvent[] = [
    ...partners.map((partner) => ({ type: 'partner-added' as const, payload: { partner } })),
    ...attendees.map((attendee) => ({ type: 'attendee-added' as const, payload: { attendee } })),
  ].map((event, i) => ({ ...event, seq: i + 1, at, station }))
  return evolveAll(emptyState(), events)
}

/** Somebody comes in, `minute` minutes after five. */
export function arrive(state: State, id: string, minute: number): State {
  const at = `2026-11-27T17:${String(minute).padStart(2, '0')}:00.000Z`
  const event: RecordedEvent = {
    type: 'attendee-checked-in',
    payload: { attendeeId: attendeeId(id) },
    seq: state.seq + 1,
    at,
    station: 'host' as StationId,
  }
  return evolveAll({ ...state, arrivals: { ...state.arrivals } }, [event])
}

/** Somebody on the list answers the invitation. */
export function answer(
  state: State,
  id: string,
  said: { answer: 'accepted' | 'declined' | 'waiting'; companions: number },
): State {
  const event: RecordedEvent = {
    type: 'invitation-answered',
    payload: { attendeeId: attendeeId(id), channel: 'telephone', note: '', ...said },
    seq: state.seq + 1,
    at: '2026-11-01T09:00:00.000Z',
    station: 'host' as StationId,
  }
  return evolveAll({ ...state, registrations: { ...state.registrations } }, [event])
}
