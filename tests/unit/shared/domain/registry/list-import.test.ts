import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import type { AttendeeId, ImportId } from '../../../../../src/shared/domain/ids.ts'
import type { State } from '../../../../../src/shared/domain/state.ts'
import {
  attendee,
  id,
  LANDRAT,
  opened,
  partner,
  play,
  prepared,
  SIGNATURE,
  COUNTY,
  VISITOR,
} from '../../../../fixtures/ceremony.ts'

const IMPORT = 'import-1' as ImportId
const NEW = id.attendee('new')
const CLUB = id.partner('club')

type Import = Extract<Command, { type: 'import-list' }>['payload']

const importing = (state: State, given: Partial<Import> = {}): Command => ({
  type: 'import-list',
  payload: {
    fileName: 'liste.xlsx',
    partners: [partner({ id: CLUB, name: 'Verein' })],
    attendees: [
      attendee({ id: NEW, partnerId: CLUB, lastName: 'Neu', origin: 'list' }),
      { ...state.attendees[VISITOR]!, function: 'Gästin' },
    ],
    refusedRows: 0,
    comparedWith: state.registrySeq,
    importId: IMPORT,
    ...given,
  },
})
const checkIn = (attendeeId: AttendeeId): Command => ({ type: 'check-in', payload: { attendeeId } })

describe('an import', () => {
  it('is one batch of facts that bear its id', () => {
    const state = prepared()
    const { events } = play([importing(state)], { state })
    expect(events.map(({ type }) => type)).toEqual([
      'partner-added',
      'attendee-added',
      'attendee-changed',
      'list-imported',
    ])
    expect(events.every(({ payload }) => 'importId' in payload && payload.importId === IMPORT)).toBe(true)
  })

  it('that was compared with an older registry is refused as a whole', () => {
    const state = prepared()
    const first = importing(state)
    play([first], { state })
    expect(() => play([{ ...first }], { state })).toThrow(
      expect.objectContaining({ code: 'CONFLICT', data: { reason: 'list-moved' } }),
    )
  })

  it('is refused when somebody it would change was let in meanwhile, unless that was ticked', () => {
    const state = prepared()
    const list = importing(state)
    play([checkIn(VISITOR)], { state })
    expect(() => play([list], { state })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
    const { events } = play([importing(state, { overArrived: [VISITOR] })], { state })
    expect(events).toHaveLength(4)
  })

  it('never changes or removes whoever has signed', () => {
    const state = opened()
    play(
      [
        { type: 'call-partner', payload: { partnerId: COUNTY, attendeeId: LANDRAT, stationId: null } },
        { type: 'give-signature', payload: { partnerId: COUNTY, signature: SIGNATURE } },
      ],
      { state },
    )
    const changed = { ...state.attendees[LANDRAT]!, function: 'anders' }
    const over = importing(state, { attendees: [changed], overArrived: [LANDRAT] })
    expect(() => play([over], { state })).toThrow(expect.objectContaining({ code: 'ATTENDEE_HAS_SIGNED' }))
    const without = importing(state, { attendees: [], removed: [LANDRAT] })
    expect(() => play([without], { state })).toThrow(expect.objectContaining({ code: 'ATTENDEE_HAS_SIGNED' }))
  })

  it('that brings nothing writes nothing', () => {
    const state = prepared()
    const { decision } = play([importing(state, { partners: [], attendees: [] })], { state })
    expect(decision).toEqual({ unchanged: { type: 'nothing-to-do' } })
  })

  it('remembers what was chosen for the columns of its header', () => {
    const state = prepared()
    const memory = { targets: ['name' as const, null], recognised: [null, 'note' as const] }
    const columns = { headerKey: 'abc', ...memory }
    expect(play([importing(state, { columns })], { state }).state.listColumns).toEqual({ abc: memory })
  })
})
