/** Every act at the door as a table. */
import type { RecordedEvent, RecordedOf } from '../../shared/domain/events.ts'
import type { ConflictKind, Settlement } from '../../shared/domain/door/door-conflict.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { comesFor } from '../../shared/domain/door/seat.ts'
import { emptyState, evolve } from '../../shared/domain/evolve.ts'
import type { State } from '../../shared/domain/state.ts'
import { stationName } from '../../shared/domain/station.ts'
import { DELETION_ACT } from '../privacy/deletion-note.ts'
import { organisationOf } from '../door/people.ts'
import { numberText, timeText } from './arrivals.ts'
import { tableOf } from './table.ts'
import type { ExportTable } from './table.ts'

type DoorFact =
  | RecordedOf<'attendee-checked-in'>
  | RecordedOf<'check-in-undone'>
  | RecordedOf<'companions-joined'>
  | RecordedOf<'attendee-substituted'>
  | RecordedOf<'stand-in-undone'>
  | RecordedOf<'guests-merged'>
  | RecordedOf<'merge-undone'>
  | RecordedOf<'door-conflict-arose'>
  | RecordedOf<'door-conflict-settled'>
type Act = {
  seq: number
  at: string
  what: string
  station: string
  name: string
  organisation: string
  /** In whose place, where somebody stands in. */
  instead: string
  reason: string
  /** How many companions came with it, or were taken off again. */
  companions: string
  /** Hour noted on paper (ISO, UTC). */
  notedAt: string
  /** When a desk without connection did it (ISO, UTC): its line has the time at which the host was told. Null where no clock knows. */
  happenedAt: string | null
}

const CONFLICTS: Record<ConflictKind, string> = {
  'both-admitted': 'zu klären: an zwei Schaltern eingelassen',
  'stand-in-and-absent': 'zu klären: selbst gekommen und vertreten',
  'two-stand-ins': 'zu klären: zwei Vertretungen eingelassen',
  'undone-but-present': 'zu klären: zurückgenommen und doch eingelassen',
  'removed-meanwhile': 'zu klären: eingelassen, aber nicht mehr auf der Liste',
  'entered-twice': 'zu klären: vielleicht zweimal eingetragen',
}
const SETTLED: Record<Settlement | 'withdrawn', string> = {
  'same-person': 'geklärt: dieselbe Person',
  'other-person': 'geklärt: eine andere Person, eingelassen',
  'both-here': 'geklärt: beide sind da',
  'only-stand-in': 'geklärt: nur die Vertretung ist da',
  'only-absent': 'geklärt: die Vertretung ist nicht da',
  'is-here': 'geklärt: ist da',
  'is-not-here': 'geklärt: ist nicht da',
  'two-persons': 'geklärt: zwei verschiedene Personen',
  'same-as-first': 'geklärt: dieselbe Person',
  'same-as-second': 'geklärt: dieselbe Person',
  withdrawn: 'geklärt: an einem Schalter schon zurückgenommen',
}

/** Every act at the door in the order of the journal; names as they were at that moment. */
export function logTable(facts: readonly RecordedEvent[], timeZone: string): ExportTable {
  const state = emptyState()
  const acts: Act[] = []
  const disputed = new Map<number, AttendeeId>()
  for (const fact of facts) {
    evolve(state, fact)
    if (fact.type === 'door-conflict-arose') disputed.set(fact.seq, fact.payload.attendeeId)
    if (isAtTheDoor(fact)) acts.push(actOf(state, fact, subjectOf(fact, disputed)))
    else if (fact.type === 'data-redacted' && fact.payload.what === 'person')
      acts.push(deletionOf(state, fact))
  }
  return tableOf<Act>(
    'Einlassprotokoll',
    [
      ['Eintrag', 'seq', ({ seq }) => String(seq)],
      ['Zeit', 'at', ({ at }) => timeText(at, timeZone)],
      ['Vorgang', 'act', ({ what }) => what],
      ['Name', 'name', ({ name }) => name],
      ['Organisation', 'organisation', ({ organisation }) => organisation],
      ['In Vertretung von', 'insteadOf', ({ instead }) => instead],
      ['Gerät', 'station', ({ station }) => station],
      ['Grund', 'reason', ({ reason }) => reason],
      ['Begleitpersonen', 'companions', ({ companions }) => companions],
      [
        'Uhrzeit auf dem Papier',
        'notedAt',
        ({ notedAt }) => (notedAt === '' ? '' : timeText(notedAt, timeZone)),
      ],
      [
        'Ohne Verbindung geschehen um',
        'happenedAt',
        ({ happenedAt }) =>
          happenedAt === null ? 'unbekannt' : happenedAt === '' ? '' : timeText(happenedAt, timeZone),
      ],
    ],
    acts,
  )
}

