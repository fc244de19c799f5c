import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../../../src/shared/domain/paper/paper.ts'
import { readPaperTicks } from '../../../../../src/shared/domain/paper/paper-ticks.ts'
import type { AttendeeId } from '../../../../../src/shared/domain/ids.ts'
import { rowCode } from '../../../../../src/shared/domain/paper/row-code.ts'
import { DEPUTY, LANDRAT, MANAGER, play, prepared, VISITOR } from '../../../../fixtures/ceremony.ts'

const codesOf = (...ids: AttendeeId[]) => ids.map((id) => codeOf(prepared(), id))

describe('ticks typed from a list on paper', () => {
  it('are read however they are separated, with the hour that stands behind a code', () => {
    const [landrat, manager, deputy] = codesOf(LANDRAT, MANAGER, DEPUTY)
    const { ticks, wrong } = readPaperTicks(
      `${landrat} ${manager} 18:05,${deputy!.toLowerCase()}\n`,
      prepared(),
    )
    expect(wrong).toEqual([])
    expect(ticks.map(({ attendeeId, time }) => [attendeeId, time])).toEqual([
      [LANDRAT, null],
      [MANAGER, '18:05'],
      [DEPUTY, null],
    ])
  })

  it('name what cannot be read, and lose nothing else by it', () => {
    const [landrat, manager] = codesOf(LANDRAT, MANAGER)
    const typo = landrat!.slice(0, 2) + (landrat!.endsWith('A') ? 'B' : 'A')
    const stranger = rowCode(900)
    const { ticks, wrong } = readPaperTicks(
      `${typo} 18:01 ${manager} ${stranger} ${landrat} 25:00`,
      prepared(),
    )
    expect(ticks.map(({ attendeeId }) => attendeeId)).toEqual([MANAGER, LANDRAT])
    expect(wrong).toEqual([
      { text: typo, reason: 'typo' },
      { text: '18:01', reason: 'no-code' },
      { text: stranger, reason: 'unknown' },
      { text: '25:00', reason: 'no-code' },
    ])
  })

  it('count once where a code is typed twice, and say who is in already', () => {
    const { state } = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state: prepared() })
    const [landrat, visitor] = codesOf(LANDRAT, VISITOR)
    const { ticks } = readPaperTicks(`${visitor} ${landrat} ${visitor} 18.10`, state)
    expect(ticks).toEqual([
      { code: visitor, attendeeId: VISITOR, time: '18:10', isAlreadyIn: false },
      { code: landrat, attendeeId: LANDRAT, time: null, isAlreadyIn: true },
    ])
  })

  it('are each either understood or named, whatever is typed', () => {
    const word = fc.oneof(
      fc.constantFrom(...codesOf(LANDRAT, MANAGER, DEPUTY, VISITOR)),
      fc.string({ maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join(' ')
        const { ticks, wrong } = readPaperTicks(text, prepared())
        const known = new Set(codesOf(LANDRAT, MANAGER, DEPUTY, VISITOR))
        const typed = text.split(/[\s,;]+/).filter((each) => known.has(each.toUpperCase()))
        expect(ticks.length).toBeGreaterThanOrEqual(new Set(typed.map((each) => each.toUpperCase())).size)
        for (const each of wrong) expect(text).toContain(each.text)
      }),
    )
  })
})

describe('entering them', () => {
  const enter = (...ids: AttendeeId[]) => ({
    type: 'enter-paper-ticks' as const,
    payload: { ticks: ids.map((attendeeId) => ({ attendeeId, notedAt: null })) },
  })

  it('lets guests in as "from paper", at the hour noted there', () => {
    const notedAt = '2017-02-21T17:05:00.000Z'
    const { state, events } = play(
      [{ type: 'enter-paper-ticks', payload: { ticks: [{ attendeeId: LANDRAT, notedAt }] } }, enter(MANAGER)],
      { state: prepared(), at: '2017-02-21T20:00:00.000Z' },
    )
    expect(events.map(({ type }) => type)).toEqual(['attendee-checked-in', 'attendee-checked-in'])
    expect(state.present).toBe(2)
    expect(state.arrivals[LANDRAT]).toMatchObject({ at: notedAt, fromPaper: { notedAt } })
    expect(state.arrivals[MANAGER]).toMatchObject({
      at: '2017-02-21T20:00:00.000Z',
      fromPaper: { notedAt: null },
    })
  })

  it('passes over who is in already, who is off the list and who is named twice', () => {
    const { state } = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], { state: prepared() })
    const { events } = play([enter(LANDRAT, 'gone' as AttendeeId, MANAGER, MANAGER)], { state })
    expect(events.map(({ payload }) => payload)).toEqual([
      { attendeeId: MANAGER, fromPaper: { notedAt: null } },
    ])
    expect(play([enter(LANDRAT)], { state }).decision).toEqual({ unchanged: { type: 'nothing-to-do' } })
  })

  it('can be undone like any other arrival', () => {
    const { state } = play(
      [
        enter(LANDRAT),
        { type: 'undo-check-in', payload: { attendeeId: LANDRAT, reason: 'Zeile verwechselt' } },
      ],
      { state: prepared() },
    )
    expect(state.present).toBe(0)
    expect(state.arrivals[LANDRAT]).toBeUndefined()
  })
})
