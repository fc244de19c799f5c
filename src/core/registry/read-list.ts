/** Reads a guest list against the registry: what the file says, what would change, what is refused and why. */
import type { DiffPage, ListChoices, ListOptions, ListPreview } from '../../shared/contract/registry.ts'
import type { DiffWindow } from './diff-plan.ts'
import { alsoListed } from './also-listed.ts'
import { findingsIn } from './findings.ts'
import { diffList } from './list-diff.ts'
import type { Import } from './list-diff.ts'
import type { KnownRegistry, ListReading } from './list-reading.ts'
import { NO_CHOICES } from './list-reading.ts'
import type { ListTable } from './list-table.ts'
import { readListTable } from './list-table.ts'
import type { ListedRows } from './listed-rows.ts'
import { readListedRows } from './listed-rows.ts'
import { refusedRowsCsv } from './refused-rows.ts'

const FIRST_ROWS = 5

/** `coverage`: the letters that can be printed; without it the list is not looked through for others. */
export type ListFile = {
  bytes: Uint8Array
  fileName: string
  options?: ListOptions
  choices?: ListChoices
  coverage?: ReadonlySet<number>
}

/**
 * Changes nothing; ids come from `newId`, `report` hears from 0 to 1 how far it is.
 * FILE_TOO_LARGE { megabytes | lines | organisations } · FILE_EMPTY · FILE_NOT_A_TABLE { reason }
 */
export function readList(
  file: ListFile,
  known: KnownRegistry,
  newId: () => string,
  report: (done: number) => void = () => {},
): ListReading {
  const { bytes, options = {}, choices = NO_CHOICES } = file
  const table = readListTable(bytes, options, known.columns)
  report(0.4)
  const rows = table.hasNames ? readListedRows(table, known.partners, newId) : NOBODY
  report(0.6)
  const found = diffList(rows, table.hasNames ? known : NOTHING_KNOWN, choices, newId)
  report(0.9)
  return {
    preview: previewOf(file, table, rows, found),
    partners: found.partners,
    attendees: [...found.added, ...found.changed],
    removed: found.removed,
    overArrived: found.overArrived,
    alsoListed: alsoListed(found.leftAsTheyAre, known, table),
    columnChoice: options.columns
      ? {
          headerKey: table.headerKey,
          targets: table.columns.map(({ target }) => target),
          recognised: table.recognised,
        }
      : null,
  }
}

/** Other entries of the diff than the first ones. The faults of `readList`. */
export function readDiffPage(
  { bytes, options = {} }: ListFile,
  known: KnownRegistry,
  newId: () => string,
  window: DiffWindow,
): DiffPage {
  const table = readListTable(bytes, options, known.columns)
  const rows = table.hasNames ? readListedRows(table, known.partners, newId) : NOBODY
  const { diff, found, seen } = diffList(
    rows,
    table.hasNames ? known : NOTHING_KNOWN,
    NO_CHOICES,
    newId,
    window,
  )
  return { found, seen, rows: diff }
}

const NOTHING_KNOWN: KnownRegistry = { partners: [], attendees: [] }
const NOBODY: ListedRows = { listed: [], refused: [], newPartners: [] }

function previewOf(
  { options = {}, fileName, coverage }: ListFile,
  table: ListTable,
  { refused }: ListedRows,
  found: Import,
): ListPreview {
  const { format, source, encoding, separator, sheets, sheet, headerLine, columns } = table
  return {
    fileName,
    format,
    source,
    encoding,
    separator,
    sheets,
    sheet,
    headerLine,
    columns,
    isRemembered: table.isRemembered,
    overlooked: table.overlooked,
    hasNames: table.hasNames,
    misread: table.misread,
    isMended: options.mend === true && table.misread !== null,
    findings: findingsIn(table, coverage),
    rows: table.rows.length,
    firstRows: table.rows
      .slice(0, FIRST_ROWS)
      .map(({ line, cells }) => ({ line, cells: cells.map(shortened) })),
    accepted: found.added.length,
    alreadyKnown: found.diff.counts.unchanged,
    newOrganisations: found.partners.map(({ name }) => name),
    diff: found.diff,
    seen: found.seen,
    refused,
    refusedCsv: refusedRowsCsv(columns, refused),
  }
}

const LONGEST_SHOWN = 200
const shortened = (cell: string): string =>
  cell.length > LONGEST_SHOWN ? `${cell.slice(0, LONGEST_SHOWN)}…` : cell
