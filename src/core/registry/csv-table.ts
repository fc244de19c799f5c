/** Cuts the text of a list into rows of cells that know their line in the file. */
import type { InfoRecord } from 'csv-parse/sync'
import { CsvError, parse } from 'csv-parse/sync'
import { MappeError } from '../../shared/errors.ts'
import { withoutFormulaGuard } from './csv-writing.ts'

export type Separator = ';' | ',' | '\t' | '|'
export const SEPARATORS: readonly Separator[] = [';', '\t', '|', ',']

/** A row and the line of the file, from 1, in which it begins. */
export type TableRow = { line: number; cells: string[] }

const MOST_CELLS = 1_000
const LONGEST_ROW = 200_000

/**
 * All rows that hold anything; line breaks within quotes belong to their cell. Quotes that are not closed count as letters.
 * FILE_NOT_A_TABLE { reason: 'damaged' } when rows are beyond any measure.
 *
 * @param firstLine number of the text's first line in its file
 * @param mostRows stop after so many
 */
export function readTable(
  text: string,
  separator: Separator,
  firstLine = 1,
  mostRows = Infinity,
): TableRow[] {
  try {
    return parseRows(text, separator, firstLine, mostRows, '"')
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
  }
  // A quote that is never closed swallows the rest of the file: read once more with quotes as letters.
  try {
    return parseRows(text, separator, firstLine, mostRows, null)
  } catch (error) {
    throw error instanceof CsvError
      ? new MappeError('FILE_NOT_A_TABLE', { reason: 'damaged' }, error.message)
      : error
  }
}

function parseRows(
  text: string,
  separator: Separator,
  firstLine: number,
  mostRows: number,
  quote: string | null,
): TableRow[] {
  const rows: TableRow[] = []
  let endOfLast = 0
  const collect = (record: string[], { lines }: InfoRecord): null => {
    if (record.length > MOST_CELLS) throw new MappeError('FILE_NOT_A_TABLE', { reason: 'damaged' })
    const cells = record.map((cell) => withoutFormulaGuard(cell.trim()))
    if (cells.some((cell) => cell !== '')) rows.push({ line: firstLine + endOfLast, cells })
    endOfLast = lines
    return null
  }
  parse(text, { ...optionsFor(separator, quote, mostRows), on_record: collect })
  return rows
}

const optionsFor = (separator: Separator, quote: string | null, mostRows: number) => ({
  delimiter: separator,
  quote,
  record_delimiter: ['\n'],
  relax_quotes: true,
  relax_column_count: true,
  // Blanks around quotes; with tabs between the cells the tabs would be taken for blanks.
  trim: separator !== '\t',
  max_record_size: LONGEST_ROW,
  ...(Number.isFinite(mostRows) ? { to: mostRows } : {}),
})
