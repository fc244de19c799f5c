/** Entries that were taken for one person, as people read them. */
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { MergeRecord } from '../../shared/domain/door/merge-record.ts'
import { mergeHindrance, stayingWith } from '../../shared/domain/door/merge-undo.ts'
import type { MergeHindrance, Staying } from '../../shared/domain/door/merge-undo.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { State } from '../../shared/domain/state.ts'

export type MergedRow = {
  keptId: AttendeeId
  goneId: AttendeeId
  name: string
  /** The name of the entry that went. */
  other: string
  at: string
  /** What has happened since and stays with the one who was kept. */
  staying: Staying[]
  hindrance: MergeHindrance | null
}

/** The latest first. */
export const mergesOf = (state: State): MergedRow[] =>
  state.merges.toReversed().flatMap((record) => rowOf(state, record) ?? [])

/** What can be taken apart first. */
export function latestMergeOf(state: State, id: AttendeeId): MergedRow | null {
  const record = state.merges.findLast(({ keptId }) => keptId === id)
  return record ? rowOf(state, record) : null
}

function rowOf(state: State, record: MergeRecord): MergedRow | null {
  const { keptId, goneId, gone, at } = record
  const kept = state.attendees[keptId]
  if (!kept) return null
  return {
    keptId,
    goneId,
    name: fullName(kept),
    other: fullName(gone),
    at,
    staying: stayingWith(state, record),
    hindrance: mergeHindrance(state, record),
  }
}
