/** Finds for each row of a list the guest whom it means: surely, perhaps, or nobody. Each guest is found once at most. */
import { foldSpelling } from '../../shared/search/folding.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import type { Likeness, NameForms } from './likeness.ts'
import { bucketsOf, likenessOf, nameForms } from './likeness.ts'
import type { ListedRow } from './listed-rows.ts'
import { identityOf } from './listed-rows.ts'

export type Doubt = { attendee: Attendee; because: Likeness | 'other-organisation' }
export type Matches = {
  sure: Map<ListedRow, Attendee>
  doubtful: Map<ListedRow, Doubt>
}

/**
 * In this order, each step over all rows: same name at the same organisation; same e-mail and a name in common;
 * same name where the row names no organisation. What is left may be a doubt.
 */
export function matchRows(rows: readonly ListedRow[], attendees: readonly Attendee[]): Matches {
  const free = new Set(attendees)
  const sure = new Map<ListedRow, Attendee>()
  const claim = (
    keyOfRow: (row: ListedRow) => string,
    keyOf: (attendee: Attendee) => string,
    isFit: Fits = isAny,
  ) => {
    if (free.size === 0) return
    const index = grouped([...free], keyOf)
    for (const row of rows) {
      if (sure.has(row)) continue
      const found = (index.get(keyOfRow(row)) ?? []).filter((each) => free.has(each) && isFit(row, each))
      const [only] = found
      if (found.length !== 1 || !only) continue
      sure.set(row, only)
      free.delete(only)
    }
  }
  claim(
    ({ person, partner }) => identityOf(person, partner?.id ?? null),
    (attendee) => identityOf(attendee, attendee.partnerId),
  )
  claim(
    ({ person }) => person.email.toLowerCase(),
    ({ email }) => email.toLowerCase(),
    shareAName,
  )
  claim(({ person, partner }) => (partner ? '' : nameOf(person)), nameOf)
  const open = rows.filter((row) => !sure.has(row))
  return { sure, doubtful: doubtsOf(open, free) }
}

const nameOf = (named: { firstName: string; lastName: string }): string => identityOf(named, null)

const isAny: Fits = () => true

type Fits = (row: ListedRow, attendee: Attendee) => boolean

/** A mailbox may be an office's or a couple's: the names must agree as well; a last name may change by marriage. */
function shareAName({ person }: ListedRow, attendee: Attendee): boolean {
  const [own, other] = [nameForms(person), nameForms(attendee)]
  return (own.first !== '' && own.first === other.first) || likenessOf(own, other) !== null
}

function doubtsOf(rows: readonly ListedRow[], free: Set<Attendee>): Map<ListedRow, Doubt> {
  const doubts = new Map<ListedRow, Doubt>()
  if (rows.length === 0 || free.size === 0) return doubts
  const forms = new Map<Attendee, NameForms>([...free].map((attendee) => [attendee, nameForms(attendee)]))
  const byName = grouped([...free], nameOf)
  const buckets = new Map<string, Attendee[]>()
  for (const [attendee, own] of forms) for (const bucket of bucketsOf(own)) put(buckets, bucket, attendee)

  const doubt = (row: ListedRow, attendee: Attendee, because: Doubt['because']) => {
    doubts.set(row, { attendee, because })
    free.delete(attendee)
  }
  for (const row of rows) {
    const own = nameForms(row.person)
    const alike = new Map<Attendee, Likeness>()
    for (const bucket of bucketsOf(own)) {
      for (const attendee of buckets.get(bucket) ?? []) {
        if (!free.has(attendee) || alike.has(attendee) || !isSamePlace(row, attendee)) continue
        const likeness = likenessOf(own, forms.get(attendee) ?? own)
        if (likeness) alike.set(attendee, likeness)
      }
    }
    const [best] = [...alike].toSorted(([a], [b]) => mismatch(row, a) - mismatch(row, b))
    if (best) doubt(row, ...best)
  }
  for (const row of rows) {
    const namesake = doubts.has(row)
      ? undefined
      : byName.get(nameOf(row.person))?.find((each) => free.has(each))
    if (namesake) doubt(row, namesake, 'other-organisation')
  }
  return doubts
}

/** Two people of similar names at two organisations are two people. */
const isSamePlace = ({ person, partner }: ListedRow, attendee: Attendee): boolean =>
  partner === undefined ||
  attendee.partnerId === partner.id ||
  (person.email !== '' && person.email === attendee.email)

const mismatch = ({ person }: ListedRow, attendee: Attendee): number =>
  Number(foldSpelling(person.firstName) !== foldSpelling(attendee.firstName)) +
  Number(foldSpelling(person.lastName) !== foldSpelling(attendee.lastName)) -
  Number(person.email !== '' && person.email === attendee.email)

function grouped(
  attendees: readonly Attendee[],
  keyOf: (attendee: Attendee) => string,
): Map<string, Attendee[]> {
  const groups = new Map<string, Attendee[]>()
  for (const attendee of attendees) put(groups, keyOf(attendee), attendee)
  groups.delete('')
  return groups
}

function put(groups: Map<string, Attendee[]>, key: string, attendee: Attendee): void {
  const group = groups.get(key)
  if (group) group.push(attendee)
  else groups.set(key, [attendee])
}
