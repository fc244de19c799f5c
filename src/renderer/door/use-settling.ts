/** Settling a conflict at the door: one tap, and for another person their name. */
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Settlement } from '../../shared/domain/door/door-conflict.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'
import { command } from '../client.ts'
import type { Host } from '../client.ts'
import { newAttendeeId } from '../ids.ts'
import { useAction } from '../use-action.ts'
import type { ConflictRow } from './conflicts.ts'
import { strangerNamed } from './stranger.ts'

export function useSettling(host: Host, state: () => State) {
  const { t } = useI18n()
  const { error, isRunning, run } = useAction()
  /** The conflict whose other person is being named. */
  const naming = shallowRef<ConflictRow | null>(null)

  const send = (row: ConflictRow, settlement: Settlement, attendee?: Attendee) =>
    run(() =>
      command((commandId) =>
        host.call.checkIn.settle({
          commandId,
          conflict: row.seq,
          settlement,
          reason: t(`door.settled.${settlement}`),
          ...(attendee && { attendee }),
        }),
      ),
    )

  async function settle(row: ConflictRow, settlement: Settlement): Promise<void> {
    if (settlement === 'other-person') naming.value = row
    else await send(row, settlement)
  }

  async function name(typed: string): Promise<void> {
    const row = naming.value
    if (!row) return
    const partnerId = state().attendees[row.attendeeId]?.partnerId ?? null
    const stranger = strangerNamed(typed || t('door.unknownName'), partnerId, newAttendeeId())
    if (await send(row, 'other-person', stranger)) naming.value = null
  }

  return { error, isRunning, naming, settle, name, cancel: () => (naming.value = null) }
}
