/** Taking an import back: what goes, what returns, and what stays because it was changed since. */
import type { DomainEvent } from '../events.ts'
import { fingerprintOf } from './fingerprint.ts'
import type { AttendeeId, ImportId, PartnerId } from '../ids.ts'
import { isSameValue } from './import-record.ts'
import { laterLists } from './later-list.ts'
import type { LaterLists } from './later-list.ts'
import type { FieldChanged, ImportRecord } from './import-record.ts'
import { hasSigned, isCalled } from './registry.ts'
import type { Attendee } from './registry.ts'
import type { State } from '../state.ts'

/** Why a guest stays as they are, wholly or in some fields. */
export const KEPT_REASONS = ['arrived', 'signing', 'answered', 'imported', 'edited', 'back'] as const
export type KeptReason = (typeof KEPT_REASONS)[number]
export type KeptGuest = { attendeeId: AttendeeId; reason: KeptReason }

export type ImportUndo = {
  importId: ImportId
  fileName: string
  kept: KeptGuest[]
  events: DomainEvent[]
}

/** What taking back this import would do; null when it is not known, or not any longer. */
export function undoOf(state: State, importId: ImportId): ImportUndo | null {
  const record = state.imports.find((each) => each.importId === importId)
  if (!record || record.fileName === '') return null
  const later = laterLists(state, record)
  const outcomes = [
    ...Object.entries(record.added).map(([id, print]) => takenAway(state, later, id as AttendeeId, print)),
    ...Object.entries(record.changed).map(([id, fields]) => putBack(state, later, id as AttendeeId, fields)),
    ...allReturned(state, record.removed),
  ]
  const guests = outcomes.flatMap(({ event }) => event ?? [])
  return {
    importId,
    fileName: record.fileName,
    kept: outcomes.flatMap(({ kept }) => kept ?? []),
    events: [...guests, ...emptied(state, record, guests)],
  }
}

type Outcome = { event?: DomainEvent; kept?: KeptGuest }

/** A new guest goes, unless they matter to the evening by now or are no longer who came. */
function takenAway(state: State, later: LaterLists, attendeeId: AttendeeId, print: number): Outcome {
  const attendee = state.attendees[attendeeId]
  if (!attendee) return {}
  const reason =
    boundBy(state, attendeeId) ??
    (state.registrations[attendeeId] ? 'answered' : null) ??
    (later.holds(attendeeId) ? 'imported' : null) ??
    (fingerprintOf(attendee) === print ? null : 'edited')
  if (reason) return { kept: { attendeeId, reason } }
  return { event: { type: 'attendee-removed', payload: { attendeeId } } }
}

/** A changed guest gets those fields back that still are as the import left them and of which no later list speaks. */
function putBack(
  state: State,
  later: LaterLists,
  attendeeId: AttendeeId,
  fields: readonly FieldChanged[],
): Outcome {
  const now = state.attendees[attendeeId]
  if (!now) return {}
  const bound = boundBy(state, attendeeId)
  const isDone = ({ field, before }: FieldChanged) => isSameValue(now[field], before)
  const open = fields.filter((each) => !isDone(each))
  if (open.length === 0) return {}
  if (bound) return { kept: { attendeeId, reason: bound } }
  const isLeft = ({ field, after }: FieldChanged) =>
    isSameValue(now[field], after) && !later.says(attendeeId, field)
  const returned = open.filter(isLeft)
  const reason = open.some(({ field }) => later.says(attendeeId, field)) ? 'imported' : 'edited'
  return {
    ...(returned.length > 0 && { event: withBefore(state, now, returned) }),
    ...(returned.length < open.length && { kept: { attendeeId, reason } }),
  }
}

function withBefore(state: State, now: Attendee, fields: readonly FieldChanged[]): DomainEvent {
  const back: Attendee = { ...now }
  for (const { field, before } of fields) {
    if (before === undefined) delete back[field]
    else Object.assign(back, { [field]: before })
  }
  return { type: 'attendee-changed', payload: { attendee: housed(state, back) } }
}

/** Removed guests return as they were, unless they were entered again since. */
function allReturned(state: State, removed: readonly Attendee[]): Outcome[] {
  if (removed.length === 0) return []
  const again = new Map(Object.values(state.attendees).map((attendee) => [nameKey(attendee), attendee.id]))
  return removed.map((attendee) => {
    if (state.attendees[attendee.id]) return {}
    const attendeeId = again.get(nameKey(attendee))
    if (attendeeId !== undefined) return { kept: { attendeeId, reason: 'back' } }
    return { event: { type: 'attendee-added', payload: { attendee: housed(state, attendee) } } }
  })
}

const nameKey = ({ lastName, firstName, partnerId }: Attendee): string =>
  JSON.stringify([lastName, firstName, partnerId])

/** Their organisation may be gone meanwhile. */
const housed = (state: State, attendee: Attendee): Attendee =>
  attendee.partnerId !== null && !state.partners[attendee.partnerId]
    ? { ...attendee, partnerId: null }
    : attendee

function boundBy(state: State, id: AttendeeId): KeptReason | null {
  if (hasSigned(state, id) || isCalled(state, id)) return 'signing'
  return state.arrivals[id] !== undefined || state.substitutes[id] !== undefined ? 'arrived' : null
}

/** Organisations that came with the list, are as they came, and to which nobody belongs any more. */
function emptied(state: State, record: ImportRecord, guests: readonly DomainEvent[]): DomainEvent[] {
  const homes = new Map<AttendeeId, PartnerId | null>(
    Object.values(state.attendees).map(({ id, partnerId }) => [id, partnerId]),
  )
  for (const event of guests) {
    if (event.type === 'attendee-removed') homes.delete(event.payload.attendeeId)
    else if (event.type === 'attendee-added' || event.type === 'attendee-changed')
      homes.set(event.payload.attendee.id, event.payload.attendee.partnerId)
  }
  const used = new Set(homes.values())
  const fielded = new Set(state.agreement?.fields.map(({ partnerId }) => partnerId))
  return Object.entries(record.partners).flatMap(([id, print]) => {
    const partner = state.partners[id as PartnerId]
    if (!partner || fingerprintOf(partner) !== print || partner.role !== 'guest') return []
    if (used.has(partner.id) || fielded.has(partner.id) || state.signing[partner.id] !== undefined) return []
    return [{ type: 'partner-removed', payload: { partnerId: partner.id } } as const]
  })
}
