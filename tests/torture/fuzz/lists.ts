/** Guest lists that were damaged on their way: each is read into what its schemas allow, or refused with a reason. */
import { readFile } from 'node:fs/promises'
import * as fc from 'fast-check'
import { listPreviewSchema } from '../../../src/shared/contract/registry.ts'
import { attendeeSchema } from '../../../src/shared/domain/registry/registry.ts'
import { isMappeError } from '../../../src/shared/errors.ts'
import { reading, utf8 } from '../../fixtures/registry/lists.ts'
import { plainWorkbook } from '../../fixtures/registry/workbooks.ts'
import { damaged, damages } from './damage.ts'
import { LISTS_KEPT } from './kept.ts'
import { together, tryOut } from './report.ts'
import type { FuzzReport } from './report.ts'

const FAULTS = new Set<string>(['FILE_EMPTY', 'FILE_NOT_A_TABLE', 'FILE_TOO_LARGE'])
/** For a file of a few kilobytes; more would be an invitation to keep the host busy. */
const LONGEST_MS = 5_000

const VCARDS = utf8(
  [
    'BEGIN:VCARD\r\nVERSION:4.0\r\nN:Şahin;Öykü;;Dr.;\r\nORG:Jobcenter Landkreis Tübingen;Leitung\r\n',
    'TITLE:Geschäftsführerin\r\nEMAIL;TYPE=work:oeykue@example.org\r\nTEL:+49 7071 1\r\nEND:VCARD\r\n',
    'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg\r\n',
    'ORG:IHK\r\nNOTE:Zeile eins\\nZeile zwei\r\n  fortgesetzt\r\nEND:VCARD\r\n',
  ].join(''),
)

const WORKBOOK = plainWorkbook([
  ['Anrede', 'Vorname', 'Nachname', 'Funktion', 'Organisation', 'E-Mail'],
  ['Frau', 'Öykü', 'Şahin', 'Leiterin', 'Jobcenter', 'oeykue@example.org'],
  ['Herr', 'Jörg', 'von der Müller', 'Bürgermeister', 'Gemeinde Nehren', ''],
])

const fixture = (name: string) =>
  readFile(new URL(`../../fixtures/registry/${name}`, import.meta.url)).then((bytes) => new Uint8Array(bytes))

/** `count` lists: CSV in two encodings, vCards, a workbook. */
export async function fuzzLists(count: number, seed: number): Promise<FuzzReport> {
  const whole = {
    csv: await fixture('gaeste-utf8-bom.csv'),
    'csv-1252': await fixture('gaeste-excel-windows1252.csv'),
    vcard: VCARDS,
    xlsx: WORKBOOK,
  }
  const each = Math.ceil(count / Object.keys(whole).length)
  const reports: FuzzReport[] = []
  for (const [kind, bytes] of Object.entries(whole)) {
    const property = fc.property(damages, (changes) => readOrRefuse(damaged(bytes, changes)))
    reports.push(await tryOut(`list ${kind}`, property, { count: each, seed, kept: LISTS_KEPT[kind] ?? [] }))
  }
  return together(...reports)
}

function readOrRefuse(bytes: Uint8Array): void {
  const from = performance.now()
  try {
    const { preview, attendees } = reading(bytes)
    listPreviewSchema.parse(preview)
    for (const attendee of attendees) attendeeSchema.parse(attendee)
    if (preview.accepted !== attendees.length) throw new Error('the preview counts others than were read')
  } catch (error) {
    if (!isMappeError(error) || !FAULTS.has(error.code)) throw error
  }
  const took = performance.now() - from
  if (took > LONGEST_MS) throw new Error(`took ${Math.round(took)} ms`)
}
