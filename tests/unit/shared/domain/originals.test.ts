import { describe, expect, it } from 'vitest'
import type { Command } from '../../../../src/shared/domain/decide.ts'
import { originalsOf, signedOriginals } from '../../../../src/shared/domain/originals.ts'
import { opened, play, prepared } from '../../../fixtures/ceremony.ts'

const made = (count: number): Command => ({ type: 'note-originals', payload: { count } })
const signed = (number: number): Command => ({ type: 'note-original-signed', payload: { number } })
const undone = (number: number): Command => ({ type: 'undo-original-signed', payload: { number } })

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

  it('that were signed stay in the list when fewer are printed later', () => {
    const { state } = play([made(3), signed(3), made(1)], { state: opened() })
    expect(originalsOf(state)).toBe(3)
  })
})
