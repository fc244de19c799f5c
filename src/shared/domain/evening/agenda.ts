/** Running the agenda: each item begins and ends, a late start is told to the hall. */
import { z } from 'zod'
import type { AgendaItem } from './ceremony.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { emptySpeakerList, takeStep } from './run.ts'
import type { ItemTimes, Run } from './run.ts'
import { openedList } from './speaker-list.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** Local time, HH:MM. */
export const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

export const agendaCommands = {
  /** Index into the agenda. Whatever was on is finished with it. */
  'start-agenda-item': z.strictObject({ item: z.int().min(0) }),
  'finish-agenda-item': z.strictObject({}),
  /** "Wir beginnen um …"; null takes the announcement away. */
  'announce-start': z.strictObject({ at: clockSchema.nullable() }),
}

export type AgendaEvents = {
  /** `speakers`: the list of speakers opened or ended along with the item. */
  'agenda-item-started': { item: number; speakers?: 'opened' | 'ended' }
  'agenda-item-finished': { item: number; speakers?: 'ended' }
  'start-announced': { at: string | null }
  /** Of journals from before items were begun and finished. Null before the first and after the last item. */
  'agenda-moved': { item: number | null }
}

export const agendaDeciders: Deciders<typeof agendaCommands> = {
  'start-agenda-item': (state, { item }) => {
    const wanted = itemsOf(state)[item]
    if (!wanted) throw new MappeError('NOT_FOUND')
    if (state.agendaItem === item) return unchanged({ type: 'nothing-to-do' })
    const speakers = speakersWith(state, wanted)
    return happened({ type: 'agenda-item-started', payload: { item, ...(speakers && { speakers }) } })
  },
  'finish-agenda-item': (state) => {
    const { agendaItem: item } = state
    if (item === null) return unchanged({ type: 'nothing-to-do' })
    const ends = isOnWithQuestions(state) && { speakers: 'ended' as const }
    return happened({ type: 'agenda-item-finished', payload: { item, ...ends } })
  },
  'announce-start': (state, { at }) =>
    state.run.announcedStart === at
      ? unchanged({ type: 'nothing-to-do' })
      : happened({ type: 'start-announced', payload: { at } }),
}

const itemsOf = ({ ceremony }: State): readonly AgendaItem[] => ceremony?.agenda ?? []

/** The list of speakers is on because of the item that is on. */
const isOnWithQuestions = (state: State): boolean =>
  state.run.speakers.status !== 'off' &&
  state.agendaItem !== null &&
  itemsOf(state)[state.agendaItem]?.kind === 'questions'

function speakersWith(state: State, { kind }: AgendaItem): 'opened' | 'ended' | null {
  if (kind === 'questions') return state.run.speakers.status === 'off' ? 'opened' : null
  return isOnWithQuestions(state) ? 'ended' : null
}

export const agendaEvolvers: Evolvers<AgendaEvents> = {
  'agenda-item-started': (state, { at, payload: { item, speakers } }) =>
    takeStep(
      state,
      'agenda-item-started',
      { ...started(state, item, at), ...changed(state, speakers) },
      item,
    ),
  'agenda-item-finished': (state, { at, payload: { item, speakers } }) =>
    takeStep(
      state,
      'agenda-item-finished',
      { times: finished(state.run.times, item, at), ...changed(state, speakers) },
      null,
    ),
  'start-announced': (state, { payload }) =>
    takeStep(state, 'start-announced', { announcedStart: payload.at }),
  'agenda-moved': (state, { at, payload: { item } }) => {
    const current = state.agendaItem
    const times = current === null ? state.run.times : finished(state.run.times, current, at)
    state.run = { ...state.run, ...(item === null ? { times } : started(state, item, at)) }
    state.agendaItem = item
  },
}

function started({ run, agendaItem }: State, item: number, at: string): Partial<Run> {
  const before = agendaItem === null || agendaItem === item ? run.times : finished(run.times, agendaItem, at)
  const startedAt = before[item]?.startedAt ?? at
  return { announcedStart: null, times: { ...before, [item]: { startedAt, finishedAt: null } } }
}

function finished(times: Record<number, ItemTimes>, item: number, at: string): Record<number, ItemTimes> {
  return { ...times, [item]: { startedAt: times[item]?.startedAt ?? at, finishedAt: at } }
}

function changed({ run }: State, speakers: 'opened' | 'ended' | undefined): Partial<Run> {
  if (!speakers) return {}
  const { minutes, newcomersFirst } = run.speakers
  const ended = { ...emptySpeakerList(), minutes, newcomersFirst }
  return { speakers: speakers === 'ended' ? ended : openedList(run.speakers, { minutes, newcomersFirst }) }
}
