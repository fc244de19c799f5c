import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../../src/core/registry/csv-table.ts'
import { toCsv } from '../../../../src/core/registry/csv-writing.ts'

describe('a CSV for the spreadsheet', () => {
  it('has a byte order mark, semicolons, CRLF, and quotes where they are needed', () => {
    expect(toCsv([['Größe', 'a;b', 'say "x"', 'two\nlines', ' blank ']])).toBe(
      '\uFEFFGröße;"a;b";"say ""x""";"two\nlines";" blank "\r\n',
    )
  })

  it.each(['=1+1', '+49 30', '-1', '@SUM(A1)', '\t=1'])(
    'never hands %j to the spreadsheet as a formula',
    (cell) => {
      expect(toCsv([[cell]])).toBe(`\uFEFF"'${cell}"\r\n`)
    },
  )

  it('reads back as it was', () => {
    const cell = fc
      .string({ unit: fc.constantFrom(...'ab;,"\'=+-@\n|ü'), minLength: 1, maxLength: 8 })
      .map((text) => text.trim())
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, fc.constant('end')), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const text = toCsv(rows).slice(1).replaceAll('\r\n', '\n')
          expect(readTable(text, ';').map(({ cells }) => cells)).toEqual(rows)
        },
      ),
    )
  })
})
