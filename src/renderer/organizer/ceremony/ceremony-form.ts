/** The ceremony as a form: an editable copy, its agenda rows, and what is still missing. */
import type { AgendaItem, Ceremony } from '../../../shared/domain/evening/ceremony.ts'

/** A new ceremony begins today; the rest is for the organizer to say. */
export const blankCeremony = (today: string): Ceremony => ({
  title: '',
  host: '',
  date: today,
  time: '18:00',
  room: '',
  address: '',
  town: '',
  capacity: null,
  agenda: [],
  contractForm: 'unsure',
  liveInk: true,
  note: '',
})

export const blankAgendaItem = (): AgendaItem => ({ title: '', speaker: '', minutes: null })

/** The row moved by one place; unchanged at the ends. */
export function movedItem<Item>(items: readonly Item[], from: number, by: -1 | 1): Item[] {
  const to = from + by
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  const rest = items.toSpliced(from, 1)
  return rest.toSpliced(to, 0, item)
}

/** Rows that nobody filled in are not agenda items. */
export const withoutEmptyRows = (ceremony: Ceremony): Ceremony => ({
  ...ceremony,
  agenda: ceremony.agenda.filter(({ title }) => title.trim() !== ''),
})
