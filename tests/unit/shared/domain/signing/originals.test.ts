import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../../src/shared/domain/decide.ts'
import { originalsOf, scansOf, signedOriginals } from '../../../../../src/shared/domain/signing/originals.ts'
import type { Sha256 } from '../../../../../src/shared/domain/ids.ts'
import { opened, play, prepared } from '../../../../fixtures/ceremony.ts'

const made = (count: number): Command => ({ type: 'note-originals', payload: { count } })
const signed = (number: number): Command => ({ type: 'note-original-signed', payload: { number } })
const undone = (number: number): Command => ({ type: 'undo-original-signed', payload: { number } })

const scanned = (number: number, letter: string): Command => ({
  type: 'add-original-scan',
  payload: {
    number,
    scan: { sha256: letter.repeat(64) as Sha256, fileName: `${letter}.pdf`, kind: 'pdf', bytes: 9 },
  },
})
const unscanned = (number: number): Command => ({ type: 'remove-original-scan', payload: { number } })

describe('the paper originals', () => {
  it('are ticked one by one, and a tick can be taken back', () => {
    const { state } = play([made(3), signed(2), signed(1), undone(2)], { state: opened() })
    expect(originalsOf(state)).toBe(3)
    expect(signedOriginals(state).map(({ number }) => number)).toEqual([1])
  })

  it('can only be ticked when there are so many', () => {
    expect(() => play([made(2), signed(3)], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
  })

  it('cannot be signed while the text may still change', () => {
    expect(() => play([made(2), signed(1)], { state: prepared() })).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_NOT_OPEN' }),
    )
  })

  it('leave no second fact when nothing changes', () => {
    const { events } = play([made(2), made(2), signed(1), signed(1), undone(2)], { state: opened() })
    expect(events.map(({ type }) => type).slice(-2)).toEqual(['originals-made', 'original-signed'])
  })

  it('may have a scan once they are signed, which can be replaced and taken away', () => {
    const given = [made(2), signed(1), scanned(1, 'a'), scanned(1, 'a'), scanned(1, 'b')]
    const { state, events } = play(given, { state: opened() })
    expect(scansOf(state)[1]).toMatchObject({ fileName: 'b.pdf', kind: 'pdf' })
    expect(events.slice(-2).map(({ payload }) => payload)).toMatchObject([
      { replaced: null },
      { replaced: 'a'.repeat(64) },
    ])
    const removed = play([...given, unscanned(1), unscanned(1)], { state: opened() })
    expect(scansOf(removed.state)).toEqual({})
    expect(removed.events.at(-1)).toMatchObject({
      type: 'original-scan-removed',
      payload: { sha256: 'b'.repeat(64) },
    })
  })

  it('have no scan before they are signed, and none that was not printed', () => {
    expect(() => play([made(2), scanned(1, 'a')], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'NOT_ALLOWED_NOW', data: { reason: 'original-not-signed' } }),
    )
    expect(() => play([made(2), scanned(3, 'a')], { state: opened() })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND' }),
    )
  })

  it('keep their scan when the tick is taken back or more are printed', () => {
    const { state } = play([made(2), signed(1), scanned(1, 'a'), undone(1), made(4), signed(2)], {
      state: opened(),
    })
    expect(scansOf(state)[1]?.fileName).toBe('a.pdf')
  })

  it('that were signed stay in the list when fewer are printed later', () => {
    const { state } = play([made(3), signed(3), made(1)], { state: opened() })
    expect(originalsOf(state)).toBe(3)
  })
})
