/** Remembers two guests as they were before they became one, so that they can be parted again. */
import type { Arrival } from './check-in.ts'
import type { DoorConflict } from './door-conflict.ts'
import type { AttendeeId, SpeakerId } from '../ids.ts'
import { PAPER_KINDS } from '../paper/paper.ts'
import type { PaperKind } from '../paper/paper.ts'
import type { Registration } from './registration.ts'
import type { Attendee, Partner } from '../registry/registry.ts'
import type { State } from '../state.ts'

/** What the one who is kept may take over from the other. */
export const TAKEN_OVER = [
  'salutation',
  'title',
  'firstName',
  'function',
  'email',
  'phone',
  'seat',
  'note',
  'partnerId',
  'companionOf',
] as const
export type TakenOver = (typeof TAKEN_OVER)[number]

export type Merge = { keptId: AttendeeId; goneId: AttendeeId; told: TakenOver[] }

export type MergeRecord = Merge & {
  at: string
  gone: Attendee
  /** The other one's organisation, which may go with them. */
  partner: Partner | null
  registration: Registration | null
  keptArrival: Arrival | null
  goneArrival: Arrival | null
  mergedArrival: Arrival | null
  /** Of the one who is kept. */
  prints: Partial<Record<PaperKind, string>>
  /** What named the one who is gone. */
  pointed: {
    companions: AttendeeId[]
    standIns: AttendeeId[]
    substitutes: AttendeeId[]
    conflicts: DoorConflict[]
    speakers: SpeakerId[]
    /** Others who had been taken for that one before. */
    merged: AttendeeId[]
    /** For whom the one who is kept stands in only since. */
    takenOver: AttendeeId | null
  }
}

/** Looks at the two before anything of them is changed. */
export function beforeMerge(state: State, at: string, { keptId, goneId, told }: Merge): MergeRecord | null {
  const gone = state.attendees[goneId]
  if (!gone) return null
  return {
    keptId,
    goneId,
    told,
    at,
    gone,
    partner: gone.partnerId === null ? null : (state.partners[gone.partnerId] ?? null),
    registration: state.registrations[goneId] ?? null,
    keptArrival: state.arrivals[keptId] ?? null,
    goneArrival: state.arrivals[goneId] ?? null,
    mergedArrival: null,
    prints: Object.fromEntries(
      PAPER_KINDS.flatMap((kind) => (state.prints[kind][keptId] ? [[kind, state.prints[kind][keptId]]] : [])),
    ),
    pointed: pointedTo(state, goneId),
  }
}

function pointedTo(state: State, id: AttendeeId): MergeRecord['pointed'] {
  const { waiting, spoken, speaking } = state.run.speakers
  const speakers = [...waiting, ...spoken, ...(speaking ? [speaking.speaker] : [])]
  return {
    companions: Object.values(state.attendees).flatMap((guest) => (guest.companionOf === id ? guest.id : [])),
    standIns: keysWhere(state.standIns, ({ guestId }) => guestId === id),
    substitutes: keysWhere(state.substitutes, (standIn) => standIn === id),
    conflicts: Object.values(state.conflicts).filter(
      ({ attendeeId, otherId }) => attendeeId === id || otherId === id,
    ),
    speakers: speakers.flatMap((speaker) => (speaker.attendeeId === id ? speaker.id : [])),
    merged: keysWhere(state.merged, (now) => now === id),
    takenOver: null,
  }
}

const keysWhere = <T>(table: Record<AttendeeId, T>, isMeant: (value: T) => boolean): AttendeeId[] =>
  // the keys were written as ids
  (Object.keys(table) as AttendeeId[]).filter((id) => isMeant(table[id] as T))

/** The guest as if nobody had told these. */
export function without(guest: Attendee, fields: readonly TakenOver[]): Attendee {
  const left: Attendee = { ...guest }
  for (const field of fields) {
    if (field === 'companionOf') delete left.companionOf
    else if (field === 'partnerId') left.partnerId = null
    else left[field] = ''
  }
  return left
}
