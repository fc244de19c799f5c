/** Reads one sheet of a workbook: what its cells show, never what their formulas would do. */
import type { TableRow } from './csv-table.ts'
import { MappeError } from '../../shared/errors.ts'
import { dateText } from './xlsx-dates.ts'
import { walkXml } from './xml-walk.ts'

/** What many cells share: texts, which styles are dates, and from when days are counted. */
export type CellTexts = { strings: readonly string[]; isDate: readonly boolean[]; countsFrom1904: boolean }
export type SheetRows = {
  rows: TableRow[]
  /** Cells with a formula: their last result was taken. */
  formulas: number
}

const MOST_COLUMNS = 1_000
const MOST_CELLS = 3_000_000

/**
 * Rows that hold anything, with their numbers as the spreadsheet shows them.
 * FILE_TOO_LARGE { lines } when there are more than `mostRows` and they are not just looked into.
 */
export function readSheet(
  xml: string,
  texts: CellTexts,
  { mostRows, isGlance = false }: { mostRows: number; isGlance?: boolean },
): SheetRows {
  const rows: TableRow[] = []
  let line = 0
  let cells: string[] = []
  let count = 0
  let formulas = 0
  let cell: Cell | null = null
  let holds: 'value' | 'inline' | null = null
  let column = 0

  const endCell = (): void => {
    if (!cell) return
    const text = shownText(cell, texts).toWellFormed().trim()
    if (text !== '' && cell.column < MOST_COLUMNS) {
      while (cells.length < cell.column) cells.push('')
      cells[cell.column] = text
    }
    column = cell.column + 1
    cell = null
    if ((count += 1) > MOST_CELLS) throw new MappeError('FILE_TOO_LARGE', { lines: mostRows })
  }
  const endRow = (): 'stop' | void => {
    if (cells.length > 0) rows.push({ line, cells })
    cells = []
    column = 0
    if (rows.length < mostRows) return
    if (isGlance) return 'stop'
    throw new MappeError('FILE_TOO_LARGE', { lines: mostRows })
  }

  walkXml(xml, {
    open: (name, attribute) => {
      if (name === 'row') line = Number(attribute('r')) || line + 1
      else if (name === 'c') {
        const at = columnOf(attribute('r')) ?? column
        cell = { column: at, type: attribute('t') ?? 'n', style: Number(attribute('s') ?? 0), text: '' }
      } else if (name === 'f') formulas += 1
      else if (name === 'v') holds = 'value'
      else if (name === 't' && cell?.type === 'inlineStr') holds = 'inline'
      else if (name === 'rPh') holds = null
    },
    text: (text) => {
      if (cell && holds) cell.text += text
    },
    close: (name) => {
      if (name === 'v' || name === 't') holds = null
      if (name === 'c') endCell()
      return name === 'row' ? endRow() : undefined
    },
  })
  return { rows, formulas }
}

type Cell = { column: number; type: string; style: number; text: string }

/** "B7" is column 1. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0]
  if (letters === undefined) return null
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function shownText({ type, style, text }: Cell, { strings, isDate, countsFrom1904 }: CellTexts): string {
  switch (type) {
    case 's':
      return strings[Number(text)] ?? ''
    case 'b':
      return text === '1' ? 'WAHR' : 'FALSCH'
    case 'e':
      return ''
    case 'd':
      return text.replace(/^(\d{4})-(\d\d)-(\d\d).*$/, '$3.$2.$1')
    case 'n': {
      const number = Number(text)
      if (text === '' || !Number.isFinite(number)) return text
      return (isDate[style] ? dateText(number, countsFrom1904) : null) ?? numberText(number)
    }
    default:
      return unescaped(text)
  }
}

/** Long numbers in full: a phone number is not 4.97E+11. */
const numberText = (number: number): string =>
  Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(15)))

/** Control characters stand as _x000D_ in a workbook (ECMA-376 § 22.4.2.4). */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : text

/** The texts that cells share; the readings above Japanese words are left out. */
export function sharedStrings(xml: string | null): string[] {
  if (xml === null) return []
  const strings: string[] = []
  let text = ''
  let isText = false
  let isReading = false
  walkXml(xml, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') isReading = true
      if (name === 't') isText = !isReading
    },
    text: (part) => {
      if (isText) text += part
    },
    close: (name) => {
      if (name === 't') isText = false
      if (name === 'rPh') isReading = false
      if (name === 'si') strings.push(unescaped(text))
    },
  })
  return strings
}
