/** Whom a list found on the register and left as they are, in few words: as runs of row numbers. */
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { fieldsOf } from './field-changes.ts'
import type { KnownRegistry, ListReading } from './list-reading.ts'
import type { ListTable } from './list-table.ts'

export function alsoListed(
  guests: readonly Attendee[],
  { attendees, rowNumbers = [] }: KnownRegistry,
  { columns }: ListTable,
): ListReading['alsoListed'] {
  const left = new Set(guests)
  const numbers = attendees.flatMap((attendee, at) => (left.has(attendee) ? (rowNumbers[at] ?? []) : []))
  return { rows: runsOf(numbers), fields: fieldsOf(new Set(columns.map(({ target }) => target))) }
}

/** 5, 3, 4, 9 becomes 3–5, 9–9. Numbers begin at 1; the unknown 0 is passed over. */
function runsOf(numbers: readonly number[]): [from: number, to: number][] {
  const runs: [from: number, to: number][] = []
  for (const number of numbers.filter((each) => each > 0).toSorted((a, b) => a - b)) {
    const last = runs.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else runs.push([number, number])
  }
  return runs
}
