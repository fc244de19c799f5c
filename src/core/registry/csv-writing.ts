/** Writes tables as CSV that a German Excel opens by a double click and that no spreadsheet takes for formulas. */

/** What a spreadsheet would calculate or call instead of showing (OWASP, CSV injection); behind apostrophes, so that each guard comes off again. */
const FORMULA_START = /^'*[=+\-@\t\r]/
const BYTE_ORDER_MARK = '\uFEFF'

/** Rows as text: byte order mark, semicolons, CRLF; every cell quoted where needed, formulas disarmed by an apostrophe. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  BYTE_ORDER_MARK + rows.map((row) => `${row.map(toCell).join(';')}\r\n`).join('')

function toCell(text: string): string {
  const harmless = FORMULA_START.test(text) ? `'${text}` : text
  return /[;"\r\n\t']|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** Takes the apostrophe off again when such a file comes back. */
export const withoutFormulaGuard = (cell: string): string =>
  /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
