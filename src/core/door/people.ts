/** What several lists say of a person in the same words. */
import { hostOf } from '../../shared/domain/door/companions.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { comesFor } from '../../shared/domain/door/seat.ts'
import { answerOf } from '../../shared/domain/door/registration.ts'
import type { Answer } from '../../shared/domain/door/registration.ts'
import type { State } from '../../shared/domain/state.ts'

/** The organisation's name; empty for one who comes for nobody. */
export const organisationOf = (state: State, { partnerId }: Attendee): string =>
  partnerId === null ? '' : (state.partners[partnerId]?.name ?? '')

const ANSWERS: Record<Answer, string> = {
  accepted: '',
  declined: 'abgesagt',
  waiting: 'Warteliste',
  unanswered: '',
}

/** What is worth knowing about how this person comes to be on the list, and of an arrival that was told late. */
export const remarkOn = (state: State, attendee: Attendee): string =>
  [placeRemark(state, attendee), lateRemark(state, attendee)].filter(Boolean).join('; ')

/** The time is then that of the desk, not of this computer. */
function lateRemark(state: State, { id }: Attendee): string {
  const { at, enteredAt } = state.arrivals[id] ?? {}
  if (enteredAt === undefined) return ''
  return enteredAt === at ? 'nachgetragen, genaue Uhrzeit unbekannt' : 'nachgetragen'
}

function placeRemark(state: State, attendee: Attendee): string {
  const standInId = state.substitutes[attendee.id]
  const standIn = standInId && state.attendees[standInId]
  if (standIn) return `vertreten durch ${fullName(standIn)}`
  const absent = comesFor(state, attendee)
  if (absent.length > 0) return `kommt für ${absent.map(fullName).join(', ')}`
  if (attendee.substituteFor) return 'Vertretung'
  if (attendee.companionOf) {
    const host = hostOf(state, attendee)
    return host ? `Begleitung von ${fullName(host)}` : 'Begleitung'
  }
  if (attendee.origin === 'walk-in') return 'nicht auf der Liste'
  return ANSWERS[answerOf(state, attendee.id)]
}
