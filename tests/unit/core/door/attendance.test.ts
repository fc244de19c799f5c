import { expect, it } from 'vitest'
import { attendanceCsv } from '../../../../src/core/door/attendance.ts'
import { LANDRAT, play, prepared } from '../../../fixtures/ceremony.ts'

it('gives arrivals in spreadsheets the time of the clock in the hall, not of Greenwich', () => {
  const { state } = play([{ type: 'check-in', payload: { attendeeId: LANDRAT } }], {
    state: prepared(),
    at: '2017-02-21T17:05:09.000Z',
  })
  const text = Buffer.from(attendanceCsv(state, 'Europe/Berlin')).toString('utf8')
  expect(text).toContain('21.02.2017 18:05:09')
})
