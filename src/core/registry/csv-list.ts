/** Cuts the text of a CSV into rows: Excel's "sep=" line, the separator found out or chosen. */
import { MappeError } from '../../shared/errors.ts'
import { findHeader, HEADER_ROWS } from './columns.ts'
import type { Separator, TableRow } from './csv-table.ts'
import { readTable, SEPARATORS } from './csv-table.ts'

const MOST_LINES = 200_000
/** Enough to look for a header in. */
const SAMPLE_LETTERS = 200_000

/** FILE_TOO_LARGE { lines } · FILE_NOT_A_TABLE { reason: 'damaged' } */
export function readCsv(
  text: string,
  wished: Separator | undefined,
): { rows: TableRow[]; separator: Separator } {
  const { body, firstLine, named } = afterSeparatorLine(text)
  requireFewLines(body)
  const separator = wished ?? named ?? sniffSeparator(body)
  return { separator, rows: readTable(body, separator, firstLine) }
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
