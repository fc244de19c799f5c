/** What the lists after one import say of a guest: taking that import back must not contradict them. */
import type { AttendeeId } from '../ids.ts'
import type { ImportRecord } from './import-record.ts'
import type { ListedField } from './list-columns.ts'
import type { Attendee } from './registry.ts'
import type { State } from '../state.ts'

export type LaterLists = {
  holds: (id: AttendeeId) => boolean
  says: (id: AttendeeId, field: keyof Attendee) => boolean
}

/** Of imports from before it was noted whom they left as they were, only the changed guests are known. */
export function laterLists({ imports, rowNumbers }: State, record: ImportRecord): LaterLists {
  const later = imports.slice(imports.indexOf(record) + 1).map((each) => ({
    changed: each.changed,
    rows: each.alsoListed?.rows ?? [],
    fields: new Set(each.alsoListed?.fields.map(heldIn)),
  }))
  type Later = (typeof later)[number]
  const isIn = ({ changed, rows }: Later, id: AttendeeId): boolean =>
    changed[id] !== undefined || isAmong(rows, rowNumbers[id])
  return {
    holds: (id) => later.some((list) => isIn(list, id)),
    says: (id, field) =>
      later.some(
        (list) =>
          list.changed[id]?.some((change) => change.field === field) ||
          (list.fields.has(field) && isIn(list, id)),
      ),
  }
}

/** The property that holds what a list says. */
function heldIn(field: ListedField): keyof Attendee {
  if (field === 'organisation') return 'partnerId'
  return field === 'precedence' || field === 'greetedBy' ? 'honour' : field
}

/** Halves the ascending pairs until the one is left that could hold the number. */
function isAmong(rows: readonly [number, number][], number: number | undefined): boolean {
  if (number === undefined) return false
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const [from, to] = rows[middle] ?? [0, 0]
    if (number < from) high = middle
    else if (number > to) low = middle + 1
    else return true
  }
  return false
}
