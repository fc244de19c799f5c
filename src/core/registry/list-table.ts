/** Finds in a list's bytes the table: encoding, separator, header and the rows below it. */
import type { ListOptions } from '../../shared/contract/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Column } from './columns.ts'
import { findHeader, HEADER_ROWS } from './columns.ts'
import type { Separator, TableRow } from './csv-table.ts'
import { readTable, SEPARATORS } from './csv-table.ts'
import { requireText } from './file-kind.ts'
import type { Encoding } from './text-decoding.ts'
import { decodeText } from './text-decoding.ts'

export type ListTable = { encoding: Encoding; separator: Separator; columns: Column[]; rows: TableRow[] }

const MOST_BYTES = 10 * 1024 * 1024
/** As many attendees as one import may hold. */
const MOST_LINES = 200_000
/** Enough to look for a header in. */
const SAMPLE_LETTERS = 200_000

/**
 * The table of a list, its header recognised.
 * FILE_TOO_LARGE { megabytes | lines } · FILE_EMPTY · FILE_NOT_A_TABLE { kind } · COLUMNS_NOT_RECOGNISED { columns }
 */
export function readListTable(bytes: Uint8Array, options: ListOptions): ListTable {
  if (bytes.length > MOST_BYTES)
    throw new MappeError('FILE_TOO_LARGE', { megabytes: MOST_BYTES / 1024 / 1024 })
  requireText(bytes)
  const { text, encoding } = decodeText(bytes, options.encoding)
  if (text.trim() === '') throw new MappeError('FILE_EMPTY')
  const { body, firstLine, named } = afterSeparatorLine(text)
  requireFewLines(body)
  const separator = options.separator ?? named ?? sniffSeparator(body)
  const rows = readTable(body, separator, firstLine)
  const header = findHeader(rows)
  if (!header) throw new MappeError('COLUMNS_NOT_RECOGNISED', { columns: headline(rows) })
  return { encoding, separator, columns: header.columns, rows: rows.slice(header.at + 1) }
}

/** Excel's own "sep=;" in the first line, which the spreadsheet does not show. */
function afterSeparatorLine(text: string): { body: string; firstLine: number; named: Separator | undefined } {
  const match = /^"?sep=(.)"?[;,\t| ]*(?:\n|$)/i.exec(text)
  const named = SEPARATORS.find((separator) => separator === match?.[1])
  return { body: match ? text.slice(match[0].length) : text, firstLine: match ? 2 : 1, named }
}

function requireFewLines(text: string): void {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  if (lines > MOST_LINES) throw new MappeError('FILE_TOO_LARGE', { lines: MOST_LINES })
}

/** The separator under which most columns are recognised; then the one that cuts the rows most evenly. */
function sniffSeparator(text: string): Separator {
  const sample = text.slice(0, SAMPLE_LETTERS)
  const judged = SEPARATORS.map((separator) => {
    const rows = readTable(sample, separator, 1, HEADER_ROWS)
    const header = findHeader(rows)
    const width = header?.columns.length ?? 0
    return { separator, width, recognised: header?.recognised ?? 0, even: evenRows(rows) }
  }).toSorted(
    (a, b) => b.recognised - a.recognised || Number(b.width > 1) - Number(a.width > 1) || b.even - a.even,
  )
  const [best] = judged
  // Under a header of one column no separator is meant: the commas below it are those of "Müller, Hans".
  return best && best.width !== 1 ? best.separator : ';'
}

/** How many rows of more than one cell have as many cells as the first of them. */
function evenRows(rows: readonly TableRow[]): number {
  const widths = rows.map(({ cells }) => cells.length).filter((width) => width > 1)
  return widths.filter((width) => width === widths[0]).length
}

const headline = (rows: readonly TableRow[]): string =>
  (rows.find(({ cells }) => cells.filter(Boolean).length > 1) ?? rows[0])?.cells
    .filter(Boolean)
    .join(', ')
    .slice(0, 200) ?? ''
