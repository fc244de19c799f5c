/** Compares a list with the registry and says what an import would do under the user's choices. */
import { honourOf } from './row-reading.ts'
import type { FieldChange, GuestStanding, ListChoices, ListDiff } from '../../shared/contract/registry.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { ListedField } from '../../shared/domain/registry/list-columns.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import { attendeeSchema, fullName } from '../../shared/domain/registry/registry.ts'
import { createPlan, FIRST_LOOK } from './diff-plan.ts'
import type { DiffWindow } from './diff-plan.ts'
import type { Side } from './field-changes.ts'
import { changesOf, withFields } from './field-changes.ts'
import type { KnownRegistry } from './list-reading.ts'
import type { ListedRow, ListedRows } from './listed-rows.ts'
import type { Doubt } from './matching.ts'
import { matchRows } from './matching.ts'

export type Import = {
  diff: ListDiff
  /** How many entries were found that the window's search asks for. */
  found: number
  /** The same for the same list and registry, whatever is shown or was chosen. */
  seen: string
  added: Attendee[]
  changed: Attendee[]
  removed: AttendeeId[]
  overArrived: AttendeeId[]
  leftAsTheyAre: Attendee[]
  /** Those of the new organisations to which anybody taken over belongs. */
  partners: Partner[]
}

export function diffList(
  { listed, newPartners }: ListedRows,
  known: KnownRegistry,
  choices: ListChoices,
  newId: () => string,
  window: DiffWindow = FIRST_LOOK,
): Import {
  const matches = matchRows(listed, known.attendees)
  const look = lookAt(known)
  const wanted = wantedBy(choices)
  const plan = createPlan(window)
  const met = new Set<AttendeeId>()

  const compare = (row: ListedRow, attendee: Attendee): FieldChange[] =>
    changesOf(look.side(attendee), row, look.standing(attendee.id))
  const add = (row: ListedRow) => plan.added.push(attendeeOf(row, newId))
  const change = (row: ListedRow, attendee: Attendee, fields: readonly FieldChange[]): void => {
    met.add(attendee.id)
    const standing = look.standing(attendee.id)
    const take = standing === 'signed' ? [] : wanted.fields(attendee.id, fields)
    if (take.length === 0) {
      plan.leftAsTheyAre.push(attendee)
      return
    }
    plan.changed.push(withFields(attendee, row, take))
    if (standing === 'arrived') plan.overArrived.push(attendee.id)
  }

  for (const row of listed) {
    const attendee = matches.sure.get(row)
    const doubt = matches.doubtful.get(row)
    if (attendee) {
      const fields = compare(row, attendee)
      change(row, attendee, fields)
      if (fields.length === 0) plan.counts.unchanged += 1
      else plan.show('changed', { ...look.person(attendee), line: row.line, fields })
    } else if (doubt) {
      const entry = doubtEntry(row, doubt, compare(row, doubt.attendee), look)
      plan.show('doubtful', entry)
      // a doubt that is left open keeps the known guest on the list, too
      met.add(doubt.attendee.id)
      if (wanted.isSame(row.line) ?? entry.isSame) change(row, doubt.attendee, entry.fields)
      else add(row)
    } else {
      plan.show('added', listedPerson(row))
      if (!wanted.isLeftOut(row.line)) add(row)
    }
  }
  for (const attendee of known.attendees) {
    if (met.has(attendee.id) || attendee.origin !== 'list') continue
    const isRemovable = look.isRemovable(attendee.id)
    plan.show('vanished', { ...look.person(attendee), isRemovable })
    if (isRemovable && wanted.isRemoved(attendee.id)) plan.removed.push(attendee.id)
  }
  const { counts, shown, found, added, changed, removed, overArrived, leftAsTheyAre } = plan
  const used = new Set([...added, ...changed].map(({ partnerId }) => partnerId))
  return {
    added,
    changed,
    removed,
    overArrived,
    leftAsTheyAre,
    diff: { counts, proposed: { added: added.length, changed: changed.length }, ...shown },
    found,
    seen: plan.seen(),
    partners: newPartners.filter(({ id }) => used.has(id)),
  }
}

type Look = ReturnType<typeof lookAt>

function lookAt({ partners, standings = {}, bound = [], answered = [] }: KnownRegistry) {
  const names = new Map(partners.map(({ id, name }) => [id, name]))
  const isBound = new Set(bound)
  const hasAnswered = new Set(answered)
  const organisation = ({ partnerId }: Attendee) => (partnerId === null ? '' : (names.get(partnerId) ?? ''))
  const standing = (id: AttendeeId): GuestStanding => standings[id] ?? 'expected'
  return {
    side: (attendee: Attendee): Side => ({
      attendee,
      organisation: organisation(attendee),
      hasAnswered: hasAnswered.has(attendee.id),
    }),
    standing,
    isRemovable: (id: AttendeeId) => standing(id) === 'expected' && !isBound.has(id),
    person: (attendee: Attendee) => ({
      attendeeId: attendee.id,
      name: fullName(attendee),
      organisation: organisation(attendee),
      standing: standing(attendee.id),
    }),
  }
}

function wantedBy({ leaveOut, fields, remove, doubts }: ListChoices) {
  const left = new Set(leaveOut)
  const removed = new Set(remove)
  const same = new Map(doubts.map(({ line, isSame }) => [line, isSame]))
  const taken = new Map(fields.map(({ attendeeId, take }) => [attendeeId, take]))
  return {
    isLeftOut: (line: number) => left.has(line),
    isRemoved: (id: AttendeeId) => removed.has(id),
    isSame: (line: number) => same.get(line),
    /** What differs and is wanted: as proposed, or as ticked. */
    fields: (id: AttendeeId, changes: readonly FieldChange[]): ListedField[] => {
      const ticked = taken.get(id)
      const isWanted = ({ field, isTaken }: FieldChange) => (ticked ? ticked.includes(field) : isTaken)
      return changes.filter(isWanted).map(({ field }) => field)
    },
  }
}

const doubtEntry = (row: ListedRow, { attendee, because }: Doubt, fields: FieldChange[], look: Look) => ({
  ...listedPerson(row),
  known: look.person(attendee),
  because,
  isSame: because !== 'other-organisation',
  fields,
})

const listedPerson = ({ line, person, partner }: ListedRow) => ({
  line,
  name: fullName(person),
  organisation: partner?.name ?? '',
  function: person.function,
  ...(Number(person.companions) > 0 && { companions: Number(person.companions) }),
})

function attendeeOf({ person, partner }: ListedRow, newId: () => string): Attendee {
  const {
    organisation: _organisation,
    category: _category,
    town: _town,
    columns: _columns,
    filled: _filled,
    precedence,
    greetedBy,
    nickname,
    companions,
    ...own
  } = person
  const honour = honourOf({ precedence, greetedBy })
  return attendeeSchema.parse({
    ...own,
    honour,
    ...(nickname && { nickname }),
    ...(Number(companions) > 0 && { companions: Number(companions) }),
    id: newId(),
    partnerId: partner?.id ?? null,
    origin: 'list',
  })
}
