/** What the user wants otherwise than the diff proposes, and what an import then does: pure, so that it can be tested. */
import type {
  FieldChange,
  GuestStanding,
  ListChoices,
  ListDiff,
} from '../../../../shared/contract/registry.ts'
import type { AttendeeId } from '../../../../shared/domain/ids.ts'
import type {
  ColumnChoice,
  ColumnTarget,
  ListedField,
} from '../../../../shared/domain/registry/list-columns.ts'

export type Choices = {
  leftOut: ReadonlySet<number>
  /** With what was proposed for them: their row may be on another page by now. */
  fields: ReadonlyMap<AttendeeId, { guest: Changed; take: ReadonlySet<ListedField> }>
  removed: ReadonlySet<AttendeeId>
  /** Line of a doubtful row to whether it is the same person. */
  doubts: ReadonlyMap<number, { row: Doubtful; isSame: boolean }>
}

export const noChoices = (): Choices => ({
  leftOut: new Set(),
  fields: new Map(),
  removed: new Set(),
  doubts: new Map(),
})

type Doubtful = ListDiff['doubtful'][number]
type Changed = {
  attendeeId: AttendeeId
  standing: GuestStanding
  fields: readonly FieldChange[]
  /** Only for whom it is not sure that the list means them. */
  doubt?: Doubtful
}

export const isSame = (choices: Choices, { line, isSame: proposed }: Doubtful): boolean =>
  choices.doubts.get(line)?.isSame ?? proposed

/** The known guest whom a doubtful row may mean. */
export const guestOf = (row: Doubtful): Changed => ({ ...row.known, fields: row.fields, doubt: row })

/** The fields that will be overwritten: as ticked, else as proposed; of those who have signed none. */
export function takenFields(
  choices: Choices,
  { attendeeId, standing, fields }: Changed,
): ReadonlySet<ListedField> {
  if (standing === 'signed') return new Set()
  const ticked = choices.fields.get(attendeeId)
  return ticked?.take ?? new Set(fields.filter(({ isTaken }) => isTaken).map(({ field }) => field))
}

export const withDoubt = (choices: Choices, row: Doubtful, same: boolean): Choices => ({
  ...choices,
  doubts: new Map([...choices.doubts, [row.line, { row, isSame: same }]]),
})

export const withField = (
  choices: Choices,
  guest: Changed,
  field: ListedField,
  isTaken: boolean,
): Choices => ({
  ...choices,
  fields: new Map([
    ...choices.fields,
    [guest.attendeeId, { guest, take: toggled(takenFields(choices, guest), field, isTaken) }],
  ]),
})

export const withLine = (choices: Choices, line: number, isTaken: boolean): Choices => ({
  ...choices,
  leftOut: toggled(choices.leftOut, line, !isTaken),
})

export const withRemoval = (choices: Choices, guest: AttendeeId, isRemoved: boolean): Choices => ({
  ...choices,
  removed: toggled(choices.removed, guest, isRemoved),
})

function toggled<Value>(values: ReadonlySet<Value>, value: Value, isIn: boolean): Set<Value> {
  const changed = new Set(values)
  if (isIn) changed.add(value)
  else changed.delete(value)
  return changed
}

export type Tally = { added: number; changed: number; removed: number }

/** What would happen on "take over": what is proposed, and how the choices differ from it. */
export function tallyOf({ proposed }: ListDiff, choices: Choices): Tally {
  const plain = noChoices()
  const doubts = [...choices.doubts.values()].map(({ row }) => row)
  const touched = new Map([
    ...doubts.map((row) => [row.known.attendeeId, guestOf(row)] as const),
    ...[...choices.fields].map(([id, { guest }]) => [id, guest] as const),
  ])
  const others = (by: Choices) => doubts.filter((row) => !isSame(by, row)).length
  const changed = (by: Choices) => [...touched.values()].filter((guest) => isChanged(by, guest)).length
  return {
    added: proposed.added - choices.leftOut.size + others(choices) - others(plain),
    changed: proposed.changed + changed(choices) - changed(plain),
    removed: choices.removed.size,
  }
}

const isChanged = (choices: Choices, guest: Changed): boolean =>
  (guest.doubt === undefined || isSame(choices, guest.doubt)) && takenFields(choices, guest).size > 0

/** A meaning belongs to one column: chosen for another it leaves the first. */
export const withMeaning = (columns: ColumnChoice, at: number, meaning: ColumnTarget | null): ColumnChoice =>
  columns.map((known, place) => {
    if (place === at) return meaning
    return known === meaning ? null : known
  })

/** As the host wants them. */
export const sentChoices = ({ leftOut, fields, removed, doubts }: Choices): ListChoices => ({
  leaveOut: [...leftOut],
  fields: [...fields].map(([attendeeId, { take }]) => ({ attendeeId, take: [...take] })),
  remove: [...removed],
  doubts: [...doubts].map(([line, { isSame: same }]) => ({ line, isSame: same })),
})
