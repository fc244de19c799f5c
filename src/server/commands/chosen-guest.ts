/** The person whom a call means: by id, or by the name as it stands on the list. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { organisationOf } from '../../core/door/people.ts'
import { UsageError } from './command-line.ts'

/** UsageError where nobody is meant, or more than one: then it names them with their ids. */
export function chosenGuest(state: State, said: string): Attendee {
  const byId = state.attendees[said as AttendeeId]
  if (byId) return byId
  const wanted = plain(said)
  const found = Object.values(state.attendees).filter((guest) => namesOf(guest).includes(wanted))
  const [only] = found
  if (!only)
    throw new UsageError(
      `„${said}“ steht nicht auf der Liste. Bitte nennen Sie Vor- und Nachnamen oder die ID.`,
    )
  if (found.length > 1)
    throw new UsageError(
      [`„${said}“ steht mehrmals auf der Liste. Bitte nennen Sie die ID:`, ...found.map(lineOn(state))].join(
        '\n',
      ),
    )
  return only
}

const plain = (name: string): string => name.normalize('NFC').trim().toLowerCase()

const namesOf = (guest: Attendee): string[] => {
  const { firstName, lastName } = guest
  return [fullName(guest), `${firstName} ${lastName}`, `${lastName}, ${firstName}`].map(plain)
}

const lineOn = (state: State) => (guest: Attendee) =>
  `  ${guest.id}  ${[fullName(guest), organisationOf(state, guest), guest.function].filter(Boolean).join(', ')}`
