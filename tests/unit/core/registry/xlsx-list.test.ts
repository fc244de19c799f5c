import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readXlsx } from '../../../../src/core/registry/xlsx-list.ts'
import { isMappeError } from '../../../../src/shared/errors.ts'
import { namesIn, reading } from '../../../fixtures/registry/lists.ts'
import {
  formula,
  number,
  plainWorkbook,
  shared,
  text,
  workbook,
} from '../../../fixtures/registry/workbooks.ts'

const cellsOf = (rows: string[][], properties = '') =>
  readXlsx(workbook([{ name: 'A', rows }], ['Öztürk', 'Groß & Söhne'], properties), undefined).rows.map(
    ({ cells }) => cells,
  )
const faultOf = (bytes: Uint8Array) => {
  try {
    reading(bytes)
  } catch (error) {
    return isMappeError(error) ? [error.code, error.data] : error
  }
  return null
}

describe('a workbook', () => {
  it('is read as guests, with the numbers of its rows', () => {
    const { preview, attendees } = reading(
      plainWorkbook([['Gästeliste'], [], ['Vorname', 'Nachname', 'Firma'], ['Jörg', 'Größle', 'Amt A']]),
    )
    expect(preview).toMatchObject({ format: 'xlsx', sheet: 'Tabelle1', headerLine: 3, encoding: null })
    expect(preview.diff.added).toMatchObject([{ line: 4, name: 'Jörg Größle', organisation: 'Amt A' }])
    expect(attendees).toHaveLength(1)
  })

  it('shows shared and inline texts, long numbers in full, and dates as days', () => {
    expect(
      cellsOf([
        [shared(0), shared(1), text('inline')],
        [number(497071207300), number(46112, 1), number(46112.75, 1), number(3, 2), number(0.1 + 0.2)],
        ['<c t="b"><v>1</v></c>', '<c t="e"><v>#NV</v></c>', '<c t="d"><v>2026-03-31</v></c>'],
      ]),
    ).toEqual([
      ['Öztürk', 'Groß & Söhne', 'inline'],
      ['497071207300', '31.03.2026', '31.03.2026 18:00', '02.01.1900', '0.3'],
      ['WAHR', '', '31.03.2026'],
    ])
  })

  it('counts days from 1904 where it says so', () => {
    expect(cellsOf([[number(44650, 1)]], 'date1904="1"')).toEqual([['31.03.2026']])
  })

  it('gives what a formula showed last, and tells of it', () => {
    const rows = [
      [text('Nachname'), text('E-Mail')],
      [text('Abel'), formula('HYPERLINK("x")', 'a@example.org')],
    ]
    const { preview, attendees } = reading(workbook([{ name: 'A', rows }]))
    expect(attendees).toMatchObject([{ email: 'a@example.org' }])
    expect(preview.findings).toMatchObject([{ kind: 'formulas', count: 1 }])
  })

  it('knows the columns of its cells, also behind the header', () => {
    const { preview } = reading(
      plainWorkbook([
        ['Vorname', 'Nachname'],
        ['Eva', 'Abel', '', 'eine Randbemerkung'],
      ]),
    )
    expect(preview).toMatchObject({ accepted: 1, refused: [] })
  })

  it('is read from the sheet that looks like a list, hidden ones last, or from the one that was chosen', () => {
    const list = (name: string) =>
      [
        ['Vorname', 'Nachname'],
        ['Eva', name],
      ].map((cells) => cells.map(text))
    const book = workbook([
      { name: 'Deckblatt', rows: [[text('Stand: Mai')]] },
      { name: 'Alt', rows: list('Alt'), state: 'hidden' },
      { name: 'Gäste', rows: list('Neu') },
    ])
    const found = reading(book)
    expect(found.preview).toMatchObject({ sheet: 'Gäste', sheets: ['Deckblatt', 'Alt', 'Gäste'] })
    expect(namesIn(found)).toEqual(['|Eva|Neu'])
    expect(namesIn(reading(book, {}, { sheet: 'Alt' }))).toEqual(['|Eva|Alt'])
    expect(reading(book, {}, { sheet: 'Deckblatt' }).preview.hasNames).toBe(false)
  })
})

describe('a workbook from strangers', () => {
  it('does not get past the limit by being packed well', () => {
    const bomb = zipSync({
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="A" id="r1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8(
        '<Relationships><Relationship Id="r1" Target="worksheets/a.xml"/></Relationships>',
      ),
      'xl/worksheets/a.xml': new Uint8Array(100 * 1024 * 1024),
    })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(faultOf(bomb)).toEqual(['FILE_TOO_LARGE', { megabytes: 96 }])
  })

  it('never expands entities of its own', () => {
    const rows = [['Nachname'], ['&lol;']].map((cells) =>
      cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`),
    )
    expect(namesIn(reading(workbook([{ name: 'A', rows }])))).toEqual(['||&lol;'])
  })

  it.each([
    ['no XML', { 'xl/workbook.xml': strToU8('nonsense'), 'xl/_rels/workbook.xml.rels': strToU8('<a>') }],
    [
      'no sheet',
      { 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/_rels/workbook.xml.rels': strToU8('<a/>') },
    ],
    ['no book', { 'xl/other.xml': strToU8('<a/>') }],
  ])('is called damaged when it holds %s', (_what, parts) => {
    expect(faultOf(zipSync(parts))).toEqual(['FILE_NOT_A_TABLE', { reason: 'damaged' }])
  })

  it('in a format of its own is named', () => {
    expect(faultOf(zipSync({ 'xl/workbook.bin': strToU8('x') }))).toEqual([
      'FILE_NOT_A_TABLE',
      { reason: 'xlsb' },
    ])
  })
})
