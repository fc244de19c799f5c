/** What the user wants otherwise than the diff proposes, and what an import then does: pure, so that it can be tested. */
import type {
  FieldChange,
  GuestStanding,
  ListChoices,
  ListDiff,
} from '../../../../shared/contract/registry.ts'
import type { AttendeeId } from '../../../../shared/domain/ids.ts'
import type { ListedField } from '../../../../shared/domain/list-columns.ts'

export type Choices = {
  leftOut: ReadonlySet<number>
  fields: ReadonlyMap<AttendeeId, ReadonlySet<ListedField>>
  removed: ReadonlySet<AttendeeId>
  /** Line of a doubtful row to whether it is the same person. */
  doubts: ReadonlyMap<number, boolean>
}

export const noChoices = (): Choices => ({
  leftOut: new Set(),
  fields: new Map(),
  removed: new Set(),
  doubts: new Map(),
})

type Doubtful = ListDiff['doubtful'][number]
type Changed = { attendeeId: AttendeeId; standing: GuestStanding; fields: readonly FieldChange[] }

export const isSame = (choices: Choices, { line, isSame: proposed }: Doubtful): boolean =>
  choices.doubts.get(line) ?? proposed

/** The fields that will be overwritten: as ticked, else as proposed; of those who have signed none. */
export function takenFields(
  choices: Choices,
  { attendeeId, standing, fields }: Changed,
): ReadonlySet<ListedField> {
  if (standing === 'signed') return new Set()
  const ticked = choices.fields.get(attendeeId)
  return ticked ?? new Set(fields.filter(({ isTaken }) => isTaken).map(({ field }) => field))
}

export const withDoubt = (choices: Choices, line: number, same: boolean): Choices => ({
  ...choices,
  doubts: new Map([...choices.doubts, [line, same]]),
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
    [guest.attendeeId, toggled(takenFields(choices, guest), field, isTaken)],
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

/** What would happen on "take over"; entries that are not shown count as proposed. */
export function tallyOf(diff: ListDiff, choices: Choices): Tally {
  const same = diff.doubtful.filter((row) => isSame(choices, row))
  const guests: Changed[] = [...diff.changed, ...same.map(({ known, fields }) => ({ ...known, fields }))]
  return {
    added: diff.counts.added - choices.leftOut.size + diff.doubtful.length - same.length,
    changed: guests.filter((guest) => takenFields(choices, guest).size > 0).length,
    removed: choices.removed.size,
  }
}

/** As the host wants them. */
export const sentChoices = ({ leftOut, fields, removed, doubts }: Choices): ListChoices => ({
  leaveOut: [...leftOut],
  fields: [...fields].map(([attendeeId, take]) => ({ attendeeId, take: [...take] })),
  remove: [...removed],
  doubts: [...doubts].map(([line, same]) => ({ line, isSame: same })),
})
