import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { mayShowLiveInk } from '../../../../../src/shared/domain/evening/stage.ts'
import { stageOf } from '../../../../../src/shared/domain/evening/stage-view.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import { taskOf } from '../../../../../src/shared/domain/views.ts'
import {
  COUNTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  opened,
  play,
  SIGNATURE,
} from '../../../../fixtures/ceremony.ts'

const show = (partnerId: typeof COUNTY, attendeeId: typeof LANDRAT | null, isShown: boolean): Command => ({
  type: 'show-ink',
  payload: { partnerId, attendeeId, isShown },
})
const call = (partnerId: typeof COUNTY, attendeeId: typeof LANDRAT | null = null): Command => ({
  type: 'call-partner',
  payload: { partnerId, attendeeId, stationId: null },
})
const TABLET = id.station('tablet')
const blockOf = (state: State, partnerId: typeof COUNTY) =>
  stageOf(state).blocks.find((block) => block.partnerId === partnerId)

describe('ink that the hall must not see', () => {
  it('is hidden for one person, running and recorded, and the tablet does not send it', () => {
    const state = play([show(COUNTY, LANDRAT, false), call(COUNTY)], { state: opened() }).state
    expect(mayShowLiveInk(state, COUNTY)).toBe(false)
    expect(mayShowLiveInk(state, JOBCENTER)).toBe(true)
    expect(taskOf(state, TABLET).liveInk).toBe(false)
    play([{ type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } }], { state })
    expect(blockOf(state, COUNTY)).toMatchObject({ status: 'signed', person: 'Joachim Walter', ink: null })
  })

  it('is shown again once that is allowed', () => {
    const state = play([show(COUNTY, LANDRAT, false), show(COUNTY, LANDRAT, true), call(COUNTY)], {
      state: opened(),
    }).state
    expect(taskOf(state, TABLET).liveInk).toBe(true)
  })

  it('can be hidden for a partner, whoever signs', () => {
    const state = play([show(COUNTY, null, false), call(COUNTY, LANDRAT)], { state: opened() }).state
    expect(mayShowLiveInk(state, COUNTY)).toBe(false)
    play([show(COUNTY, null, true)], { state })
    expect(mayShowLiveInk(state, COUNTY)).toBe(true)
  })

  it('is the ink of the person who signs, not of a colleague', () => {
    const colleague = { ...opened().attendees[MANAGER]!, id: id.attendee('colleague'), lastName: 'Zander' }
    const state = play(
      [{ type: 'save-attendee', payload: { attendee: colleague } }, show(JOBCENTER, colleague.id, false)],
      { state: opened() },
    ).state
    // nobody is named yet: one who may sign and wants it hidden is enough
    expect(mayShowLiveInk(state, JOBCENTER)).toBe(false)
    play([call(JOBCENTER, MANAGER)], { state })
    expect(mayShowLiveInk(state, JOBCENTER)).toBe(true)
  })
})

it('is dark until the organizer chooses a light stage', () => {
  const state = opened()
  expect(stageOf(state).theme).toBe('dark')
  play([{ type: 'choose-stage-theme', payload: { theme: 'light' } }], { state })
  expect(stageOf(state).theme).toBe('light')
})
