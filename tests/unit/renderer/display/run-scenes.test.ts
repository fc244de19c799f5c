import { describe, expect, it } from 'vitest'
import { sceneOf } from '../../../../src/renderer/display/scene.ts'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { stageOf } from '../../../../src/shared/domain/evening/stage-view.ts'
import type { State } from '../../../../src/shared/domain/state.ts'
import { COUNTY, opened, play, prepared, sealed } from '../../../fixtures/ceremony.ts'

const start = (item: number): Command => ({ type: 'start-agenda-item', payload: { item } })
const OPEN: Command = { type: 'open-speaker-list', payload: { minutes: null, newcomersFirst: false } }
const LATE: Command = { type: 'announce-start', payload: { at: '18:15' } }
const CALL: Command = {
  type: 'call-partner',
  payload: { partnerId: COUNTY, attendeeId: null, stationId: null },
}
const CANCEL: Command = { type: 'cancel-call', payload: { partnerId: COUNTY, reason: '' } }
const after = (state: State, ...commands: Command[]) =>
  sceneOf(stageOf(play(commands, { state, at: '2017-02-21T19:00:00.000Z' }).state))

describe('what the stage shows while the evening runs', () => {
  it('is the item that is on', () => {
    expect(after(prepared(), start(0))).toBe('item')
    expect(after(prepared(), start(0), { type: 'finish-agenda-item', payload: {} })).toBe('welcome')
  })

  it('is the time that was announced, until something begins', () => {
    expect(after(prepared(), LATE)).toBe('announced')
    expect(after(prepared(), LATE, start(0))).toBe('item')
  })

  it('is who speaks while there is a list of speakers', () => {
    expect(after(prepared(), start(0), OPEN)).toBe('speakers')
    expect(after(prepared(), OPEN, { type: 'end-speaker-list', payload: {} })).toBe('welcome')
  })

  it('is whoever signs before anything else', () => {
    expect(after(opened(), OPEN, LATE, CALL)).toBe('signing')
    expect(after(opened(), OPEN, CALL, CANCEL)).toBe('speakers')
  })

  it('goes on with the agenda after the seal, and with questions', () => {
    expect(after(sealed())).toBe('sealed')
    expect(after(sealed(), start(1))).toBe('item')
    expect(after(sealed(), OPEN)).toBe('speakers')
  })
})
