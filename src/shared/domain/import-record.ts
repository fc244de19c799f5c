/** Remembers what the last import changed, so that it can be taken back. */
import type { AttendeeId, ImportId, PartnerId } from './ids.ts'
import type { Attendee, Partner } from './registry.ts'
import type { State } from './state.ts'

export type ImportRecord = {
  importId: ImportId
  at: string
  /** Empty until the whole list is in. */
  fileName: string
  partners: PartnerId[]
  added: AttendeeId[]
  changed: Record<AttendeeId, { before: Attendee; after: Attendee }>
  removed: Attendee[]
}

type Change = { before: Attendee | null; after: Attendee | null }

/** Facts without an id come from no import. */
export function recordGuest(state: State, at: string, importId: ImportId | undefined, change: Change): void {
  if (importId === undefined) return
  const record = recordOf(state, importId, at)
  const { before, after } = change
  if (before && after) record.changed[after.id] = { before, after }
  else if (after) record.added.push(after.id)
  else if (before) record.removed.push(before)
}

export function recordPartner(
  state: State,
  at: string,
  { partner, importId }: { partner: Partner; importId?: ImportId },
): void {
  if (importId !== undefined) recordOf(state, importId, at).partners.push(partner.id)
}

/** The record of this import; the first fact of another one begins anew. */
export function recordOf(state: State, importId: ImportId, at: string): ImportRecord {
  if (state.lastImport?.importId === importId) return state.lastImport
  const record = { importId, at, fileName: '', partners: [], added: [], changed: {}, removed: [] }
  state.lastImport = record
  return record
}
