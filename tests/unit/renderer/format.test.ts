import { expect, it } from 'vitest'
import { formatIn } from '../../../src/renderer/format.ts'

it('writes the numbers of a sentence as its readers do, and leaves its words alone', () => {
  expect(formatIn('de').numbers({ count: 10_120, format: 'CSV-Tabelle' })).toEqual({
    count: '10.120',
    format: 'CSV-Tabelle',
  })
  expect(formatIn('en').numbers({ count: 10_120 })).toEqual({ count: '10,120' })
})
