import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendeeSchema, partnerSchema } from '../../../../src/shared/domain/registry.ts'
import { listPreviewSchema } from '../../../../src/shared/contract/registry.ts'
import { isMappeError } from '../../../../src/shared/errors.ts'
import { generateRegistry } from '../../../fixtures/registry/generated-registry.ts'
import { reading, utf8, windows1252 } from '../../../fixtures/registry/lists.ts'

const FAULTS = ['FILE_EMPTY', 'FILE_NOT_A_TABLE', 'FILE_TOO_LARGE']

/** Either a list that holds to its schemas, or one of the listed faults. */
function readOrRefuse(bytes: Uint8Array): void {
  try {
    const { preview, attendees, partners } = reading(bytes)
    expect(listPreviewSchema.parse(preview)).toEqual(preview)
    for (const attendee of attendees) expect(attendeeSchema.parse(attendee)).toEqual(attendee)
    for (const partner of partners) expect(partnerSchema.parse(partner)).toEqual(partner)
    expect(preview.accepted).toBe(attendees.length)
  } catch (error) {
    if (!isMappeError(error)) throw error
    expect(FAULTS).toContain(error.code)
  }
}

const HEADERS = [
  'Vorname',
  'Nachname',
  'Name',
  'Titel',
  'Anrede',
  'Firma',
  'E-Mail',
  'Zeichnungsberechtigt',
  'Vertretungsart',
  'Bemerkung',
  '',
]
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ';',
      ',',
      '\n',
      '\r\n',
      '\t',
      '"',
      'sep=;\n',
      'Dr. ',
      ', ',
      'von ',
      'MdL',
      'ja',
      "'=",
      '\u0085',
      'Ã¼',
    ),
  },
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'aä ,.'), minLength: 250, maxLength: 350 }) },
)
const listText = fc
  .tuple(
    fc.array(fc.constantFrom(...HEADERS), { maxLength: 8 }),
    fc.constantFrom(';', ',', '\t', '|'),
    fc.array(piece, { maxLength: 30 }),
  )
  .map(([headers, separator, pieces]) => `${headers.join(separator)}\n${pieces.join('')}`)

describe('any file', () => {
  it('of any bytes is read or refused, nothing else', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), readOrRefuse), { numRuns: 400 })
  })

  it('of any text below a header is read or refused, nothing else', () => {
    fc.assert(
      fc.property(listText, (text) => readOrRefuse(utf8(text))),
      { numRuns: 600 },
    )
    fc.assert(
      fc.property(listText, (text) => readOrRefuse(windows1252(text))),
      { numRuns: 300 },
    )
  })

  it.each([
    ['one cell of quotes', `Name\n${'"'.repeat(1_000_000)}`],
    ['a quote that is never closed', `Name\n"${'abc\n'.repeat(60_000)}`],
    ['a row of separators', `Name\n${';'.repeat(1_000_000)}`],
    ['a header without end', 'Name;'.repeat(100_000)],
    ['titles without end', `Name\n${'Dr. '.repeat(50_000)}`],
    ['misread letters without end', `Name\n${'Ã¼'.repeat(500_000)}`],
    ['refused rows without end', `Name\n${'a\n'.repeat(50_000)}`],
  ])('is answered in good time: %s', (_name, text) => {
    const start = performance.now()
    readOrRefuse(utf8(text))
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('a list of 10,000 guests', () => {
  it('is read below two seconds', () => {
    const rows = generateRegistry(10_000).map(({ id, firstName, lastName, organisation, ...rest }) =>
      ['Frau', firstName, `${lastName} ${id}`, organisation, rest.function, `${id}@example.org`, 'nein'].join(
        ';',
      ),
    )
    const bytes = utf8(
      ['Anrede;Vorname;Nachname;Organisation;Funktion;E-Mail;Zeichnungsberechtigt', ...rows].join('\r\n'),
    )
    const times = [1, 2, 3].map(() => {
      const start = performance.now()
      expect(reading(bytes).preview.accepted).toBe(10_000)
      return performance.now() - start
    })
    expect(Math.min(...times)).toBeLessThan(2_000)
  })
})
