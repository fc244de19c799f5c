/** Reads one row of a list: an attendee's properties, or the cell at fault and why. */
import type { RefusedRow } from '../../shared/contract/registry.ts'
import type { Attendee, Capacity } from '../../shared/domain/registry/registry.ts'
import { attendeeSchema } from '../../shared/domain/registry/registry.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import type { ColumnTarget, ListedField } from '../../shared/domain/registry/list-columns.ts'
import { listedFieldSchema } from '../../shared/domain/registry/list-columns.ts'
import { readingOrder } from './columns.ts'
import type { Column } from './columns.ts'
import { companionsText } from './companion-count.ts'
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
  | 'precedence'
  | 'greetedBy'
  /** A number, or empty where the row says none. */
  | 'companions'
  | 'note',
  string
> & {
  organisation: string
  category: string
  town: string
  maySign: boolean
  capacity: Capacity
  /** What the list has a column for, whether or not this row fills it. */
  columns: ReadonlySet<ColumnTarget>
  /** The fields that this row says something of. */
  filled: ReadonlySet<ListedField>
}

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

/** Gives the person of a row, or why the row is not taken. Rows with nothing in them do not come here. */
export function rowReader(columns: readonly Column[]): (row: TableRow) => Person | RefusedRow {
  const order = readingOrder(columns)
  return (row) => readRow(row, columns, order)
}

type ReadingOrder = ReturnType<typeof readingOrder>

function readRow(row: TableRow, columns: readonly Column[], order: ReadingOrder): Person | RefusedRow {
  const cells = cellsByTarget(row, order)
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
  if (!/\p{L}/u.test(person.lastName)) return refuse('last-name-missing', nameColumn(columns), '')
  if (!attendeeSchema.shape.email.safeParse(person.email).success)
    return refuse('email-invalid', 'email', person.email)
  if (person.maySign === null) return refuse('yes-no-unknown', 'maySign', cells.get('maySign') ?? '')
  if (person.capacity === null) return refuse('capacity-unknown', 'capacity', cells.get('capacity') ?? '')
  return {
    ...person,
    maySign: person.maySign,
    capacity: person.capacity,
    columns: new Set(cells.keys()),
    filled: filledFields(person, cells),
  }
}

const FIELDS = listedFieldSchema.options

/** Yes, no and the capacity have a value even where their cell is empty. */
function filledFields(person: ReturnType<typeof personOf>, cells: Cells): Set<ListedField> {
  const text = (field: ListedField) =>
    field === 'maySign' || field === 'capacity' ? (cells.get(field) ?? '') : person[field]
  return new Set(FIELDS.filter((field) => text(field) !== ''))
}

const longest = (target: ColumnTarget): number => {
  if (target === 'note') return LONGEST_NOTE
  return target === 'email' ? LONGEST_EMAIL : LONGEST_LINE
}

const nameColumn = (columns: readonly Column[]): ColumnTarget =>
  columns.some(({ target }) => target === 'lastName') ? 'lastName' : 'name'

function cellsByTarget({ cells }: TableRow, order: ReadingOrder): Cells {
  const values = new Map<ColumnTarget, string>()
  // of several columns with one meaning the first that says something counts
  for (const { target, at } of order)
    if (!values.get(target)) values.set(target, cleaned(cells[at] ?? '', target))
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
    precedence: rankOf(value('precedence')),
    greetedBy: value('greetedBy'),
    companions: companionsText(value),
    maySign: yesOrNo(value('maySign')),
    capacity: CAPACITIES.get(foldSpelling(value('capacity'))) ?? null,
  }
}

function nameOf(value: (target: ColumnTarget) => string) {
  const name = value('name')
  const whole = name === '' ? NO_NAME : splitName(name)
  const greeting = splitSalutation(value('salutation')) ?? { salutation: value('salutation'), title: '' }
  // English exports keep "Mr" and "Mrs" under "Title".
  const titled = (value('title') === '' ? null : splitSalutation(value('title'))) ?? {
    salutation: '',
    title: value('title'),
  }
  return {
    salutation: greeting.salutation || titled.salutation || whole.salutation,
    title: titled.title || greeting.title || whole.title,
    firstName: value('firstName') || whole.firstName,
    lastName: value('lastName') || whole.lastName,
  }
}

/** "3", or "ja" for a guest of honour without a rank; anything else in that column says nothing. */
function rankOf(rank: string): string {
  const [number] = /^[1-9]\d{0,2}(?=\.?$)/.exec(rank) ?? []
  if (number !== undefined) return number
  return YES.has(rank.toLowerCase()) || foldSpelling(rank) === 'ehrengast' ? UNRANKED : ''
}

const UNRANKED = 'ja'

/** A rank makes a guest of honour, as does whoever greets. */
export function honourOf({ precedence, greetedBy }: HonourTexts): Attendee['honour'] {
  if (precedence === '' && greetedBy === '') return undefined
  const rank = Number.parseInt(precedence, 10)
  return { precedence: Number.isNaN(rank) ? null : rank, greetedBy }
}

/** What a list would say of a guest's honours. */
export const honourTexts = (honour: Attendee['honour']): HonourTexts => ({
  precedence: honour ? String(honour.precedence ?? UNRANKED) : '',
  greetedBy: honour?.greetedBy ?? '',
})

type HonourTexts = { precedence: string; greetedBy: string }

const NO_NAME = { salutation: '', title: '', firstName: '', lastName: '' }

function yesOrNo(text: string): boolean | null {
  const word = text.toLowerCase().replace(/[.!]$/, '')
  if (YES.has(word)) return true
  return NO.has(word) ? false : null
}
