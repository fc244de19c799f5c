/** Compares what a list says of a guest with what the registry holds, field by field, and applies what was chosen. */
import type { FieldChange, GuestStanding } from '../../shared/contract/registry.ts'
import type { ColumnTarget, ListedField } from '../../shared/domain/registry/list-columns.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import { honourOf, honourTexts } from './row-reading.ts'
import type { Person } from './row-reading.ts'

/** The columns that say something of a field; names may stand in one cell. */
const COLUMNS: Readonly<Record<ListedField, readonly ColumnTarget[]>> = {
  salutation: ['salutation', 'title', 'name'],
  title: ['title', 'salutation', 'name'],
  firstName: ['firstName', 'name'],
  lastName: ['lastName', 'name'],
  nickname: ['nickname'],
  pronunciation: ['pronunciation'],
  function: ['function'],
  organisation: ['organisation'],
  email: ['email'],
  phone: ['phone'],
  seat: ['seat'],
  precedence: ['precedence'],
  greetedBy: ['greetedBy'],
  maySign: ['maySign'],
  capacity: ['capacity'],
  companions: ['companions', 'persons'],
  note: ['note'],
}
const FIELDS = Object.keys(COLUMNS).filter((field): field is ListedField => field in COLUMNS)

const isOfHonour = (field: ListedField): field is 'precedence' | 'greetedBy' =>
  field === 'precedence' || field === 'greetedBy'

/** Of which fields a list with these columns speaks. */
export const fieldsOf = (columns: ReadonlySet<ColumnTarget | null>): ListedField[] =>
  FIELDS.filter((field) => COLUMNS[field].some((column) => columns.has(column)))

/** `hasAnswered`: how many come along is then known from the guest, and no list says otherwise. */
export type Side = { attendee: Attendee; organisation: string; hasAnswered: boolean }
export type Listed = { person: Person; partner: Partner | undefined }

/**
 * The differences. An empty cell is shown and not taken over by itself: lists are rarely complete. Nothing is proposed
 * for those who have been let in or have signed.
 */
export function changesOf(known: Side, listed: Listed, standing: GuestStanding): FieldChange[] {
  return FIELDS.flatMap((field) => {
    const from = heldText(known, field)
    const to = listedText(listed, field)
    if (field === 'companions' && known.hasAnswered) return []
    if (from === to || !isSaid(listed.person, field, to)) return []
    return [{ field, from, to, isTaken: standing === 'expected' && listed.person.filled.has(field) }]
  })
}

/** A field is said by its own column, even by an empty cell; from other columns, and of companions, only when there is something in it. */
function isSaid({ columns }: Person, field: ListedField, to: string): boolean {
  if (field === 'companions') return to !== ''
  const [own, ...others] = COLUMNS[field]
  if (own !== undefined && columns.has(own)) return true
  return to !== '' && others.some((column) => columns.has(column))
}

function heldText({ attendee, organisation }: Side, field: ListedField): string {
  if (field === 'organisation') return organisation
  if (isOfHonour(field)) return honourTexts(attendee.honour)[field]
  if (field === 'companions') return String(attendee.companions ?? 0)
  return field === 'maySign' ? (attendee.maySign ? 'yes' : 'no') : (attendee[field] ?? '')
}

function listedText({ person, partner }: Listed, field: ListedField): string {
  if (field === 'organisation') return partner?.name ?? ''
  return field === 'maySign' ? (person.maySign ? 'yes' : 'no') : person[field]
}

/** The guest with these fields as the list has them. */
export function withFields(
  attendee: Attendee,
  { person, partner }: Listed,
  fields: readonly ListedField[],
): Attendee {
  const changed: Attendee = { ...attendee }
  for (const field of fields) {
    if (field === 'organisation') changed.partnerId = partner?.id ?? null
    else if (field === 'maySign') changed.maySign = person.maySign
    else if (field === 'capacity') changed.capacity = person.capacity
    else if (field === 'companions') setCompanions(changed, person)
    else if (isOfHonour(field))
      changed.honour = honourOf({ ...honourTexts(changed.honour), [field]: person[field] })
    else changed[field] = person[field]
  }
  return changed
}

/** Nobody who comes along leaves no trace. */
function setCompanions(attendee: Attendee, { companions }: Person): void {
  const count = Number(companions)
  if (count > 0) attendee.companions = count
  else delete attendee.companions
}
