import { describe, expect, it } from 'vitest'
import { begin, record, redo, undo } from '../../../../../src/renderer/organizer/agreement/field-history.ts'

const worked = ['one', 'two', 'three'].reduce(record, begin('start'))

describe('the steps of a placement session', () => {
  it('are taken back one by one to the beginning, and done again', () => {
    const back = undo(undo(worked))
    expect(back.present).toBe('one')
    expect(redo(back).present).toBe('two')
    expect(undo(undo(undo(back)))).toMatchObject({ present: 'start', past: [] })
  })

  it('go nowhere when there is nothing to take back or to do again', () => {
    expect(undo(begin('start'))).toEqual(begin('start'))
    expect(redo(worked)).toBe(worked)
  })

  it('forget what was undone once something new is done', () => {
    const other = record(undo(worked), 'other')
    expect(redo(other).present).toBe('other')
    expect(undo(other).present).toBe('two')
  })
})
