/** Remembers what each import changed, so that it can be taken back; as little of it as that needs. */
import { fingerprintOf } from './fingerprint.ts'
import type { AttendeeId, ImportId, PartnerId } from '../ids.ts'
import type { ListedField } from './list-columns.ts'
import type { Attendee, Partner } from './registry.ts'
import type { State } from '../state.ts'

/** What the import made of one field; a side is absent where the guest had no such field. */
export type FieldChanged = { field: keyof Attendee; before?: unknown; after?: unknown }

/**
 * Guests whom a list found on the register and left as they are, named by the numbers of their rows: a list of 10,000 that
 * brings nothing new is one pair.
 */
export type AlsoListed = {
  /** From and to, both included, in ascending order. */
  rows: [from: number, to: number][]
  /** What the list's columns say of a guest. */
  fields: ListedField[]
}

export type ImportRecord = {
  importId: ImportId
  at: string
  /** Empty until the whole list is in. */
  fileName: string
  /** New organisations and guests, each with the fingerprint of how they came: whoever has another by now was changed since. */
  partners: Record<PartnerId, number>
  added: Record<AttendeeId, number>
  changed: Record<AttendeeId, FieldChanged[]>
  removed: Attendee[]
  /** Absent where it found nobody, and in journals from before it was noted. */
  alsoListed?: AlsoListed
}

/** Older imports than these are forgotten: they can no longer be taken back. */
export const MOST_IMPORTS = 20

type Change = { before: Attendee | null; after: Attendee | null }

/** Facts without an id come from no import. */
export function recordGuest(state: State, at: string, importId: ImportId | undefined, change: Change): void {
  if (importId === undefined) return
  const record = recordOf(state, importId, at)
  const { before, after } = change
  if (before && after) record.changed[after.id] = fieldsChanged(before, after)
  else if (after) record.added[after.id] = fingerprintOf(after)
  else if (before) record.removed.push(before)
}

export function recordPartner(
  state: State,
  at: string,
  { partner, importId }: { partner: Partner; importId?: ImportId },
): void {
  if (importId !== undefined) recordOf(state, importId, at).partners[partner.id] = fingerprintOf(partner)
}

/** The record of this import; the first fact of another one begins a new one. */
export function recordOf(state: State, importId: ImportId, at: string): ImportRecord {
  const last = state.imports.at(-1)
  if (last?.importId === importId) return last
  const record = { importId, at, fileName: '', partners: {}, added: {}, changed: {}, removed: [] }
  state.imports = [...state.imports, record].slice(-MOST_IMPORTS)
  return record
}

/** The import is no longer to be taken back. Organisations of it that stay go with the next import that needs them no more. */
export function forgetImport(state: State, importId: ImportId): void {
  const record = state.imports.find((each) => each.importId === importId)
  state.imports = state.imports.filter((each) => each !== record)
  const heir = state.imports.at(-1)
  if (heir && record) heir.partners = { ...record.partners, ...heir.partners }
}

function fieldsChanged(before: Attendee, after: Attendee): FieldChanged[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Attendee>
  return [...fields]
    .filter((field) => !isSameValue(before[field], after[field]))
    .map((field) => ({
      field,
      ...(before[field] !== undefined && { before: before[field] }),
      ...(after[field] !== undefined && { after: after[field] }),
    }))
}

/** Values of a field are plain JSON. */
export const isSameValue = (one: unknown, other: unknown): boolean =>
  one === other || JSON.stringify(one) === JSON.stringify(other)
