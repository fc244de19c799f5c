import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { SpeakerId } from '../../../../../src/shared/domain/ids.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { LANDRAT, MANAGER, play, prepared, VISITOR } from '../../../../fixtures/ceremony.ts'

const OPEN: Command = { type: 'open-speaker-list', payload: { minutes: 3, newcomersFirst: false } }
const BACK: Command = { type: 'take-back-run-step', payload: {} }
const idOf = (name: string) => name as SpeakerId
const add = (name: string, attendeeId: typeof LANDRAT | null = null): Command => ({
  type: 'add-speaker',
  payload: { speakerId: idOf(name), attendeeId, name: attendeeId ? '' : name, organisation: '' },
})
const one = (type: 'call-speaker' | 'skip-speaker' | 'remove-speaker', name: string): Command => ({
  type,
  payload: { speakerId: idOf(name) },
})
const move = (name: string, place: number): Command => ({
  type: 'move-speaker',
  payload: { speakerId: idOf(name), place },
})
const FINISH: Command = { type: 'finish-speaker', payload: {} }

/** Everybody is in the hall, and the list is open. */
function round(...commands: Command[]): State {
  const arrivals = [LANDRAT, MANAGER, VISITOR].map((attendeeId): Command => ({
    type: 'check-in',
    payload: { attendeeId },
  }))
  return play([...arrivals, OPEN, ...commands], { state: prepared() }).state
}
const waiting = (state: State) => state.run.speakers.waiting.map(({ id }) => id)

describe('the list of speakers', () => {
  it('keeps the order in which people asked to speak', () => {
    expect(waiting(round(add('a'), add('b'), add('c')))).toEqual(['a', 'b', 'c'])
  })

  it('takes guests who are there, and nobody twice', () => {
    const state = round(add('a', VISITOR), add('again', VISITOR), add('Eva'), add('eva'))
    expect(waiting(state)).toEqual(['a', 'Eva'])
  })

  it('takes no guest who has not arrived', () => {
    const state = play([OPEN], { state: prepared() }).state
    expect(() => play([add('a', VISITOR)], { state })).toThrow('NOT_CHECKED_IN')
  })

  it('wants a name of whoever is not on the guest list', () => {
    expect(() => play([add('')], { state: round() })).toThrow('INPUT_INVALID')
  })

  it('takes nobody more once it is closed, but lets those speak who wait', () => {
    const state = round(add('a'), { type: 'close-speaker-list', payload: {} })
    expect(() => play([add('b')], { state })).toThrow('NOT_ALLOWED_NOW')
    play([one('call-speaker', 'a')], { state })
    expect(state.run.speakers.speaking?.speaker.id).toBe('a')
    play([OPEN, add('b')], { state })
    expect(waiting(state)).toEqual(['b'])
  })

  it('lets one speak at a time: who is called takes over', () => {
    const state = round(add('a'), add('b'), one('call-speaker', 'a'), one('call-speaker', 'b'))
    expect(state.run.speakers.speaking?.speaker.id).toBe('b')
    play([FINISH], { state })
    expect(state.run.speakers.speaking).toBeNull()
    expect(state.run.speakers.spoken.map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('is put in another order by hand', () => {
    const state = round(add('a'), add('b'), add('c'), move('c', 0))
    expect(waiting(state)).toEqual(['c', 'a', 'b'])
    play([move('c', 99)], { state })
    expect(waiting(state)).toEqual(['a', 'b', 'c'])
  })

  it('puts who is called and not there to the end, whether still waiting or called already', () => {
    const state = round(add('a'), add('b'), add('c'), one('call-speaker', 'a'), one('skip-speaker', 'a'))
    expect(state.run.speakers.speaking).toBeNull()
    play([one('skip-speaker', 'b')], { state })
    expect(waiting(state)).toEqual(['c', 'a', 'b'])
    expect(state.run.speakers.waiting.map(({ isSkipped }) => isSkipped)).toEqual([false, true, true])
  })

  it('lets newcomers go before those who have spoken, when that was chosen', () => {
    const state = round(
      { type: 'open-speaker-list', payload: { minutes: null, newcomersFirst: true } },
      add('a', LANDRAT),
      add('b', MANAGER),
      one('call-speaker', 'a'),
      FINISH,
      add('a2', LANDRAT),
      add('c', VISITOR),
    )
    expect(waiting(state)).toEqual(['b', 'c', 'a2'])
  })

  it('begins anew after it was ended, with the settings as they were', () => {
    const state = round(add('a'), one('call-speaker', 'a'), { type: 'end-speaker-list', payload: {} })
    expect(state.run.speakers).toEqual({
      status: 'off',
      minutes: 3,
      newcomersFirst: false,
      waiting: [],
      speaking: null,
      spoken: [],
    })
  })

  it('takes every step back', () => {
    const steps = [
      add('a'),
      add('b'),
      move('b', 0),
      one('call-speaker', 'b'),
      one('skip-speaker', 'b'),
      one('remove-speaker', 'a'),
      { type: 'end-speaker-list', payload: {} } as Command,
    ]
    const state = round()
    const pictures = steps.map((step) => {
      const before = structuredClone(state.run)
      play([step], { state })
      return before
    })
    for (const before of pictures.toReversed()) {
      play([BACK], { state })
      expect(state.run).toEqual(before)
    }
  })
})

describe('what the hall reads of it', () => {
  it('is who speaks and the next two, with name and organisation and nothing more', () => {
    const state = round(
      add('a', LANDRAT),
      add('b', MANAGER),
      add('Frau Klein'),
      add('d', VISITOR),
      one('call-speaker', 'a'),
    )
    expect(stageOf(state).speakers).toEqual({
      speaking: {
        name: 'Joachim Walter',
        organisation: 'Landkreis Tübingen',
        since: '2017-02-21T17:00:00.000Z',
      },
      next: [
        { name: 'Ayşe Öztürk', organisation: 'Jobcenter' },
        { name: 'Frau Klein', organisation: '' },
      ],
      isClosed: false,
      minutes: 3,
    })
  })

  it('is nothing while there is no list', () => {
    expect(stageOf(prepared()).speakers).toBeNull()
  })

  it('leaves out a guest who was taken off the registry', () => {
    const state = round(add('a', VISITOR), add('b', MANAGER))
    play(
      [
        { type: 'undo-check-in', payload: { attendeeId: VISITOR, reason: '' } } as Command,
        { type: 'remove-attendee', payload: { attendeeId: VISITOR } },
      ],
      { state },
    )
    expect(stageOf(state).speakers?.next).toEqual([{ name: 'Ayşe Öztürk', organisation: 'Jobcenter' }])
  })
})
