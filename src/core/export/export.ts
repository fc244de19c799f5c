/** Takes a table out of the ceremony, in the format that is asked for. */
import type { ExportFormat, ExportWhat } from '../../shared/contract/printing.ts'
import type { CoreParts } from '../core-parts.ts'
import type { NamedFile } from '../documents/named-file.ts'
import { toCsv } from '../registry/csv-writing.ts'
import { TIME_ZONE } from '../sealing/sealing.ts'
import { arrivalsTable } from './arrivals.ts'
import { logTable } from './door-log.ts'
import { guestsTable, partnersTable } from './registry.ts'
import { cellsOf } from './table.ts'
import type { ExportTable } from './table.ts'
import { toXlsx } from './xlsx.ts'

export type ExportedFile = NamedFile & { type: string; rows: number }

const NAMES: Record<ExportWhat, string> = {
  guests: 'gaeste',
  partners: 'partner',
  arrivals: 'ankuenfte',
  log: 'einlassprotokoll',
}

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv;charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json',
}

/** The file with a name without umlauts. Only what is on record: nothing is changed. */
export async function exportFile(
  parts: CoreParts,
  what: ExportWhat,
  format: ExportFormat,
): Promise<ExportedFile> {
  const table = await tableFor(parts, what)
  const bytes = await WRITERS[format](table, parts.options.now())
  return { bytes, fileName: `${NAMES[what]}.${format}`, type: TYPES[format], rows: table.rows.length }
}

async function tableFor({ handler }: CoreParts, what: ExportWhat): Promise<ExportTable> {
  const { state } = handler
  if (what === 'log') return logTable(await handler.factsSince(0), TIME_ZONE)
  return { guests: guestsTable, partners: partnersTable, arrivals: arrivalsTable }[what](state, TIME_ZONE)
}

const WRITERS: Record<ExportFormat, (table: ExportTable, madeAt: Date) => Uint8Array | Promise<Uint8Array>> =
  {
    csv: (table) => Buffer.from(toCsv(cellsOf(table))),
    xlsx: (table, madeAt) => toXlsx(table.name, cellsOf(table), madeAt),
    json: (table) => Buffer.from(`${JSON.stringify(records(table), null, 2)}\n`),
  }

const records = ({ columns, rows }: ExportTable): Record<string, string>[] =>
  rows.map((row) => Object.fromEntries(columns.map(({ key }, at) => [key, row[at] ?? ''])))
