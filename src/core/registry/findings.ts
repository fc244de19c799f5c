/** Notices what programs do to lists: zeros that were dropped, numbers that were rounded, seats that became dates. */
import type { ListFinding } from '../../shared/contract/registry.ts'
import type { ColumnTarget } from '../../shared/domain/registry/list-columns.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import { missingFrom } from '../printable.ts'
import { companionCount, isOfCompanions } from './companion-count.ts'
import type { ListTable } from './list-table.ts'
import { isOfPeople, namesSeveral } from './several-people.ts'

/** "70712073001": a German number has its zero or its plus in front. */
const WITHOUT_ZERO = /^[1-9]\d{5,14}$/
/** "4,97E+11", as a spreadsheet shows a long number. */
const ROUNDED = /^\d[.,]?\d*E\+\d+$/i
/** "3-02" becomes "03. Feb" or "03.02.2026". */
const DATE =
  /^(\d{1,2}\.\s?(?:\d{1,2}\.(?:\d{2,4})?|Jan|Feb|Mrz|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\w*\.?|(?:Jan|Feb|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[ -]\d{2})$/i

/** `coverage`: the letters that can be printed; without it they are not asked about. */
export function findingsIn(table: ListTable, coverage?: ReadonlySet<number>): ListFinding[] {
  return [
    repeatedHeaders(table),
    formulas(table),
    inColumns(table, 'lost-zeros', ['phone'], WITHOUT_ZERO),
    inColumns(table, 'rounded-numbers', ['phone', 'seat'], ROUNDED),
    inColumns(table, 'seat-dates', ['seat'], DATE),
    companions(table, 'companions-unclear', 'unclear'),
    companions(table, 'companions-named', 'names'),
    inRows(table, 'several-people', isOfPeople, namesSeveral),
    ...(coverage ? [lackingLetters(table, coverage)] : []),
  ].filter((finding) => finding.count > 0)
}

function inColumns(
  { columns, rows }: ListTable,
  kind: ListFinding['kind'],
  targets: readonly ColumnTarget[],
  pattern: RegExp,
): ListFinding {
  const places = columns.flatMap(({ target }, at) =>
    target !== null && targets.includes(target) ? [at] : [],
  )
  const found = rows.flatMap(({ line, cells }) =>
    places.flatMap((at) => (pattern.test(cells[at] ?? '') ? [{ line, example: cells[at] ?? '' }] : [])),
  )
  return { kind, count: found.length, ...(found[0] ?? NOWHERE) }
}

/** Guests are taken all the same, without what the cell says. */
function companions(
  { columns, rows }: ListTable,
  kind: ListFinding['kind'],
  reading: 'unclear' | 'names',
): ListFinding {
  const found = rows.flatMap(({ line, cells }) =>
    columns.flatMap(({ target }, at) => {
      const cell = cells[at] ?? ''
      if (!isOfCompanions(target) || companionCount(cell, target) !== reading) return []
      return [{ line, example: cell.trim().slice(0, 60) }]
    }),
  )
  return { kind, count: found.length, ...(found[0] ?? NOWHERE) }
}

/** Rows with such a cell, each counted once. */
function inRows(
  { columns, rows }: ListTable,
  kind: ListFinding['kind'],
  isAsked: (target: ColumnTarget | null) => boolean,
  isMeant: (cell: string) => boolean,
): ListFinding {
  const places = columns.flatMap(({ target }, at) => (isAsked(target) ? [at] : []))
  const found = rows.flatMap(({ line, cells }) => {
    const cell = places.map((at) => cells[at] ?? '').find((each) => each !== '' && isMeant(each))
    return cell === undefined ? [] : [{ line, example: cell.trim().slice(0, 60) }]
  })
  return { kind, count: found.length, ...(found[0] ?? NOWHERE) }
}

/** What of a row comes on a badge. */
const PRINTED: ReadonlySet<ColumnTarget> = new Set([
  'salutation',
  'title',
  'firstName',
  'lastName',
  'name',
  'function',
  'organisation',
])

const lackingLetters = (table: ListTable, coverage: ReadonlySet<number>): ListFinding =>
  inRows(
    table,
    'lacking-letters',
    (target) => target !== null && PRINTED.has(target),
    (cell) => missingFrom(coverage, cell).length > 0,
  )

const NOWHERE = { line: 0, example: '' }

/** In a workbook they are known; in a CSV they show by their first letter: "+ 1 Begleitung" and "- keine -" are words. */
function formulas({ columns, rows, formulas: known }: ListTable): ListFinding {
  if (known > 0) return { kind: 'formulas', count: known, ...NOWHERE }
  const isText = (at: number) => columns[at]?.target !== 'phone'
  const found = rows.flatMap(({ line, cells }) =>
    cells.flatMap((cell, at) =>
      /^[=@]|^[+-][^\d\s]/.test(cell) && cell.length > 1 && isText(at)
        ? [{ line, example: cell.slice(0, 60) }]
        : [],
    ),
  )
  return { kind: 'formulas', count: found.length, ...(found[0] ?? NOWHERE) }
}

function repeatedHeaders({ columns, headerLine }: ListTable): ListFinding {
  const seen = new Set<string>()
  const repeated = columns.filter(({ header }) => {
    const key = foldSpelling(header)
    const isRepeated = key !== '' && seen.has(key)
    seen.add(key)
    return isRepeated
  })
  return {
    kind: 'repeated-headers',
    count: repeated.length,
    line: headerLine,
    example: repeated[0]?.header ?? '',
  }
}
