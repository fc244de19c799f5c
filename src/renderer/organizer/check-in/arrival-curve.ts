/** Arrivals over time as stacked steps: how many were in the hall when, by desk or by kind of organisation. */
import { isUntimed } from '../../../shared/domain/door/check-in.ts'
import { headsOf } from '../../../shared/domain/door/heads.ts'
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import type { State } from '../../../shared/domain/state.ts'

export type CurveSplit = 'station' | 'category'

/** `counts[i]` is how many of this group were in at the end of the slot `i`. */
export type CurveSeries = { key: string; counts: number[] }

export type ArrivalCurve = {
  /** Begin of the first slot, in ms since 1970. */
  begin: number
  /** Ends of the slots, likewise. */
  ends: number[]
  /** Minutes. */
  slot: number
  /** The largest group first. */
  series: CurveSeries[]
  total: number
  /** How many more came of whom nobody knows the hour. */
  untimed: number
}

/** Stands for the desk of those who were ticked on paper. */
export const PAPER = 'paper'

/** Minutes a slot may last; the first that needs no more than so many slots is taken, else as many whole days as it takes. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 240]
const DAY = 1440
const MOST_SLOTS = 48
const MINUTE = 60_000

/** Null before anybody has come whose hour is known. */
export function arrivalCurve(state: State, split: CurveSplit): ArrivalCurve | null {
  const all = Object.entries(state.arrivals)
  const arrivals = all
    .filter(([, arrival]) => !isUntimed(arrival))
    .map(([id, arrival]) => ({
      at: Date.parse(arrival.at),
      heads: headsOf(arrival),
      key:
        split === 'category'
          ? categoryOf(state, id as AttendeeId)
          : arrival.fromPaper
            ? PAPER
            : arrival.station,
    }))
  if (arrivals.length === 0) return null
  const times = arrivals.map(({ at }) => at)
  const [first, last] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))]
  const slot = stepFor(last - first, MOST_SLOTS)
  const begin = Math.floor(first / (slot * MINUTE)) * slot * MINUTE
  const count = Math.floor((last - begin) / (slot * MINUTE)) + 1
  const ends = Array.from({ length: count }, (_, index) => begin + (index + 1) * slot * MINUTE)
  const groups = Map.groupBy(arrivals, ({ key }) => key)
  const series = [...groups].map(([key, own]) => ({ key, counts: added(own, begin, slot, count) }))
  return {
    begin,
    ends,
    slot,
    series: series.toSorted((a, b) => (b.counts.at(-1) ?? 0) - (a.counts.at(-1) ?? 0)),
    total: arrivals.reduce((sum, { heads }) => sum + heads, 0),
    untimed: all.length - arrivals.length,
  }
}

/** Minutes of a step of which no more than `most` fit into a span of so many ms. */
const stepFor = (span: number, most: number): number =>
  STEPS.find((minutes) => span / (minutes * MINUTE) < most) ??
  DAY * Math.max(1, Math.ceil(span / (DAY * MINUTE) / (most - 1)))

function categoryOf({ attendees, partners }: State, id: AttendeeId): string {
  const partnerId = attendees[id]?.partnerId ?? null
  return partnerId === null ? 'none' : (partners[partnerId]?.category ?? 'none')
}

/** Per slot, and then added up; companions who came later count from when their guest came. */
function added(
  arrivals: readonly { at: number; heads: number }[],
  begin: number,
  slot: number,
  count: number,
): number[] {
  const counts = Array.from({ length: count }, () => 0)
  for (const { at, heads } of arrivals) {
    const index = Math.floor((at - begin) / (slot * MINUTE))
    counts[index] = (counts[index] ?? 0) + heads
  }
  let sum = 0
  return counts.map((own) => (sum += own))
}

/** Whether it goes over midnight, here: then an hour alone says too little. */
export const isOverDays = ({ begin, ends }: ArrivalCurve): boolean =>
  new Date(begin).toDateString() !== new Date((ends.at(-1) ?? begin) - 1).toDateString()

/** Round instants inside the curve to write beside its axis, at most `most` and one of them; in ms since 1970. */
export function axisMarks({ begin, ends }: ArrivalCurve, most: number): number[] {
  const end = ends.at(-1) ?? begin
  const step = stepFor(end - begin, most) * MINUTE
  const first = Math.ceil(begin / step) * step
  return Array.from({ length: Math.floor((end - first) / step) + 1 }, (_, index) => first + index * step)
}

/** A point of a drawing: `x` and `y` in shares of its width and height, from the top left. */
export type Point = { x: number; y: number }

/** Outlines of the stacked areas, the lowest first, up to `most` people at the top. */
export function stackedAreas({ series, ends }: ArrivalCurve, most: number): Point[][] {
  const below = ends.map(() => 0)
  return series.map(({ counts }) => {
    const bottom = [...below]
    counts.forEach((count, index) => (below[index] = (below[index] ?? 0) + count))
    return [...steps(below, most), ...steps(bottom, most).toReversed()]
  })
}

/** Each slot as a level piece from its begin to its end. */
function steps(levels: readonly number[], most: number): Point[] {
  return levels.flatMap((level, index) => {
    const y = 1 - level / most
    return [
      { x: index / levels.length, y },
      { x: (index + 1) / levels.length, y },
    ]
  })
}

/** How many were in at the end of each slot, group by group, and all together. */
export const curveRows = ({ ends, series }: ArrivalCurve): { end: string; counts: number[]; all: number }[] =>
  ends.map((end, index) => {
    const counts = series.map(({ counts: own }) => own[index] ?? 0)
    return { end: new Date(end).toISOString(), counts, all: counts.reduce((sum, count) => sum + count, 0) }
  })
