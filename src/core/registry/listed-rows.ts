/** The rows of a list as people with their organisations, and the rows that are refused. */
import type { RefusedRow } from '../../shared/contract/registry.ts'
import type { Partner } from '../../shared/domain/registry/registry.ts'
import { fullName, partnerSchema } from '../../shared/domain/registry/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import type { Listed } from './field-changes.ts'
import type { ListTable } from './list-table.ts'
import type { OrganisationMatcher } from './organisation-matching.ts'
import { createOrganisationMatcher } from './organisation-matching.ts'
import { partnerCategoryOf } from './partner-category.ts'
import type { Person } from './row-reading.ts'
import { rowReader } from './row-reading.ts'
import { calledOff } from './sources.ts'

export type ListedRow = Listed & { line: number }
export type ListedRows = {
  listed: ListedRow[]
  refused: RefusedRow[]
  /** Organisations that are not known yet, in the order of the list. */
  newPartners: Partner[]
}

/** As many partners as one import may hold. */
const MOST_NEW_PARTNERS = 5_000

/** FILE_TOO_LARGE { organisations } */
export function readListedRows(
  { columns, rows, source }: ListTable,
  partners: readonly Partner[],
  newId: () => string,
): ListedRows {
  const matcher = createOrganisationMatcher(partners)
  const header = columns.map((column) => column.header)
  const read = rowReader(columns)
  const isOff = calledOff(source, header)
  const seen = new Set<string>()
  const result: ListedRows = { listed: [], refused: [], newPartners: [] }
  for (const row of rows) {
    const refuse = (reason: RefusedRow['reason'], value: string) =>
      result.refused.push({ line: row.line, column: '', reason, value, cells: row.cells })
    const person = read(row)
    if ('reason' in person) {
      result.refused.push(person)
      continue
    }
    if (isOff(row.cells)) {
      refuse('called-off', fullName(person))
      continue
    }
    const partner = partnerFor(person, matcher, result.newPartners, newId)
    const identity = identityOf(person, partner?.id ?? null)
    if (seen.has(identity)) refuse('duplicate-in-file', fullName(person))
    else result.listed.push({ line: row.line, person, partner })
    seen.add(identity)
  }
  return result
}

/** One person at one organisation, however spelt. */
export const identityOf = (
  { firstName, lastName }: { firstName: string; lastName: string },
  partnerId: string | null,
): string => `${foldSpelling(firstName)} ${foldSpelling(lastName)} ${partnerId ?? ''}`

function partnerFor(
  { organisation, category, town }: Person,
  matcher: OrganisationMatcher,
  added: Partner[],
  newId: () => string,
): Partner | undefined {
  if (organisation === '') return undefined
  const known = matcher.find(organisation)
  if (known) return known
  if (added.length >= MOST_NEW_PARTNERS)
    throw new MappeError('FILE_TOO_LARGE', { organisations: MOST_NEW_PARTNERS })
  const partner = partnerSchema.parse({
    id: newId(),
    name: organisation,
    category: partnerCategoryOf(category),
    role: 'guest',
    town,
  })
  matcher.add(partner)
  added.push(partner)
  return partner
}
