/** Reads one row of a list: an attendee's properties, or the cell at fault and why. */
import type { RefusedRow } from '../../shared/contract/registry.ts'
import type { Capacity } from '../../shared/domain/registry.ts'
import { attendeeSchema } from '../../shared/domain/registry.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import type { Column, ColumnTarget } from './columns.ts'
import type { TableRow } from './csv-table.ts'
import { splitName, splitSalutation } from './person-name.ts'

/** A row's values, cleaned and checked, before the organisation is looked up. */
export type Person = Record<
  | 'salutation'
  | 'title'
  | 'firstName'
  | 'lastName'
  | 'nickname'
  | 'pronunciation'
  | 'function'
  | 'email'
  | 'phone'
  | 'seat'
  | 'note',
  string
> & { organisation: string; category: string; town: string; maySign: boolean; capacity: Capacity }

type Reason = RefusedRow['reason']
type Cells = ReadonlyMap<ColumnTarget, string>

/** Every property's longest text: that of the schema it will stand in. */
const LONGEST_NOTE = 2000
const LONGEST_LINE = 300
const LONGEST_EMAIL = 254

const YES: ReadonlySet<string> = new Set('ja j yes y x 1 true wahr ok ✓ ✔ ☑ ☒'.split(' '))
const NO: ReadonlySet<string> = new Set('nein n no 0 false falsch ☐ entfaellt'.split(' ').concat(''))
const CAPACITIES: ReadonlyMap<string, Capacity> = new Map([
  ['', 'in-office'],
  ['imamt', 'in-office'],
  ['inoffice', 'in-office'],
  ['amt', 'in-office'],
  ['selbst', 'in-office'],
  ['iv', 'i.V.'],
  ['invertretung', 'i.V.'],
  ['vertretung', 'i.V.'],
  ['deputising', 'i.V.'],
  ['ia', 'i.A.'],
  ['imauftrag', 'i.A.'],
  ['auftrag', 'i.A.'],
  ['byorder', 'i.A.'],
])

/** The person of a row, or why the row is not taken. Rows with nothing in them do not come here. */
export function readRow(row: TableRow, columns: readonly Column[]): Person | RefusedRow {
  const cells = cellsByTarget(row, columns)
  const refuse = (reason: Reason, target: ColumnTarget | null, value: string): RefusedRow => ({
    line: row.line,
    column: columns.find((column) => column.target === target)?.header ?? '',
    reason,
    value,
    cells: row.cells,
  })
  const extra = row.cells.slice(columns.length).find((cell) => cell !== '')
  if (extra !== undefined) return refuse('too-many-cells', null, extra)
  for (const [target, value] of cells)
    if (value.length > longest(target)) return refuse('text-too-long', target, value)
  const person = personOf(cells)
  if (person.lastName === '') return refuse('last-name-missing', nameColumn(columns), '')
  if (!attendeeSchema.shape.email.safeParse(person.email).success)
    return refuse('email-invalid', 'email', person.email)
  if (person.maySign === null) return refuse('yes-no-unknown', 'maySign', cells.get('maySign') ?? '')
  if (person.capacity === null) return refuse('capacity-unknown', 'capacity', cells.get('capacity') ?? '')
  return { ...person, maySign: person.maySign, capacity: person.capacity }
}

const longest = (target: ColumnTarget): number => {
  if (target === 'note') return LONGEST_NOTE
  return target === 'email' ? LONGEST_EMAIL : LONGEST_LINE
}

const nameColumn = (columns: readonly Column[]): ColumnTarget =>
  columns.some(({ target }) => target === 'lastName') ? 'lastName' : 'name'

function cellsByTarget({ cells }: TableRow, columns: readonly Column[]): Cells {
  const values = new Map<ColumnTarget, string>()
  columns.forEach(({ target }, at) => {
    if (target !== null) values.set(target, cleaned(cells[at] ?? '', target))
  })
  return values
}

/** Without control characters; a note keeps its lines, all else is one line; a lone dash means nothing. */
function cleaned(cell: string, target: ColumnTarget): string {
  const text = target === 'note' ? cell.replace(/[^\S\n]+/g, ' ') : cell.replace(/\s+/g, ' ')
  // oxlint-disable-next-line no-control-regex -- control characters are what is to be removed
  const line = text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '').trim()
  return /^[-–—]$/.test(line) ? '' : line
}

function personOf(cells: Cells) {
  const value = (target: ColumnTarget): string => cells.get(target) ?? ''
  return {
    ...nameOf(value),
    nickname: value('nickname'),
    pronunciation: value('pronunciation'),
    function: value('function'),
    organisation: value('organisation'),
    category: value('category'),
    town: value('town'),
    email: value('email'),
    phone: value('phone'),
    seat: value('seat'),
    note: value('note'),
    maySign: yesOrNo(value('maySign')),
    capacity: CAPACITIES.get(foldSpelling(value('capacity'))) ?? null,
  }
}

function nameOf(value: (target: ColumnTarget) => string) {
  const whole = splitName(value('name'))
  const greeting = splitSalutation(value('salutation')) ?? { salutation: value('salutation'), title: '' }
  // English exports keep "Mr" and "Mrs" under "Title".
  const titled = splitSalutation(value('title')) ?? { salutation: '', title: value('title') }
  return {
    salutation: greeting.salutation || titled.salutation || whole.salutation,
    title: titled.title || greeting.title || whole.title,
    firstName: value('firstName') || whole.firstName,
    lastName: value('lastName') || whole.lastName,
  }
}

function yesOrNo(text: string): boolean | null {
  const word = text.toLowerCase().replace(/[.!]$/, '')
  if (YES.has(word)) return true
  return NO.has(word) ? false : null
}
