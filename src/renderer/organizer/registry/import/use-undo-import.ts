/** The imports that can be taken back, and what taking one back would leave. */
import { storeToRefs } from 'pinia'
import { computed } from 'vue'
import type { ImportId } from '../../../../shared/domain/ids.ts'
import type { ImportRecord } from '../../../../shared/domain/registry/import-record.ts'
import { KEPT_REASONS, undoOf } from '../../../../shared/domain/registry/import-undo.ts'
import type { KeptReason } from '../../../../shared/domain/registry/import-undo.ts'
import { fullName } from '../../../../shared/domain/registry/registry.ts'
import type { State } from '../../../../shared/domain/state.ts'
import { command } from '../../../client.ts'
import type { Host } from '../../../client.ts'
import { useCeremonyStore } from '../../../stores/ceremony.ts'
import { useAction } from '../../../use-action.ts'

export type PastImport = {
  importId: ImportId
  fileName: string
  at: string
  counts: { added: number; changed: number; removed: number }
}
/** `kept`: the names of those who stay, by why they do. */
export type ForeseenUndo = { kept: { reason: KeptReason; names: string[] }[]; isPossible: boolean }

export function useUndoImport({ call }: Host) {
  const { state } = storeToRefs(useCeremonyStore())
  const { isRunning, error, run } = useAction()
  /** The latest first. */
  const imports = computed(() => state.value.imports.filter(isWhole).map(pastImport).toReversed())

  /** Asked for when the dialog opens, for it walks through all guests. */
  const foresee = (importId: ImportId): ForeseenUndo => foreseenIn(state.value, importId)
  const takeBack = (importId: ImportId): Promise<boolean> =>
    run(() => command((commandId) => call.registry.undoImport({ importId, commandId })))

  return { imports, isRunning, error, foresee, takeBack }
}

const isWhole = ({ fileName }: ImportRecord): boolean => fileName !== ''

const pastImport = ({ importId, fileName, at, added, changed, removed }: ImportRecord): PastImport => ({
  importId,
  fileName,
  at,
  counts: {
    added: Object.keys(added).length,
    changed: Object.keys(changed).length,
    removed: removed.length,
  },
})

export function foreseenIn(state: State, importId: ImportId): ForeseenUndo {
  const undo = undoOf(state, importId)
  const byReason = Map.groupBy(undo?.kept ?? [], ({ reason }) => reason)
  const kept = KEPT_REASONS.flatMap((reason) => {
    const names = (byReason.get(reason) ?? []).flatMap(({ attendeeId }) => {
      const guest = state.attendees[attendeeId]
      return guest ? [fullName(guest)] : []
    })
    return names.length > 0 ? [{ reason, names }] : []
  })
  return { kept, isPossible: (undo?.events.length ?? 0) > 0 }
}
