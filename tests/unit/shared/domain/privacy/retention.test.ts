import { describe, expect, it } from 'vitest'
import {
  monthsAfter,
  proposedRetention,
  retentionRows,
} from '../../../../../src/shared/domain/privacy/retention.ts'
import { play, prepared } from '../../../../fixtures/ceremony.ts'

const row = (state: ReturnType<typeof prepared>, kind: string, today: string) =>
  retentionRows(state, today).find((each) => each.kind === kind)

describe('the rule how long data are kept', () => {
  it('counts in months from the evening, to the last day where the month is shorter', () => {
    expect(monthsAfter('2017-02-21', 1)).toBe('2017-03-21')
    expect(monthsAfter('2017-08-31', 6)).toBe('2018-02-28')
    expect(monthsAfter('2016-02-29', 12)).toBe('2017-02-28')
    expect(monthsAfter('2017-02-21', 0)).toBe('2017-02-21')
  })

  it('makes due from that day on, and only where there is something', () => {
    const state = prepared()
    expect(row(state, 'guests', '2017-08-20')).toMatchObject({ due: '2017-08-21', isDue: false, count: 4 })
    expect(row(state, 'guests', '2017-08-21')).toMatchObject({ isDue: true })
    expect(row(state, 'arrivals', '2020-01-01')).toMatchObject({ isDue: false, count: 0 })
  })

  it('can be laid down anew, or left open', () => {
    const { state } = play([{ type: 'plan-retention', payload: { ...proposedRetention(), guests: null } }], {
      state: prepared(),
    })
    expect(row(state, 'guests', '2099-01-01')).toMatchObject({ months: null, due: null, isDue: false })
  })

  it('knows no day before the ceremony is described', () => {
    const [first] = retentionRows(play([]).state, '2099-01-01')
    expect(first).toMatchObject({ due: null, isDue: false })
  })
})
