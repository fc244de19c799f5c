/** Opens a list file of any kind as rows of text, with all that was found out on the way. */
import type { ListOptions } from '../../shared/contract/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import type { TableRow } from './csv-table.ts'
import type { ListFormat } from './file-kind.ts'
import { formatOf } from './file-kind.ts'
import { readCsv } from './csv-list.ts'
import type { Separator } from './csv-table.ts'
import type { Misread } from './misread.ts'
import { decodeText } from './text-decoding.ts'
import type { Encoding } from './text-decoding.ts'
import { readVcards, VCARD_HEADER } from './vcard.ts'
import { readXlsx } from './xlsx-list.ts'

export type RawList = {
  format: ListFormat
  rows: TableRow[]
  /** Text files. */
  encoding: Encoding | null
  separator: Separator | null
  misread: Misread | null
  /** Workbooks. */
  sheets: string[]
  sheet: string | null
  formulas: number
}

export const MOST_BYTES = 10 * 1024 * 1024

/** FILE_TOO_LARGE { megabytes | lines } · FILE_EMPTY · FILE_NOT_A_TABLE { reason } */
export function openRawList(bytes: Uint8Array, options: ListOptions): RawList {
  if (bytes.length > MOST_BYTES)
    throw new MappeError('FILE_TOO_LARGE', { megabytes: MOST_BYTES / 1024 / 1024 })
  if (bytes.length === 0) throw new MappeError('FILE_EMPTY')
  const format = formatOf(bytes)
  const list = format === 'xlsx' ? openWorkbookList(bytes, options) : openText(bytes, format, options)
  if (list.rows.length === 0) throw new MappeError('FILE_EMPTY')
  return list
}

const openWorkbookList = (bytes: Uint8Array, { sheet }: ListOptions): RawList => ({
  format: 'xlsx',
  encoding: null,
  separator: null,
  misread: null,
  ...readXlsx(bytes, sheet),
})

function openText(bytes: Uint8Array, format: 'csv' | 'vcard', options: ListOptions): RawList {
  const { text, encoding, misread } = decodeText(bytes, options)
  if (text.trim() === '') throw new MappeError('FILE_EMPTY')
  const common = { format, encoding, misread, sheets: [], sheet: null, formulas: 0 }
  if (format === 'csv') return { ...common, ...readCsv(text, options.separator) }
  const cards = readVcards(text)
  const header = { line: 0, cells: VCARD_HEADER }
  return { ...common, separator: null, rows: cards.length > 0 ? [header, ...cards] : [] }
}
