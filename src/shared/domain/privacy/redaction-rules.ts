/**
 * For every kind of fact: what remains of it when a person, or a kind of data, is deleted. The table is closed, so a new kind
 * of fact does not compile before somebody has said how it mentions people.
 */
import type { EventMap, EventType, RecordedEvent } from '../events.ts'
import type { Remains } from './redaction.ts'
import { DELETED } from './redaction-scope.ts'
import type { Scope } from './redaction-scope.ts'
import type { AttendeeId } from '../ids.ts'

/** Null: nothing remains, and the fact is passed over when the state is told again. */
type Rule<T extends EventType> = (payload: EventMap[T], scope: Scope) => EventMap[T] | null

const kept = <P>(payload: P): P => payload

const withoutReason = <P extends { reason: string }>(payload: P, { text }: Scope): P => ({
  ...payload,
  reason: text(payload.reason),
})

const ofGuest = <P extends { attendeeId: AttendeeId }>(payload: P, { isGone }: Scope): P | null =>
  isGone(payload.attendeeId) ? null : payload

const atTheDoor = <P extends { attendeeId: AttendeeId }>(payload: P, scope: Scope): P | null =>
  scope.withoutArrivals ? null : ofGuest(payload, scope)

const hiddenInk = <P extends { attendeeId: AttendeeId | null }>(payload: P, { isGone }: Scope): P | null =>
  payload.attendeeId !== null && isGone(payload.attendeeId) ? null : payload

const ofStation = <P extends { stationId: string; name: string }>(payload: P, scope: Scope): P => ({
  ...payload,
  name: scope.isDeviceGone(payload.stationId) ? DELETED : scope.text(payload.name),
})

