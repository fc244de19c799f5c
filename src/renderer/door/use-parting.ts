/** Parting two who were taken for one: asked about first, with what it means. */
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { State } from '../../shared/domain/state.ts'
import { command } from '../client.ts'
import type { Host } from '../client.ts'
import { useAction } from '../use-action.ts'
import { latestMergeOf, mergesOf } from './merges.ts'

export function useParting(host: Host, state: () => State) {
  const { t } = useI18n()
  const { error, isRunning, run, clear } = useAction()
  const asked = shallowRef<AttendeeId | null>(null)
  /** As things stand now: another desk may be quicker. */
  const row = computed(() => (asked.value === null ? null : latestMergeOf(state(), asked.value)))

  function ask(id: AttendeeId): void {
    clear()
    asked.value = id
  }

  async function part(): Promise<void> {
    if (!row.value) return
    const { keptId, goneId } = row.value
    const reason = t('door.part.reason')
    const send = () =>
      command((commandId) => host.call.checkIn.undoMerge({ commandId, keptId, goneId, reason }))
    if (await run(send)) asked.value = null
  }

  return {
    error,
    isRunning,
    row,
    merges: computed(() => mergesOf(state())),
    ask,
    part,
    close: () => void (asked.value = null),
  }
}
