/** The last import as it stands, and taking it back. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import { undoOf } from '../../../../shared/domain/list-import.ts'
import { fullName } from '../../../../shared/domain/registry.ts'
import { command } from '../../../client.ts'
import type { Host } from '../../../client.ts'
import { useCeremonyStore } from '../../../stores/ceremony.ts'
import { useAction } from '../../../use-action.ts'

export function useUndoImport({ call }: Host) {
  const { state } = storeToRefs(useCeremonyStore())
  const { isRunning, error, run } = useAction()
  const last = computed(() => {
    const { lastImport } = state.value
    if (!lastImport || lastImport.fileName === '') return null
    const { importId, fileName, at, added, changed, removed } = lastImport
    const counts = { added: added.length, changed: Object.keys(changed).length, removed: removed.length }
    return { importId, fileName, at, counts }
  })

  /** What would happen; asked for when the dialog opens, for it walks through all guests. */
  function foresee() {
    const undo = undoOf(state.value)
    const names = (undo?.kept ?? []).flatMap((id) => {
      const guest = state.value.attendees[id]
      return guest ? [fullName(guest)] : []
    })
    return { kept: names, isPossible: (undo?.events.length ?? 0) > 0 }
  }

  async function takeBack(): Promise<boolean> {
    const importId = last.value?.importId
    if (importId === undefined) return false
    return run(() => command((commandId) => call.registry.undoImport({ importId, commandId })))
  }

  return { last, isRunning, error, foresee, takeBack }
}
