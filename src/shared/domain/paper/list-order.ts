/** The order of a list on paper, the same on the sheet and on the screen where its ticks are entered. */
import type { Attendee } from '../registry/registry.ts'

export type ListOrder = 'name' | 'organisation'

/** As it is sorted and read: "Öztürk, Dr. Ayşe". */
export const listName = ({ lastName, title, firstName }: Attendee): string =>
  [lastName, [title, firstName].filter(Boolean).join(' ')].filter(Boolean).join(', ')

type Row = { name: string; organisation: string }

const german = new Intl.Collator('de', { numeric: true })

const byName = (a: Row, b: Row) => german.compare(a.name, b.name)

/** Compares two rows the German way. */
export function inListOrder(order: ListOrder): (a: Row, b: Row) => number {
  if (order === 'name') return byName
  return (a, b) => german.compare(a.organisation, b.organisation) || byName(a, b)
}
