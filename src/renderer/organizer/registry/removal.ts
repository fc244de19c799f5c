/** What was just removed from the registry, with all that is needed to bring it back. */
import type { Registration } from '../../../shared/domain/door/registration.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee, Partner } from '../../../shared/domain/registry/registry.ts'
import type { State } from '../../../shared/domain/state.ts'
import { command } from '../../client.ts'
import type { Calls } from '../../client.ts'

export type Removal =
  | { kind: 'partner'; name: string; partner: Partner }
  | { kind: 'attendee'; name: string; attendee: Attendee; registration: Registration | null }

export const partnerRemoval = (partner: Partner): Removal => ({
  kind: 'partner',
  name: partner.name,
  partner,
})

/** Read before the removal. Null for a guest who comes for another, or for whom another comes: that could not be brought back with it. */
export function attendeeRemoval(state: State, id: AttendeeId): Removal | null {
  const attendee = state.attendees[id]
  if (!attendee || isTied(state, attendee)) return null
  const registration = state.registrations[id] ?? null
  return { kind: 'attendee', name: fullName(attendee), attendee, registration }
}

const isTied = ({ substitutes, standIns }: State, { id, substituteFor }: Attendee): boolean =>
  substituteFor !== null ||
  substitutes[id] !== undefined ||
  standIns[id] !== undefined ||
  Object.values(substitutes).includes(id)

/** Brings it back as it was, under the same id: the code of an invitation opens the door again. Done twice, it changes nothing. */
export async function bringBack(call: BringingBack, removal: Removal): Promise<void> {
  if (removal.kind === 'partner') {
    const { partner } = removal
    return void (await command((commandId) => call.registry.savePartner({ partner, commandId })))
  }
  const { attendee, registration } = removal
  await command((commandId) => call.registry.saveAttendee({ attendee, commandId }))
  if (registration) await answerAgain(call, attendee, registration)
}

type BringingBack = Pick<Calls, 'registry' | 'registration'>

async function answerAgain(
  { registration: answers }: BringingBack,
  attendee: Attendee,
  { answer, channel, companions, note }: Registration,
): Promise<void> {
  const said = { channel, note }
  if (answer === 'declined') {
    const attendeeId = attendee.id
    return void (await command((commandId) => answers.decline({ attendeeId, ...said, commandId })))
  }
  // who waited asks anew, and stands behind those who wait by now
  const asked = { ...said, attendee, partner: null, companions, evenIfFull: answer === 'accepted' }
  await command((commandId) => answers.register({ ...asked, commandId }))
}
