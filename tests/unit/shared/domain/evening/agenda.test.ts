import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { evolve } from '../../../../../src/shared/domain/evolve.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { HOST_STATION } from '../../../../../src/shared/domain/ids.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import { play, prepared } from '../../../../fixtures/ceremony.ts'

const AGENDA = [
  { title: 'Begrüßung', speaker: '', minutes: 10 },
  { title: 'Fragen', speaker: '', minutes: 20, kind: 'questions' as const },
  { title: 'Unterzeichnung', speaker: '', minutes: 30 },
]
const at = (time: string) => `2017-02-21T${time}:00.000Z`
const start = (item: number): Command => ({ type: 'start-agenda-item', payload: { item } })
const FINISH: Command = { type: 'finish-agenda-item', payload: {} }
const BACK: Command = { type: 'take-back-run-step', payload: {} }

function describedWith(
  state: State,
  agenda: typeof AGENDA | { title: string; speaker: string; minutes: null }[],
) {
  if (!state.ceremony) throw new Error('the example has a ceremony')
  return play([{ type: 'describe-ceremony', payload: { ceremony: { ...state.ceremony, agenda } } }], {
    state,
  }).state
}
const evening = () => describedWith(prepared(), AGENDA)

describe('the agenda while it runs', () => {
  it('keeps when each item began and ended; the next begins when the one before ends', () => {
    const state = evening()
    play([start(0)], { state, at: at('17:05') })
    play([start(1)], { state, at: at('17:20') })
    play([FINISH], { state, at: at('17:40') })
    expect(state.run.times).toEqual({
      0: { startedAt: at('17:05'), finishedAt: at('17:20') },
      1: { startedAt: at('17:20'), finishedAt: at('17:40') },
    })
    expect(state.agendaItem).toBeNull()
    expect(stageOf(state)).toMatchObject({ agendaItem: null, past: [0, 1] })
  })

  it('lets an item that was finished too early go on from its first beginning', () => {
    const state = evening()
    play([start(0)], { state, at: at('17:05') })
    play([FINISH], { state, at: at('17:06') })
    play([start(0)], { state, at: at('17:07') })
    expect(state.run.times[0]).toEqual({ startedAt: at('17:05'), finishedAt: null })
  })

  it('takes wrong taps back one by one, as if they had not been', () => {
    const state = evening()
    const before = structuredClone({ run: state.run, item: state.agendaItem })
    play([start(0), start(1), FINISH, BACK, BACK, BACK], { state })
    expect({ run: state.run, item: state.agendaItem }).toEqual(before)
    expect(play([BACK], { state }).decision).toEqual({ unchanged: { type: 'nothing-to-do' } })
  })

  it('knows no item that the agenda does not have', () => {
    expect(() => play([start(3)], { state: evening() })).toThrow('NOT_FOUND')
  })

  it('goes on in an agenda that is changed meanwhile: items are known by their titles', () => {
    const state = evening()
    play([start(0), start(1)], { state, at: at('17:05') })
    describedWith(state, [{ title: 'Musik', speaker: '', minutes: 5 }, ...AGENDA] as typeof AGENDA)
    expect(state.agendaItem).toBe(2)
    expect(Object.keys(state.run.times)).toEqual(['1', '2'])
  })

  it('keeps an item on whose title is only mended', () => {
    const state = evening()
    play([start(2)], { state })
    describedWith(
      state,
      AGENDA.map((item, i) => (i === 2 ? { ...item, title: 'Die Unterzeichnung' } : item)),
    )
    expect(state.agendaItem).toBe(2)
  })
})

describe('a late start', () => {
  const late: Command = { type: 'announce-start', payload: { at: '18:15' } }

  it('is told to the hall until something begins', () => {
    const state = evening()
    play([late], { state })
    expect(stageOf(state).announced).toEqual({ at: '18:15', what: 'begin' })
    play([start(0)], { state })
    expect(stageOf(state).announced).toBeNull()
  })

  it('in the middle of the evening says when it goes on', () => {
    const state = evening()
    play([start(0), FINISH, late], { state })
    expect(stageOf(state).announced).toEqual({ at: '18:15', what: 'continue' })
    play([{ type: 'announce-start', payload: { at: null } }], { state })
    expect(stageOf(state).announced).toBeNull()
  })
})

describe('a round of questions in the agenda', () => {
  it('opens the list of speakers, and ends it when something else begins', () => {
    const state = evening()
    play([start(1)], { state })
    expect(state.run.speakers.status).toBe('open')
    play([start(2)], { state })
    expect(state.run.speakers.status).toBe('off')
    play([BACK], { state })
    expect(state.run.speakers.status).toBe('open')
    play([FINISH], { state })
    expect(state.run.speakers.status).toBe('off')
  })

  it('leaves a list alone that was opened by hand', () => {
    const state = evening()
    play(
      [{ type: 'open-speaker-list', payload: { minutes: null, newcomersFirst: false } }, start(0), start(2)],
      { state },
    )
    expect(state.run.speakers.status).toBe('open')
  })
})

it('reads journals in which the agenda was only moved', () => {
  const state = evening()
  const moved = (item: number | null, time: string) =>
    evolve(state, {
      type: 'agenda-moved',
      payload: { item },
      seq: state.seq + 1,
      at: at(time),
      station: HOST_STATION,
    })
  moved(0, '17:00')
  moved(1, '17:10')
  expect(state.agendaItem).toBe(1)
  expect(state.run.times[0]).toEqual({ startedAt: at('17:00'), finishedAt: at('17:10') })
  moved(null, '17:30')
  expect(state.agendaItem).toBeNull()
})