const isAtTheDoor = (fact: RecordedEvent): fact is DoorFact =>
  fact.type === 'attendee-checked-in' ||
  fact.type === 'check-in-undone' ||
  fact.type === 'companions-joined' ||
  fact.type === 'attendee-substituted' ||
  fact.type === 'stand-in-undone' ||
  fact.type === 'guests-merged' ||
  fact.type === 'merge-undone' ||
  fact.type === 'door-conflict-arose' ||
  fact.type === 'door-conflict-settled'

function actOf(state: State, fact: DoorFact, subject: AttendeeId | undefined): Act {
  const person = subject && state.attendees[subject]
  return {
    seq: fact.seq,
    at: fact.at,
    what: whatHappened(fact, person),
    station: stationName(state, fact.station),
    name: person ? fullName(person) : '',
    organisation: person ? organisationOf(state, person) : '',
    instead: insteadOf(state, fact, person).map(fullName).join(', '),
    companions: companionsTold(fact),
    reason: 'reason' in fact.payload ? fact.payload.reason : '',
    notedAt: 'fromPaper' in fact.payload ? (fact.payload.fromPaper?.notedAt ?? '') : '',
    happenedAt: happenedAtOf(fact),
  }
}

/** Of a conflict its arrival says it. */
const happenedAtOf = ({ type, payload }: DoorFact): string | null =>
  type === 'door-conflict-arose' || !('happenedAt' in payload) ? '' : (payload.happenedAt ?? null)

/** That somebody was deleted, not who. */
const deletionOf = (state: State, { seq, at, station }: RecordedEvent): Act => ({
  seq,
  at,
  what: DELETION_ACT,
  station: stationName(state, station),
  name: '',
  organisation: '',
  instead: '',
  reason: '',
  companions: '',
  notedAt: '',
  happenedAt: '',
})

function subjectOf(
  { type, payload }: DoorFact,
  disputed: ReadonlyMap<number, AttendeeId>,
): AttendeeId | undefined {
  switch (type) {
    case 'door-conflict-settled':
      return payload.otherId ?? disputed.get(payload.conflict)
    case 'attendee-substituted':
      return payload.substituteId
    case 'stand-in-undone':
      return payload.guestId
    case 'guests-merged':
    case 'merge-undone':
      return payload.keptId
    default:
      return payload.attendeeId
  }
}

/** Where a stand-in is entered or taken back, only the seat that is meant. */
function insteadOf(state: State, { payload }: DoorFact, person: Attendee | undefined): Attendee[] {
  if ('absentId' in payload)
    return [state.attendees[payload.absentId]].filter((absent) => absent !== undefined)
  return person ? comesFor(state, person) : []
}

function companionsTold({ type, payload }: DoorFact): string {
  if (type === 'companions-joined') return String(payload.by)
  return type === 'attendee-checked-in' ? numberText(payload.companions ?? 0) : ''
}

function whatHappened(fact: DoorFact, person: Attendee | undefined): string {
  switch (fact.type) {
    case 'door-conflict-arose':
      return CONFLICTS[fact.payload.kind]
    case 'door-conflict-settled':
      return SETTLED[fact.payload.settlement]
    case 'attendee-substituted':
      return 'Vertretung eingetragen'
    case 'stand-in-undone':
      return 'Vertretung zurückgenommen'
    case 'guests-merged':
      return 'doppelten Eintrag zusammengeführt'
    case 'merge-undone':
      return 'zusammengeführten Eintrag wieder getrennt'
    case 'check-in-undone':
      return 'Einlass zurückgenommen'
    case 'companions-joined':
      return fact.payload.by < 0 ? 'Begleitung berichtigt' : 'Begleitung nachgekommen'
    case 'attendee-checked-in':
      if (fact.payload.fromPaper) return 'eingelassen (vom Papier)'
      if (person?.companionOf) return 'eingelassen (Begleitung)'
      return person?.origin === 'walk-in' ? 'eingelassen (nicht auf der Liste)' : 'eingelassen'
  }
}
