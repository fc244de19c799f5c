/** Reads a guest list: which rows become attendees, which organisations are new, which rows are refused and why. */
import type { ListOptions, RefusedRow } from '../../shared/contract/registry.ts'
import type { Attendee, Partner } from '../../shared/domain/registry.ts'
import { attendeeSchema, fullName, partnerSchema } from '../../shared/domain/registry.ts'
import { MappeError } from '../../shared/errors.ts'
import { foldSpelling } from '../../shared/search/folding.ts'
import type { KnownRegistry, ListReading } from './list-reading.ts'
import type { ListTable } from './list-table.ts'
import { readListTable } from './list-table.ts'
import type { OrganisationMatcher } from './organisation-matching.ts'
import { createOrganisationMatcher } from './organisation-matching.ts'
import { partnerCategoryOf } from './partner-category.ts'
import { refusedRowsCsv } from './refused-rows.ts'
import type { Person } from './row-reading.ts'
import { readRow } from './row-reading.ts'

const SAMPLE_ROWS = 10
/** As many partners as one import may hold. */
const MOST_NEW_PARTNERS = 20_000

/**
 * Reads the bytes of a CSV against what the registry knows. Nothing is changed; ids come from `newId`.
 * FILE_TOO_LARGE · FILE_EMPTY · FILE_NOT_A_TABLE { kind } · COLUMNS_NOT_RECOGNISED { columns }
 */
export function readList(
  bytes: Uint8Array,
  fileName: string,
  options: ListOptions,
  known: KnownRegistry,
  newId: () => string,
): ListReading {
  const table = readListTable(bytes, options)
  const taken = takeRows(table, known, newId)
  return {
    partners: taken.partners,
    attendees: taken.attendees,
    preview: {
      fileName,
      encoding: table.encoding,
      separator: table.separator,
      columns: table.columns,
      accepted: taken.attendees.length,
      newOrganisations: taken.partners.map(({ name }) => name),
      alreadyKnown: taken.alreadyKnown,
      sample: taken.sample,
      refused: taken.refused,
      refusedCsv: refusedRowsCsv(table.columns, taken.refused),
    },
  }
}

type Taken = {
  partners: Partner[]
  attendees: Attendee[]
  alreadyKnown: number
  sample: ListReading['preview']['sample']
  refused: RefusedRow[]
}

function takeRows({ columns, rows }: ListTable, known: KnownRegistry, newId: () => string): Taken {
  const matcher = createOrganisationMatcher(known.partners)
  const knownPeople = new Set(known.attendees.map((attendee) => identityOf(attendee, attendee.partnerId)))
  const seen = new Set<string>()
  const taken: Taken = { partners: [], attendees: [], alreadyKnown: 0, sample: [], refused: [] }

  for (const row of rows) {
    const person = readRow(row, columns)
    if ('reason' in person) {
      taken.refused.push(person)
      continue
    }
    const partner = partnerFor(person, matcher, taken.partners, newId)
    const identity = identityOf(person, partner?.id ?? null)
    if (seen.has(identity)) {
      taken.refused.push(duplicate(row, person))
      continue
    }
    seen.add(identity)
    if (knownPeople.has(identity)) {
      taken.alreadyKnown++
      continue
    }
    const attendee = attendeeOf(person, partner, newId)
    taken.attendees.push(attendee)
    if (taken.sample.length < SAMPLE_ROWS) taken.sample.push(sampleOf(row.line, attendee, partner))
  }
  return taken
}

/** One person at one organisation, however spelt. */
const identityOf = (
  { firstName, lastName }: { firstName: string; lastName: string },
  partnerId: string | null,
) => `${foldSpelling(firstName)} ${foldSpelling(lastName)} ${partnerId ?? ''}`

const duplicate = (row: { line: number; cells: string[] }, person: Person): RefusedRow => ({
  line: row.line,
  column: '',
  reason: 'duplicate-in-file',
  value: fullName(person),
  cells: row.cells,
})

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

function attendeeOf(person: Person, partner: Partner | undefined, newId: () => string): Attendee {
  const { organisation: _organisation, category: _category, town: _town, ...own } = person
  return attendeeSchema.parse({ ...own, id: newId(), partnerId: partner?.id ?? null, origin: 'list' })
}

const sampleOf = (line: number, attendee: Attendee, partner: Partner | undefined) => ({
  line,
  name: fullName(attendee),
  organisation: partner?.name ?? '',
  function: attendee.function,
})
