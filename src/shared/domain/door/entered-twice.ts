/** A guest on no list who may have been entered at another desk, too, while that desk could not or did not see it. */
import type { DecisionContext } from '../decision.ts'
import { conflictArose } from './door-conflict.ts'
import type { DomainEvent } from '../events.ts'
import type { Late } from './late.ts'
import { toldLate } from './late.ts'
import type { AttendeeId } from '../ids.ts'
import type { Attendee, Partner } from '../registry/registry.ts'
import { isProbablySame } from './same-name.ts'
import type { State } from '../state.ts'

/** What the desk knew: told late, it saw nothing of the others; `offered` are those it showed before it went on. */
type Known = { late?: Late | undefined; offered?: readonly AttendeeId[] | undefined }

/** The conflict beside a guest who was probably entered at another desk, too. */
export function enteredTwice(
  state: State,
  person: { attendee: Attendee; partner: Partner | null },
  { late, offered = [] }: Known,
  { station }: DecisionContext,
): DomainEvent[] {
  const partnerOf = ({ partnerId }: Attendee) => (partnerId === null ? undefined : state.partners[partnerId])
  const { attendee, partner } = person
  const own = { attendee, partner: partner ?? partnerOf(attendee) }
  const other = Object.values(state.attendees).find(
    (known) =>
      (known.origin === 'walk-in' || known.origin === 'substitute') &&
      !offered.includes(known.id) &&
      isInElsewhere(state, known.id, station) &&
      isProbablySame(own, { attendee: known, partner: partnerOf(known) }),
  )
  return other ? [conflictArose('entered-twice', other.id, attendee.id, toldLate(late))] : []
}

const isInElsewhere = ({ arrivals }: State, id: AttendeeId, desk: string): boolean =>
  arrivals[id] !== undefined && arrivals[id].station !== desk
