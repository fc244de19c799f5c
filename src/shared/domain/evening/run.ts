/** The run of the evening: what was begun and finished when, who waits to speak, and the way back from a wrong tap. */
import { z } from 'zod'
import type { AgendaItem } from './ceremony.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import type { SpeakerList } from './speaker-list.ts'
import type { State } from '../state.ts'

/** ISO 8601, by the host's clock. */
export type ItemTimes = { startedAt: string; finishedAt: string | null }

export type Run = {
  /** By index into the agenda; only items that have begun. */
  times: Record<number, ItemTimes>
  /** The time the hall was told, HH:MM; null once something has begun. */
  announcedStart: string | null
  speakers: SpeakerList
}

/** One step of the run, and how things stood before it. */
export type RunStep = { what: RunStepKind; agendaItem: number | null; run: Run }

export type RunStepKind =
  | 'agenda-item-started'
  | 'agenda-item-finished'
  | 'start-announced'
  | 'speaker-list-opened'
  | 'speaker-list-closed'
  | 'speaker-list-ended'
  | 'speaker-added'
  | 'speaker-moved'
  | 'speaker-called'
  | 'speaker-finished'
  | 'speaker-skipped'
  | 'speaker-removed'

/** How far back one can go. */
const MOST_STEPS = 20

export const emptySpeakerList = (): SpeakerList => ({
  status: 'off',
  minutes: null,
  newcomersFirst: false,
  waiting: [],
  speaking: null,
  spoken: [],
})

export const emptyRun = (): Run => ({ times: {}, announcedStart: null, speakers: emptySpeakerList() })

export const runCommands = {
  'take-back-run-step': z.strictObject({}),
}

export type RunEvents = {
  'run-step-taken-back': { what: RunStepKind }
}

export const runDeciders: Deciders<typeof runCommands> = {
  'take-back-run-step': ({ runSteps }) => {
    const last = runSteps.at(-1)
    return last
      ? happened({ type: 'run-step-taken-back', payload: { what: last.what } })
      : unchanged({ type: 'nothing-to-do' })
  },
}

export const runEvolvers: Evolvers<RunEvents> = {
  'run-step-taken-back': (state) => {
    const last = state.runSteps.at(-1)
    if (!last) return
    state.runSteps = state.runSteps.slice(0, -1)
    state.agendaItem = last.agendaItem
    state.run = last.run
  },
}

/** Makes a step that can be taken back. `run` is replaced, never changed in place. */
export function takeStep(
  state: State,
  what: RunStepKind,
  changed: Partial<Run>,
  agendaItem: number | null = state.agendaItem,
): void {
  const before: RunStep = { what, agendaItem: state.agendaItem, run: state.run }
  state.runSteps = [...state.runSteps, before].slice(-MOST_STEPS)
  state.run = { ...state.run, ...changed }
  state.agendaItem = agendaItem
}

/** Takes the run over into a changed agenda: an item keeps its times under its title, else in its place. */
export function followAgenda(
  state: State,
  before: readonly AgendaItem[],
  after: readonly AgendaItem[],
): void {
  if (JSON.stringify(before) === JSON.stringify(after)) return
  const places = placesIn(before, after)
  const times = Object.entries(state.run.times).flatMap(([item, kept]) => {
    const place = places[Number(item)]
    return place === undefined || place === null ? [] : [[place, kept] as const]
  })
  state.run = { ...state.run, times: Object.fromEntries(times) }
  state.agendaItem = state.agendaItem === null ? null : (places[state.agendaItem] ?? null)
  state.runSteps = []
}

/** Where each earlier item stands now; null where it is gone. */
function placesIn(before: readonly AgendaItem[], after: readonly AgendaItem[]): (number | null)[] {
  const free = new Set(after.keys())
  const take = (place: number) => (free.delete(place) ? place : null)
  const byTitle = before.map(({ title }) => {
    const place = after.findIndex((item, index) => free.has(index) && item.title === title)
    return place < 0 ? null : take(place)
  })
  // a title that was mended, in an agenda that is otherwise the same
  return byTitle.map((place, index) => place ?? (before.length === after.length ? take(index) : null))
}
