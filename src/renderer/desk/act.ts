/** What a desk at the door does, as it is kept on the device until the host has it. */
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { AttendeeId, CommandId, StationId } from '../../shared/domain/ids.ts'
import type { ConflictKind } from '../../shared/domain/door/door-conflict.ts'
import type { StandInTerms } from '../../shared/domain/door/stand-in.ts'
import type { Attendee, Partner } from '../../shared/domain/registry/registry.ts'
import type { ErrorCode } from '../../shared/errors.ts'

export type Deed =
  /** The guest as the desk knew them: the list may have lost them by the time the host hears of it. */
  | { type: 'check-in'; guest: Attendee; companions?: number }
  | { type: 'undo'; guest: Attendee; reason: string; seenAt: StationId | null; hasLeft?: boolean }
  /** `offered`: whom the desk had shown as perhaps the same. */
  | { type: 'walk-in'; attendee: Attendee; partner: Partner | null; offered?: readonly AttendeeId[] }
  | { type: 'substitute'; absentId: AttendeeId; substitute: Attendee; reason: string; companions?: number }
  /** A guest of the list comes for another one, too; `wasIn`: and was in already. */
  | {
      type: 'stand-in'
      absentId: AttendeeId
      guest: Attendee
      terms: StandInTerms
      reason: string
      companions: number
      wasIn: boolean
    }
  | { type: 'undo-stand-in'; absentId: AttendeeId; guest: Attendee; reason: string }
  /** Companions of a guest who is in: more or fewer by number, and those who are named. */
  | { type: 'companions'; guest: Attendee; by: number; named: readonly Attendee[] }
  | { type: 'delegation'; guests: readonly Expected[] }

/** A guest of a delegation, and how many companions are let in beside them. */
export type Expected = { guest: Attendee; companions: number }

export type Act = {
  /** Under which the host does it at most once. */
  commandId: CommandId
  /** Acts are told in this order. */
  place: number
  /** By this device's clock, milliseconds since 1970. */
  at: number
  /** The station under which it was done; another ceremony's host does not know it. */
  station: StationId | null
  deed: Deed
  /** People have been told already, without the host: from then on it is a fact and cannot be refused. */
  isAlone: boolean
  /** The host's fact once it has been told; null before. */
  seq: number | null
  /** Why the host would not take it; people must look at it. */
  refused: ErrorCode | null
}

/** How the host took an act. */
export type Answer = {
  /** Something was recorded under this act's id; else everything had been so already. */
  isRecorded: boolean
  /** The mirror shows it from this fact on. */
  seq: number
  /** When it happened (ISO 8601) and at which desk, where the host says so. */
  at: string
  stationName: string
  conflict: ConflictKind | null
  /** How many guests came in by it, where several may. */
  admitted?: number
}

export const isWaiting = ({ seq, refused }: Act): boolean => seq === null && refused === null

/** Whom an act is about. */
export function peopleOf({ deed }: Pick<Act, 'deed'>): Attendee[] {
  switch (deed.type) {
    case 'check-in':
    case 'undo':
    case 'stand-in':
    case 'undo-stand-in':
      return [deed.guest]
    case 'walk-in':
      return [deed.attendee]
    case 'substitute':
      return [deed.substitute]
    case 'companions':
      return [deed.guest, ...deed.named]
    case 'delegation':
      return deed.guests.map(({ guest }) => guest)
  }
}

export const namesOf = (act: Pick<Act, 'deed'>): string => peopleOf(act).map(fullName).join(', ')
