/** What in the list of guests has changed since the search index last saw it. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'

/** A guest as the index knows them; facts replace these objects, so being the same means being unchanged. */
export type Guest = { attendee: Attendee; partner: Partner | undefined }
export type Guests = Map<AttendeeId, Guest>

export const guestOf = (state: State, attendee: Attendee): Guest => ({
  attendee,
  partner: attendee.partnerId === null ? undefined : state.partners[attendee.partnerId],
})

/** Who is new or changed, themselves or their organisation, and who is gone. */
export function changedGuests(known: Guests, state: State): { put: Guest[]; gone: AttendeeId[] } {
  const put: Guest[] = []
  for (const attendee of Object.values(state.attendees)) {
    const guest = guestOf(state, attendee)
    const before = known.get(attendee.id)
    if (before?.attendee !== attendee || before.partner !== guest.partner) put.push(guest)
  }
  return { put, gone: [...known.keys()].filter((id) => !state.attendees[id]) }
}
