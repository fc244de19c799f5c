/** Rows of the attendance list as they stand on the sheet, and the hours noted on it as instants. */
import type { Ceremony } from '../../../shared/domain/evening/ceremony.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { inListOrder, listName } from '../../../shared/domain/paper/list-order.ts'
import type { ListOrder } from '../../../shared/domain/paper/list-order.ts'
import { codeOf } from '../../../shared/domain/paper/paper.ts'
import { localDay } from '../../clock.ts'
import type { State } from '../../../shared/domain/state.ts'

export type PaperRow = { id: AttendeeId; code: string; name: string; organisation: string; isIn: boolean }

/** One guest as a row of the sheet. */
export function paperRow(state: State, id: AttendeeId): PaperRow | null {
  const guest = state.attendees[id]
  if (!guest) return null
  const organisation = guest.partnerId === null ? '' : (state.partners[guest.partnerId]?.name ?? '')
  const isIn = state.arrivals[id] !== undefined
  return { id, code: codeOf(state, id), name: listName(guest), organisation, isIn }
}

/** All rows in the order of the sheet. */
export const paperRows = (state: State, order: ListOrder): PaperRow[] =>
  Object.values(state.attendees)
    .flatMap(({ id }) => paperRow(state, id) ?? [])
    .toSorted(inListOrder(order))

type Evening = Pick<Ceremony, 'date' | 'time' | 'agenda'>

/**
 * The evening that hours on a sheet belong to: the day of the ceremony, unless the desks have let in guests on other days alone
 * (one that was put off, or a trial with the sample). Null without a ceremony.
 */
export function eveningOf({ ceremony, arrivals }: State): Evening | null {
  if (!ceremony) return null
  const days = Object.values(arrivals)
    .filter(({ fromPaper }) => !fromPaper)
    .map(({ at }) => localDay(new Date(at)))
  if (days.length === 0 || days.includes(ceremony.date)) return ceremony
  const [[busiest = ceremony.date] = []] = [...Map.groupBy(days, (day) => day)].toSorted(
    ([, a], [, b]) => b.length - a.length,
  )
  return { ...ceremony, date: busiest }
}

/**
 * An hour (HH:MM) of the evening's day, or of today where none is set, on this device's clock; null for no hour. After midnight
 * it is one of the next day, if the ceremony lasts as long.
 */
export function instantOf(time: string | null, evening: Evening | null, today: Date): string | null {
  if (time === null || time === '') return null
  const at = evening ? new Date(`${evening.date}T${time}`) : new Date(today)
  if (!evening) at.setHours(Number(time.slice(0, 2)), Number(time.slice(3, 5)), 0, 0)
  else if (isAfterMidnight(minutesOf(time), evening)) at.setDate(at.getDate() + 1)
  return Number.isNaN(at.getTime()) ? null : at.toISOString()
}

const DAY = 24 * 60
/** Guests linger, and agendas are too short. */
const LINGERING = 120

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

function isAfterMidnight(minutes: number, { time, agenda }: Evening): boolean {
  const end = minutesOf(time) + agenda.reduce((sum, item) => sum + (item.minutes ?? 0), 0)
  return end >= DAY && minutes <= end - DAY + LINGERING && minutes < minutesOf(time)
}
