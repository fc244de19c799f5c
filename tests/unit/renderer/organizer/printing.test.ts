import { describe, expect, it } from 'vitest'
import { eveningOf, instantOf, paperRows } from '../../../../src/renderer/organizer/check-in/paper-rows.ts'
import { hasGuestsOfHonour, piecesOf } from '../../../../src/renderer/organizer/printing/pieces.ts'
import { bounded } from '../../../../src/renderer/printing/printer-offset.ts'
import { attendanceRows } from '../../../../src/core/door/attendance.ts'
import { shownOn } from '../../../../src/shared/domain/paper/paper.ts'
import { attendee, id, LANDRAT, MANAGER, play, prepared } from '../../../fixtures/ceremony.ts'

const evening = (time: string, minutes: number) => ({
  date: '2017-02-21',
  time,
  agenda: [{ title: 'Unterzeichnung', speaker: '', minutes }],
})

describe('how badges stand', () => {
  const printed = () => {
    const state = prepared()
    const prints = [LANDRAT, MANAGER].map((each) => ({
      attendeeId: each,
      shown: shownOn(state, 'badge', state.attendees[each]!),
    }))
    return play([{ type: 'note-printed', payload: { kind: 'badge', prints } }], { state }).state
  }

  it('is counted, and what changed is named', () => {
    const state = printed()
    const changed = { ...state.attendees[LANDRAT]!, lastName: 'Walther' }
    play([{ type: 'save-attendee', payload: { attendee: changed } }], { state })
    const { counts, changed: pieces } = piecesOf(state, 'badge')
    expect(counts).toEqual({ new: 2, changed: 1, current: 1 })
    expect(pieces.map(({ name }) => name)).toEqual(['Walther, Joachim'])
  })

  it('says whose badge must not be handed out and who comes instead', () => {
    const substitute = attendee({ id: id.attendee('s'), firstName: 'Hans', lastName: 'Messner' })
    const { state } = play([{ type: 'substitute', payload: { absentId: LANDRAT, substitute, reason: '' } }], {
      state: printed(),
    })
    expect(piecesOf(state, 'badge').void).toMatchObject([
      { name: 'Walter, Joachim', standIn: 'Hans Messner' },
    ])
    play([{ type: 'remove-attendee', payload: { attendeeId: MANAGER } }], { state })
    expect(piecesOf(state, 'badge').void.map(({ name }) => name)).toContain(null)
  })

  it('knows whether there is anybody to greet in order', () => {
    const state = prepared()
    expect(hasGuestsOfHonour(state)).toBe(false)
    play(
      [
        {
          type: 'save-attendee',
          payload: {
            attendee: { ...state.attendees[LANDRAT]!, honour: { precedence: null, greetedBy: '' } },
          },
        },
      ],
      { state },
    )
    expect(hasGuestsOfHonour(state)).toBe(true)
  })
})

describe('entering a list on paper', () => {
  it('shows the rows as the sheet does', () => {
    const state = prepared()
    const sheet = attendanceRows(state).map(({ code, name, organisation }) => ({ code, name, organisation }))
    expect(
      paperRows(state, 'organisation').map(({ code, name, organisation }) => ({ code, name, organisation })),
    ).toEqual(sheet)
  })

  it('takes an hour for one of the day of the ceremony, or of today where there is none', () => {
    const now = new Date('2026-11-25T09:00:00')
    expect(instantOf('18:05', evening('18:00', 90), now)).toBe(new Date('2017-02-21T18:05').toISOString())
    expect(instantOf('18:05', null, now)).toBe(new Date('2026-11-25T18:05').toISOString())
    expect(instantOf('', evening('18:00', 90), now)).toBeNull()
    expect(instantOf(null, evening('18:00', 90), now)).toBeNull()
  })

  it('means the day on which the desks let guests in, where that is not the day of the ceremony', () => {
    const { state } = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state: prepared() })
    expect(eveningOf(prepared())?.date).toBe(state.ceremony!.date)
    state.arrivals[LANDRAT]!.at = new Date('2026-11-25T18:20').toISOString()
    expect(eveningOf(state)?.date).toBe('2026-11-25')
    state.arrivals[MANAGER] = {
      ...state.arrivals[LANDRAT]!,
      at: new Date(`${state.ceremony!.date}T18:20`).toISOString(),
    }
    expect(eveningOf(state)?.date).toBe(state.ceremony!.date)
    expect(eveningOf({ ...state, ceremony: null })).toBeNull()
  })

  it('takes an hour after midnight for one of the next day where the ceremony lasts as long', () => {
    const late = evening('20:30', 300)
    const dayOf = (time: string, of = late) => instantOf(time, of, new Date())
    expect(dayOf('00:20')).toBe(new Date('2017-02-22T00:20').toISOString())
    expect(dayOf('03:00')).toBe(new Date('2017-02-22T03:00').toISOString())
    expect(dayOf('19:45')).toBe(new Date('2017-02-21T19:45').toISOString())
    expect(dayOf('00:20', evening('18:00', 90))).toBe(new Date('2017-02-21T00:20').toISOString())
  })
})

it('moves a print by no more than the host takes, and not at all where the number is missing', () => {
  expect(bounded({ x: 99, y: -99 })).toEqual({ x: 20, y: -20 })
  expect(bounded({ x: Number.NaN, y: 1.5 })).toEqual({ x: 0, y: 1.5 })
})
