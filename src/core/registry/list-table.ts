/** Finds in a list the table: its header, what each column means, and the rows below. */
import { createHash } from 'node:crypto'
import type { ListOptions, ListSource } from '../../shared/contract/registry.ts'
import type { ColumnChoice, ColumnMemory } from '../../shared/domain/registry/list-columns.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import type { Column } from './columns.ts'
import { columnsOf, findHeader, hasNames } from './columns.ts'
import type { TableRow } from './csv-table.ts'
import type { RawList } from './raw-list.ts'
import { openRawList } from './raw-list.ts'
import { overlookedBy, recalled } from './recalled-columns.ts'
import type { Overlooked } from './recalled-columns.ts'
import { sourceOf } from './sources.ts'

export type ListTable = RawList & {
  source: ListSource | null
  /** Where the header stands in the file; 0 when there is none. */
  headerLine: number
  columns: Column[]
  /** Under this name the choice of columns is remembered. */
  headerKey: string
  isRemembered: boolean
  /** What the columns would mean without any choice. */
  recognised: ColumnChoice
  /** Columns known by now of which nobody knows whether they were left out on purpose. */
  overlooked: Overlooked[]
  /** Whether there is a column with names, without which nobody can be taken over. */
  hasNames: boolean
  /** The rows below the header. */
  rows: TableRow[]
}

export type RememberedColumns = Readonly<Record<string, ColumnMemory>>

/**
 * The table of a list. Where no header is recognised the first row of several cells stands for it, without meaning.
 * Faults as in `openRawList`.
 */
export function readListTable(
  bytes: Uint8Array,
  options: ListOptions,
  remembered: RememberedColumns = {},
): ListTable {
  const raw = openRawList(bytes, options)
  const found = headerOf(raw, options.headerLine)
  const header = found.cells.map((cell) => cell.replace(/\s+/g, ' '))
  const headerKey = keyOf(header)
  const recognised = found.columns.map(({ target }) => target)
  const memory = options.columns === undefined ? remembered[headerKey] : undefined
  const columns = applied(found.columns, options.columns ?? (memory && recalled(memory, recognised)))
  return {
    ...raw,
    source: raw.format === 'vcard' ? 'vcard' : sourceOf(header),
    headerLine: found.line,
    columns,
    headerKey,
    isRemembered: memory !== undefined,
    recognised,
    overlooked: memory ? overlookedBy(memory, recognised) : [],
    hasNames: hasNames(columns),
    rows: raw.rows.slice(found.below),
  }
}

type FoundHeader = { line: number; cells: string[]; columns: Column[]; below: number }

function headerOf({ rows, format }: RawList, wished: number | undefined): FoundHeader {
  if (wished === 0) return withoutHeader(rows)
  const wishedAt = rows.findIndex(({ line }) => line === wished)
  const found = wishedAt >= 0 ? null : findHeader(rows)
  const at = wishedAt >= 0 ? wishedAt : (found?.at ?? firstWide(rows))
  if (wishedAt < 0 && !found && isAboutSomebody(rows[at])) return withoutHeader(rows)
  const cells = withoutEmptyTail(rows[at]?.cells ?? [])
  // cells of a workbook know their column; in a CSV one too many is a sign that quotes are missing
  if (format === 'xlsx') while (cells.length < widthOf(rows)) cells.push('')
  return { line: rows[at]?.line ?? 0, cells, columns: columnsOf(cells), below: at + 1 }
}

/** No header says "eva@example.org" or "07071 1234". */
const isAboutSomebody = (row: TableRow | undefined): boolean =>
  row?.cells.some((cell) => /\S@\S+\.\p{L}|\d{4}/u.test(cell)) ?? false

/** Every column gets a number for a name. */
function withoutHeader(rows: readonly TableRow[]): FoundHeader {
  const cells = Array.from({ length: widthOf(rows) }, (_, at) => `Spalte ${at + 1}`)
  return { line: 0, cells, columns: cells.map((header) => ({ header, target: null })), below: 0 }
}

const widthOf = (rows: readonly TableRow[]): number =>
  rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)

const firstWide = (rows: readonly TableRow[]): number =>
  Math.max(
    0,
    rows.findIndex(({ cells }) => cells.filter(Boolean).length > 1),
  )

const withoutEmptyTail = (cells: readonly string[]): string[] =>
  cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1)

const applied = (columns: readonly Column[], chosen: ColumnChoice | undefined): Column[] =>
  columns.map(({ header, target }, at) => ({ header, target: chosen ? (chosen[at] ?? null) : target }))

/** The same header, whatever the case and spelling: no names of people stand in it. */
const keyOf = (header: readonly string[]): string =>
  createHash('sha256').update(header.map(foldSpelling).join('\n')).digest('hex').slice(0, 16)