const RULES: { [T in EventType]: Rule<T> } = {
  'ceremony-described': ({ ceremony }, { text }) => ({
    ceremony: {
      ...ceremony,
      note: text(ceremony.note),
      agenda: ceremony.agenda.map((item) => ({
        ...item,
        title: text(item.title),
        speaker: text(item.speaker),
      })),
    },
  }),
  'appearance-chosen': kept,
  'agenda-item-started': kept,
  'agenda-item-finished': kept,
  'start-announced': kept,
  'agenda-moved': kept,
  'run-step-taken-back': kept,
  'speaker-list-opened': kept,
  'speaker-list-closed': kept,
  'speaker-list-ended': kept,
  // the place in the list stays, nameless: later steps count on it and can be taken back
  'speaker-added': (payload, { isGone, isNamed }) =>
    (payload.attendeeId === null ? isNamed(payload.name) : isGone(payload.attendeeId))
      ? { ...payload, attendeeId: null, name: DELETED, organisation: '' }
      : payload,
  'speaker-moved': kept,
  'speaker-called': kept,
  'speaker-finished': kept,
  'speaker-skipped': kept,
  'speaker-removed': kept,
  'stage-theme-chosen': kept,
  'ink-hidden': hiddenInk,
  'ink-shown': hiddenInk,
  'partner-added': ({ partner, ...rest }, { text }) => ({
    ...rest,
    partner: { ...partner, note: text(partner.note) },
  }),
  'partner-changed': ({ partner }, { text }) => ({ partner: { ...partner, note: text(partner.note) } }),
  'partner-removed': kept,
  'attendee-added': (payload, { guest }) => withGuest(payload, guest(payload.attendee)),
  'attendee-changed': (payload, { guest }) => withGuest(payload, guest(payload.attendee)),
  'attendee-removed': ofGuest,
  'invitation-answered': (payload, scope) => {
    const own = ofGuest(payload, scope)
    return own && { ...own, note: scope.text(own.note) }
  },
  'guest-moved-up': ofGuest,
  'answer-withdrawn': ofGuest,
  'list-imported': (payload, { text }) => ({ ...payload, fileName: text(payload.fileName) }),
  'list-import-undone': (payload, { text }) => ({ ...payload, fileName: text(payload.fileName) }),
  'attendee-checked-in': atTheDoor,
  'check-in-undone': (payload, scope) => {
    const own = atTheDoor(payload, scope)
    return own && withoutReason(own, scope)
  },
  'attendee-substituted': (payload, scope) =>
    scope.isGone(payload.absentId) || scope.isGone(payload.substituteId)
      ? null
      : withoutReason(payload, scope),
  'stand-in-undone': (payload, scope) =>
    scope.isGone(payload.absentId) || scope.isGone(payload.guestId) ? null : withoutReason(payload, scope),
  'guests-merged': (payload, { isGone }) =>
    isGone(payload.keptId) || isGone(payload.goneId) ? null : payload,
  'merge-undone': (payload, scope) =>
    scope.isGone(payload.keptId) || scope.isGone(payload.goneId) ? null : withoutReason(payload, scope),
  'companions-joined': atTheDoor,
  'door-conflict-arose': (payload, scope) =>
    payload.otherId !== null && scope.isGone(payload.otherId) ? null : atTheDoor(payload, scope),
  'door-conflict-settled': (payload, scope) =>
    scope.withoutArrivals ? null : { ...withoutReason(payload, scope), otherId: unlessGone(payload, scope) },
  'agreement-adopted': kept,
  'fields-placed': kept,
  'agreement-opened': kept,
  'agreement-reopened-as-draft': kept,
  'agreement-sealed': kept,
  'accession-begun': kept,
  'accession-cancelled': kept,
  'accession-resumed': kept,
  'partner-called': (payload, { isGone }) =>
    payload.attendeeId !== null && isGone(payload.attendeeId) ? { ...payload, attendeeId: null } : payload,
  'call-moved': kept,
  'call-cancelled': withoutReason,
  'task-taken': kept,
  'signature-given': (payload, { signature }) => ({ ...payload, signature: signature(payload.signature) }),
  'signature-declined': withoutReason,
  'signature-withdrawn': withoutReason,
  'signature-left-to-paper': withoutReason,
  'signing-planned': kept,
  'originals-made': kept,
  'original-signed': kept,
  'original-signature-undone': kept,
  'original-scan-added': ({ scan, ...rest }, { text }) => ({
    ...rest,
    scan: { ...scan, fileName: text(scan.fileName) },
  }),
  'original-scan-removed': kept,
  'paper-printed': ({ kind, prints }, { isGone }) => {
    const others = prints.filter(({ attendeeId }) => !isGone(attendeeId))
    return others.length === 0 ? null : { kind, prints: others }
  },
  'paper-discarded': ({ kind, attendeeIds }, { isGone }) => {
    const others = attendeeIds.filter((id) => !isGone(id))
    return others.length === 0 ? null : { kind, attendeeIds: others }
  },
  'station-paired': ({ device, ...payload }, scope) => ({
    ...ofStation(payload, scope),
    ...(scope.isDeviceGone(payload.stationId) ? { tokenHash: '' } : device && { device }),
  }),
  'station-renamed': ofStation,
  'station-moved': kept,
  'station-revoked': kept,
  'ceremony-taken-over': kept,
  'takeover-overruled': withoutReason,
  'journal-repaired': kept,
  'ticket-key-made': kept,
  'ticket-reissued': ofGuest,
  // what an earlier deletion had left of entries about several people
  'data-redacted': (payload, scope) => ({
    ...payload,
    remains: payload.remains.flatMap((remains) => {
      const left = reduced(remains.type, remains.payload, scope)
      return left === null ? [] : [{ ...remains, payload: left }]
    }),
  }),
  'retention-planned': kept,
  'archive-made': kept,
  'rehearsal-begun': kept,
}

const withGuest = <P extends { attendee: unknown }>(payload: P, attendee: P['attendee'] | null): P | null =>
  attendee === null ? null : { ...payload, attendee }

const unlessGone = ({ otherId }: { otherId: AttendeeId | null }, { isGone }: Scope): AttendeeId | null =>
  otherId !== null && isGone(otherId) ? null : otherId

/** What remains of a fact; null for nothing. */
function reduced(type: EventType, payload: unknown, scope: Scope): unknown {
  // The table is typed per fact above; as in `evolve`, TypeScript cannot follow the correlation through an index.
  const rule = RULES[type] as (payload: unknown, scope: Scope) => unknown
  return rule(payload, scope)
}

/** Null where the deletion does not touch this fact. */
export function remainsOf(fact: RecordedEvent, scope: Scope): Remains | null {
  const { type, seq, payload } = fact
  const left = reduced(type, payload, scope)
  return JSON.stringify(left) === JSON.stringify(payload) ? null : { seq, type, payload: left }
}
