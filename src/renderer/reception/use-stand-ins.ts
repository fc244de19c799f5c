/** Somebody comes for a guest at this desk: a stranger, or a guest of the list who comes for both. */
import type { Ref } from 'vue'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import type { Deed } from '../desk/act.ts'
import type { About, Outcome } from './outcome.ts'
import { nameOf } from './rows.ts'
import type { SubstituteAnswer } from './use-substitute-form.ts'

export type StandInParts = {
  state: Readonly<Ref<State>>
  guestOf: (id: AttendeeId) => Attendee
  act: (id: AttendeeId, run: () => Promise<Outcome>) => Promise<boolean>
  perform: (type: Outcome['type'], about: About, deed: Deed) => Promise<Outcome>
  admit: (about: About, deed: Deed) => Promise<Outcome>
  offerUndo: (id: AttendeeId) => void
}

export function useStandIns({ state, guestOf, act, perform, admit, offerUndo }: StandInParts) {
  const substitute = (absentId: AttendeeId, answer: SubstituteAnswer): Promise<boolean> =>
    act(absentId, () => {
      const standsInFor = nameOf(state.value, absentId) ?? ''
      const { reason, companions } = answer
      if (answer.type === 'guest') return standIn(absentId, answer, standsInFor)
      const { person } = answer
      const deed: Deed = { type: 'substitute', absentId, substitute: person, reason, companions }
      return admit({ ...named(person), standsInFor, companions, isNew: true }, deed)
    })

  async function standIn(
    absentId: AttendeeId,
    { guestId, terms, reason, companions }: Extract<SubstituteAnswer, { type: 'guest' }>,
    standsInFor: string,
  ): Promise<Outcome> {
    const guest = guestOf(guestId)
    const wasIn = state.value.arrivals[guestId] !== undefined
    const deed: Deed = { type: 'stand-in', absentId, guest, terms, reason, companions, wasIn }
    const about = { ...named(guest), standsInFor, companions }
    if (!wasIn) return admit(about, deed)
    const outcome = await perform('stands-in', { ...about, absentId }, deed)
    offerUndo(guestId)
    return outcome
  }

  /** The guest stays in; the other is expected again. */
  const undoStandIn = (absentId: AttendeeId, reason: string): Promise<boolean> =>
    act(absentId, async () => {
      const about = named(guestOf(absentId))
      const guestId = state.value.standIns[absentId]?.guestId
      const guest = guestOf(guestId ?? absentId)
      return perform('stand-in-undone', about, { type: 'undo-stand-in', absentId, guest, reason })
    })

  return { substitute, undoStandIn }
}

const named = (attendee: Attendee) => ({ id: attendee.id, name: fullName(attendee) })
