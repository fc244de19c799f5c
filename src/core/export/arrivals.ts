/** Who came, and every act at the door, as tables. */
import type { RecordedEvent, RecordedOf } from '../../shared/domain/events.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { companionsIn } from '../../shared/domain/door/heads.ts'
import { codeOf } from '../../shared/domain/paper/paper.ts'
import { fullName } from '../../shared/domain/registry/registry.ts'
import type { Attendee } from '../../shared/domain/registry/registry.ts'
import { comesFor } from '../../shared/domain/door/seat.ts'
import { emptyState, evolve } from '../../shared/domain/state.ts'
import type { State } from '../../shared/domain/state.ts'
import { stationName } from '../../shared/domain/station.ts'
import { DELETION_ACT, deletionNote } from '../privacy/deletion-note.ts'
import { clockTime, shortDay } from '../documents/typesetting/german-dates.ts'
import { organisationOf, remarkOn } from '../door/people.ts'
import { tableOf } from './table.ts'
import type { ExportTable } from './table.ts'

/**
 * Everybody on the list and, of those who came, when and where; times as the clock in the hall showed them.
 * Where entries were deleted, a last row says so.
 */
export function arrivalsTable(state: State, timeZone: string): ExportTable {
  const arrivalOf = ({ id }: Attendee) => state.arrivals[id]
  const table = tableOf<Attendee>(
    'Ankünfte',
    [
      ['Nachname', 'lastName', ({ lastName }) => lastName],
      ['Vorname', 'firstName', ({ firstName }) => firstName],
      ['Titel', 'title', ({ title }) => title],
      ['Funktion', 'function', (attendee) => attendee.function],
      ['Organisation', 'organisation', (attendee) => organisationOf(state, attendee)],
      ['Eingelassen um', 'arrivedAt', (attendee) => arrivedAt(arrivalOf(attendee), timeZone)],
      ['Gerät', 'station', (attendee) => stationOf(state, arrivalOf(attendee))],
      ['Begleitpersonen', 'companions', ({ id }) => numberText(companionsIn(state.arrivals[id]))],
      ['Vom Papier', 'fromPaper', (attendee) => (arrivalOf(attendee)?.fromPaper ? 'ja' : '')],
      ['Bemerkung', 'remark', (attendee) => remarkOn(state, attendee)],
      ['Kürzel', 'code', ({ id }) => codeOf(state, id)],
    ],
    Object.values(state.attendees),
  )
  const note = deletionNote(state)
  return note === '' ? table : { ...table, rows: [...table.rows, remarkRow(table, note)] }
}

/** A row that is about nobody. */
const remarkRow = ({ columns }: ExportTable, remark: string): string[] =>
  columns.map(({ key }) => (key === 'remark' ? remark : ''))

type Arrival = State['arrivals'][AttendeeId] | undefined

/** Only counted; those who are named have lines of their own. */
const numberText = (count: number): string => (count === 0 ? '' : String(count))

const stationOf = (state: State, arrival: Arrival): string =>
  arrival ? stationName(state, arrival.station) : ''

/** Empty for a tick on paper beside which no hour stood. */
function arrivedAt(arrival: Arrival, timeZone: string): string {
  if (!arrival || arrival.fromPaper?.notedAt === null) return ''
  return timeText(arrival.at, timeZone)
}

const timeText = (at: string, timeZone: string): string =>
  `${shortDay(at, timeZone)} ${clockTime(at, timeZone)}`

type DoorFact =
  | RecordedOf<'attendee-checked-in'>
  | RecordedOf<'check-in-undone'>
  | RecordedOf<'companions-joined'>
  | RecordedOf<'attendee-substituted'>
  | RecordedOf<'stand-in-undone'>
  | RecordedOf<'guests-merged'>
  | RecordedOf<'merge-undone'>
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
}

/** Every act at the door in the order of the journal; names as they were at that moment. */
export function logTable(facts: readonly RecordedEvent[], timeZone: string): ExportTable {
  const state = emptyState()
  const acts: Act[] = []
  for (const fact of facts) {
    evolve(state, fact)
    if (isAtTheDoor(fact)) acts.push(actOf(state, fact))
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
  fact.type === 'merge-undone'

function actOf(state: State, fact: DoorFact): Act {
  const person = state.attendees[subjectOf(fact)]
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
  }
}

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
})

function subjectOf({ type, payload }: DoorFact): AttendeeId {
  switch (type) {
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
