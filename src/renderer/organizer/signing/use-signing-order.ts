/** What the organizer can do with a partner's turn, and the reason that some of it needs. */
import { computed, ref } from 'vue'
import type { AttendeeId, PartnerId, StationId } from '../../../shared/domain/ids.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'
import { openDeskWindow } from './desk-window.ts'
import type { SigningRow } from './rows.ts'

/** What is asked about before it is done, because it needs a reason. */
export type Question = { kind: 'withdraw' | 'redo' | 'paper' | 'cancel'; row: SigningRow }

export function useSigningOrder({ call }: Host) {
  const { isRunning, error, run, clear } = useAction()
  const station = ref<StationId | ''>('')
  const question = ref<Question | null>(null)
  const isAsking = computed({
    get: () => question.value !== null,
    set: (open) => {
      if (!open) question.value = null
    },
  })

  const callPartner = (partnerId: PartnerId, attendeeId: AttendeeId | null) =>
    run(() =>
      command((commandId) =>
        call.signing.call({ partnerId, attendeeId, stationId: station.value || null, commandId }),
      ),
    )

  const moveCall = (partnerId: PartnerId, stationId: StationId) =>
    run(() => command((commandId) => call.signing.moveCall({ partnerId, stationId, commandId })))

  /** Signs in a window on this computer, whatever was planned before. */
  async function signHere(partnerId: PartnerId, attendeeId: AttendeeId | null): Promise<void> {
    const desk = openDeskWindow()
    const isHere = await run(() =>
      command((commandId) => call.signing.signHere({ partnerId, attendeeId, commandId })),
    )
    if (isHere) desk.show()
    else desk.close()
  }

  const cancelCall = (partnerId: PartnerId) =>
    run(() => command((commandId) => call.signing.cancelCall({ partnerId, commandId })))

  function ask(kind: Question['kind'], row: SigningRow): void {
    clear()
    question.value = { kind, row }
  }

  async function answer(reason: string): Promise<void> {
    const asked = question.value
    if (!asked) return
    const isDone = await run(() => send(asked.kind, asked.row.partner.id, reason))
    if (isDone) question.value = null
  }

  function send(kind: Question['kind'], partnerId: PartnerId, reason: string) {
    const { signing } = call
    return command((commandId) => {
      const input = { partnerId, reason, commandId }
      if (kind === 'redo') return signing.redo(input)
      if (kind === 'paper') return signing.leaveToPaper(input)
      return kind === 'cancel' ? signing.cancelCall(input) : signing.withdraw(input)
    })
  }

  return {
    station,
    question,
    isAsking,
    isRunning,
    error,
    callPartner,
    moveCall,
    signHere,
    cancelCall,
    ask,
    answer,
  }
}
