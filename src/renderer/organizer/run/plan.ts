/** The agenda as planned and as it goes: when each item was to begin, when it will, and by how much the evening is late. */
import type { Ceremony } from '../../../shared/domain/evening/ceremony.ts'
import type { AgendaItem } from '../../../shared/domain/evening/ceremony.ts'
import type { Run } from '../../../shared/domain/evening/run.ts'
import { clockTime } from '../../clock.ts'

/** All times in milliseconds since 1970. */
export type PlanRow = {
  index: number
  item: AgendaItem
  status: 'past' | 'now' | 'ahead' | 'left-out'
  plannedAt: number
  /** When it began, else when it will as things stand. */
  startsAt: number
  /** When it ended, else when it will. */
  endsAt: number
}

export type Plan = {
  rows: PlanRow[]
  now: PlanRow | null
  /** The one to begin next. */
  next: PlanRow | null
  plannedEnd: number
  expectedEnd: number
  /** Minutes behind the plan as things stand; negative when ahead of it. Null where the plan is for another day. */
  behind: number | null
  /** An item without minutes counts as none: the end is then the earliest possible. */
  hasGaps: boolean
}

const MINUTE = 60_000
/** Further away than this it is no delay but a rehearsal, or another day. */
const OTHER_DAY = 12 * 60 * MINUTE

export function planOf(
  { date, time, agenda }: Pick<Ceremony, 'date' | 'time' | 'agenda'>,
  { times, announcedStart }: Pick<Run, 'times' | 'announcedStart'>,
  current: number | null,
  now: number,
): Plan {
  const planned = Date.parse(`${date}T${time}`)
  const begun = Object.values(times).map(({ startedAt }) => Date.parse(startedAt))
  const reference = begun.length > 0 ? Math.min(...begun) : now
  const isToday = Math.abs(reference - planned) < OTHER_DAY
  const start = isToday || begun.length === 0 ? planned : reference
  const announced = announcedStart === null ? null : timeOn(isToday ? now : planned, announcedStart)

  const last = Math.max(-1, ...Object.keys(times).map(Number))
  const ended = Object.values(times).flatMap(({ finishedAt }) => (finishedAt ? [Date.parse(finishedAt)] : []))
  const free = begun.length === 0 ? start : Math.max(...ended, start)
  let expected = isToday || begun.length > 0 ? Math.max(now, free) : start
  if (announced !== null && current === null) expected = Math.max(announced, begun.length > 0 ? now : start)

  let plannedAt = start
  const rows = agenda.map((item, index): PlanRow => {
    const minutes = (item.minutes ?? 0) * MINUTE
    const row = { index, item, plannedAt }
    plannedAt += minutes
    const own = times[index]
    if (own && index !== current) {
      const startsAt = Date.parse(own.startedAt)
      return { ...row, status: 'past', startsAt, endsAt: Date.parse(own.finishedAt ?? own.startedAt) }
    }
    if (own) {
      const startsAt = Date.parse(own.startedAt)
      expected = Math.max(now, startsAt + minutes)
      return { ...row, status: 'now', startsAt, endsAt: expected }
    }
    if (index < (current ?? last))
      return { ...row, status: 'left-out', startsAt: row.plannedAt, endsAt: row.plannedAt }
    const startsAt = expected
    expected += minutes
    return { ...row, status: 'ahead', startsAt, endsAt: expected }
  })
  const isOver = rows.length > 0 && rows.every(({ status }) => status === 'past' || status === 'left-out')
  const expectedEnd = isOver ? Math.max(...ended, start) : expected
  return {
    rows,
    now: rows.find(({ status }) => status === 'now') ?? null,
    next: rows.find(({ status }) => status === 'ahead') ?? null,
    plannedEnd: plannedAt,
    expectedEnd,
    behind: isToday || begun.length > 0 ? Math.round((expectedEnd - plannedAt) / MINUTE) : null,
    hasGaps: agenda.some(({ minutes }) => minutes === null),
  }
}

/** HH:MM on the local day of `moment`. */
function timeOn(moment: number, clock: string): number {
  const day = new Date(moment)
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  day.setHours(hours, minutes, 0, 0)
  return day.getTime()
}

/** What one is likely to announce: the next full five minutes at least so far from the later of plan and now, as HH:MM. */
export function laterStart(planned: number, now: number, minutes: number): string {
  const base = Math.abs(now - planned) < OTHER_DAY ? Math.max(planned, now) : planned
  const five = 5 * MINUTE
  return clockTime(Math.ceil((base + minutes * MINUTE) / five) * five)
}
