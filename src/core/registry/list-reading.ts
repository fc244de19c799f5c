/** What reading a list against the registry needs and gives. */
import type { GuestStanding, ListChoices, ListPreview } from '../../shared/contract/registry.ts'
import type { Command } from '../../shared/domain/decide.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import type { RememberedColumns } from './list-table.ts'

export type ImportPayload = Extract<Command, { type: 'import-list' }>['payload']

export type ListReading = {
  preview: ListPreview
  /** Organisations that the registry does not know yet and somebody new belongs to. */
  partners: Partner[]
  /** New guests, and known ones as they will be. */
  attendees: Attendee[]
  removed: AttendeeId[]
  /** Those among the changed who have been let in: the user ticked them expressly. */
  overArrived: AttendeeId[]
  alsoListed: NonNullable<ImportPayload['alsoListed']>
  /** The choice of columns, to be remembered; null when it is the automatic one. */
  columnChoice: NonNullable<ImportPayload['columns']> | null
}

/** The registry as it stands while a list is read. */
export type KnownRegistry = {
  partners: readonly Partner[]
  attendees: readonly Attendee[]
  /** The number of each guest's row, in their order. */
  rowNumbers?: readonly number[]
  /** Guests who are more than expected. */
  standings?: Readonly<Record<AttendeeId, Exclude<GuestStanding, 'expected'>>>
  /** Guests who cannot be removed: called to sign, or somebody came in their place. */
  bound?: readonly AttendeeId[]
  /** Guests who have answered the invitation. */
  answered?: readonly AttendeeId[]
  columns?: RememberedColumns
}

export const NO_CHOICES: ListChoices = { leaveOut: [], fields: [], remove: [], doubts: [] }
