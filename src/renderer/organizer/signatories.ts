/** Who may sign for each partner, asked for all partners at once: the domain's rule over one pass through the guests. */
import type { AttendeeId, PartnerId } from '../../shared/domain/ids.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { signatoriesOf } from '../../shared/domain/signing/turn.ts'
import type { State } from '../../shared/domain/state.ts'

/** The signatories of any partner; as `signatoriesOf`, which alone would look through all guests for every partner. */
export function signatoriesIn(state: State): (partnerId: PartnerId) => Attendee[] {
  const own = new Map<PartnerId, Record<AttendeeId, Attendee>>()
  for (const attendee of Object.values(state.attendees)) {
    if (!attendee.maySign || attendee.partnerId === null) continue
    const people = own.get(attendee.partnerId) ?? {}
    people[attendee.id] = attendee
    own.set(attendee.partnerId, people)
  }
  // whoever stands in for somebody of a partner may belong to another one, or to none
  for (const [id, { guestId }] of Object.entries(state.standIns)) {
    const absent = state.attendees[id as AttendeeId]
    const guest = state.attendees[guestId]
    if (!guest || !absent?.partnerId) continue
    own.set(absent.partnerId, { ...own.get(absent.partnerId), [absent.id]: absent, [guest.id]: guest })
  }
  return (partnerId) => signatoriesOf({ ...state, attendees: own.get(partnerId) ?? {} }, partnerId)
}
