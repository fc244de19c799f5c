import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendeeSchema, partnerSchema } from '../../../../src/shared/domain/registry/registry.ts'
import { listPreviewSchema } from '../../../../src/shared/contract/registry.ts'
import { isMappeError } from '../../../../src/shared/errors.ts'
import { generateRegistry } from '../../../fixtures/registry/generated-registry.ts'
import { reading, utf8, windows1252 } from '../../../fixtures/registry/lists.ts'
import { plainWorkbook, workbook } from '../../../fixtures/registry/workbooks.ts'

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

  it('packed as a workbook is read or refused, nothing else', () => {
    const cells = fc.array(
      fc.array(fc.oneof(fc.constantFrom(...HEADERS), fc.string({ unit: 'binary', maxLength: 12 })), {
        maxLength: 6,
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(cells, (rows) => readOrRefuse(plainWorkbook(rows))),
      { numRuns: 200 },
    )
  })

  it('that was a workbook until some of its bytes fell over is read or refused, nothing else', () => {
    const whole = plainWorkbook([
      ['Vorname', 'Nachname'],
      ['Eva', 'Abel'],
    ])
    const falls = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(falls, fc.nat(whole.length), (bytes, end) => {
        const broken = whole.slice(0, bytes.length % 2 === 0 ? whole.length : end)
        for (const [at, byte] of bytes) broken[at] = byte
        readOrRefuse(broken)
      }),
      { numRuns: 300 },
    )
  })

  it('of sheet XML of any kind is read or refused, nothing else', () => {
    const xml = fc.array(
      fc.oneof(
        fc.constantFrom(
          '<row r="1">',
          '</row>',
          '<c r="B1" t="s">',
          '<c t="inlineStr">',
          '<c s="1">',
          '</c>',
          '<v>',
          '</v>',
          '<is><t>',
          '</t></is>',
          '1e9',
          '-5',
          '&#0;',
          '&#xD800;',
          '_xD800_',
          'Nachname',
          '<![CDATA[',
          ']]>',
          '<!--',
          '<f>',
        ),
        fc.string({ unit: 'binary', maxLength: 6 }),
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(xml, (pieces) =>
        readOrRefuse(workbook([{ name: 'A', rows: [[pieces.join('')]] }], ['Nachname'])),
      ),
      { numRuns: 400 },
    )
  })

  it('of vCard lines is read or refused, nothing else', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VCARD',
        'END:VCARD',
        'N:Abel;Eva;;Dr.;',
        'FN:Eva Abel',
        'ORG:Amt A',
        'NOTE;ENCODING=QUOTED-PRINTABLE:=C3=',
        'N;CHARSET=x-none;ENCODING=QUOTED-PRINTABLE:=ZZ=F6;=',
        ' folded',
        'TEL;TYPE="a:b":1',
        'EMAIL:a(at)b',
        '\\;;\\',
      ),
      fc.string({ unit: 'binary', maxLength: 15 }),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 25 }), (lines) =>
        readOrRefuse(utf8(`BEGIN:VCARD\r\n${lines.join('\r\n')}`)),
      ),
      { numRuns: 400 },
    )
  })

  it.each([
    ['one cell of quotes', `Name\n${'"'.repeat(1_000_000)}`],
    ['a quote that is never closed', `Name\n"${'abc\n'.repeat(60_000)}`],
    ['a row of separators', `Name\n${';'.repeat(1_000_000)}`],
    ['a header without end', 'Name;'.repeat(100_000)],
    ['titles without end', `Name\n${'Dr. '.repeat(50_000)}`],
    ['misread letters without end', `Name\n${'Ã¼'.repeat(500_000)}`],
    ['one card without end', `BEGIN:VCARD\nN:${';\\'.repeat(300_000)}`],
    ['folded lines without end', `BEGIN:VCARD\nNOTE:a${'\n b'.repeat(100_000)}`],
    ['parameters without end', `BEGIN:VCARD\nN${';a="'.repeat(100_000)}:x`],
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
