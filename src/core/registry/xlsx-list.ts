/** The rows of a workbook's sheet: the one that was chosen, or the one that reads most like a list of guests. */
import { MappeError } from '../../shared/errors.ts'
import { findHeader, HEADER_ROWS } from './columns.ts'
import type { TableRow } from './csv-table.ts'
import { dateStyles } from './xlsx-dates.ts'
import { openWorkbook } from './xlsx-parts.ts'
import type { Sheet, Workbook } from './xlsx-parts.ts'
import { readSheet, sharedStrings } from './xlsx-rows.ts'
import type { CellTexts } from './xlsx-rows.ts'

const MOST_ROWS = 200_000
/** So many sheets are looked into before one is chosen. */
const MOST_LOOKED_INTO = 30

export type XlsxList = { rows: TableRow[]; sheets: string[]; sheet: string; formulas: number }

/** FILE_NOT_A_TABLE { reason: 'damaged' } · FILE_TOO_LARGE { lines | megabytes } */
export function readXlsx(bytes: Uint8Array, wished: string | undefined): XlsxList {
  const book = openWorkbook(bytes)
  const texts: CellTexts = {
    strings: sharedStrings(book.part('xl/sharedStrings.xml')),
    isDate: dateStyles(book.part('xl/styles.xml')),
    countsFrom1904: book.countsFrom1904,
  }
  const sheet = book.sheets.find(({ name }) => name === wished) ?? bestSheet(book, texts)
  if (!sheet) throw new MappeError('FILE_EMPTY')
  const xml = book.part(sheet.path) ?? ''
  return {
    ...readSheet(xml, texts, { mostRows: MOST_ROWS }),
    sheet: sheet.name,
    sheets: book.sheets.map(({ name }) => name),
  }
}

/** Most columns recognised; then one that can be seen; then the first that holds anything. */
function bestSheet(book: Workbook, texts: CellTexts): Sheet | undefined {
  if (book.sheets.length === 1) return book.sheets[0]
  const judged = book.sheets.slice(0, MOST_LOOKED_INTO).map((sheet) => {
    const xml = book.part(sheet.path) ?? ''
    const { rows } = readSheet(xml, texts, { mostRows: HEADER_ROWS, isGlance: true })
    return { sheet, recognised: findHeader(rows)?.recognised ?? 0, holdsAny: rows.length > 0 }
  })
  return judged.toSorted(
    (a, b) =>
      b.recognised - a.recognised ||
      Number(a.sheet.isHidden) - Number(b.sheet.isHidden) ||
      Number(b.holdsAny) - Number(a.holdsAny),
  )[0]?.sheet
}
