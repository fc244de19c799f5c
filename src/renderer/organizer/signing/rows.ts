/** The signing order as the organizer directs it: each partner's turn, who will sign, and what can be done now. */
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import type { AttendeeId, Sha256 } from '../../../shared/domain/ids.ts'
import { fullName } from '../../../shared/domain/registry/registry.ts'
import type { Attendee, Partner } from '../../../shared/domain/registry/registry.ts'
import { passedOver } from '../../../shared/domain/signing/signing-plan.ts'
import type { PassedOver } from '../../../shared/domain/signing/signing-plan.ts'
import { turnOf } from '../../../shared/domain/signing/turn.ts'
import type { Turn } from '../../../shared/domain/signing/turn.ts'
import type { State } from '../../../shared/domain/state.ts'
import { stationName } from '../../../shared/domain/station.ts'
import { signatoriesIn } from '../signatories.ts'

export type TurnStatus = Turn['status']

export type Candidate = { id: AttendeeId; name: string; function: string; isPresent: boolean }

export type SigningRow = {
  partner: Partner
  status: TurnStatus
  withdrawals: number
  /** Whom the partner can send; the first one is called unless another is chosen. */
  candidates: Candidate[]
  /** Who is called or has signed; null before. */
  person: { name: string; function: string } | null
  /** Where the called person signs; null for any station. */
  station: string | null
  hasBegun: boolean
  at: string | null
  reason: string
  ink: Sha256 | null
  /** The name came from the keyboard; nothing was drawn. */
  isTyped: boolean
  /** Why the plan passes this partner over; null where nothing is called by itself. */
  passedOver: PassedOver | null
  /** Signs at the same time as others. */
  isTogether: boolean
}

export function signingRows(state: State): SigningRow[] {
  const signatories = signatoriesIn(state)
  return signersOf(state).map((partner) => rowOf(state, partner, signatories(partner.id)))
}

/** The partner to call next: the first that waits; null while somebody is at the table or when nobody waits. */
export function nextToCall(rows: readonly SigningRow[]): SigningRow | null {
  return rows.find(({ status }) => status === 'waiting') ?? null
}

export const finishedCount = (rows: readonly SigningRow[]): number =>
  rows.filter(({ status }) => status !== 'waiting' && status !== 'called').length

function rowOf(state: State, partner: Partner, signatories: Attendee[]): SigningRow {
  const turn = turnOf(state, partner.id)
  const row: SigningRow = {
    partner,
    status: turn.status,
    withdrawals: turn.withdrawals,
    candidates: signatories.map((person) => candidateOf(state, person)),
    person: null,
    station: null,
    hasBegun: false,
    at: turn.status === 'waiting' ? null : turn.at,
    reason: '',
    ink: null,
    isTyped: false,
    passedOver: state.signingPlan.callsByItself ? passedOver(state, partner.id) : null,
    isTogether: state.signingPlan.groups.some(({ partnerIds }) => partnerIds.includes(partner.id)),
  }
  return { ...row, ...factsOf(state, turn) }
}

function factsOf(state: State, turn: Turn): Partial<SigningRow> {
  switch (turn.status) {
    case 'waiting':
      return {}
    case 'called':
      return calledFacts(state, turn)
    case 'signed': {
      const { signatory, ink, input } = turn.signature
      return { person: signatory, ink, isTyped: input === 'typed', station: stationName(state, turn.station) }
    }
    case 'declined':
      return { reason: turn.reason, station: stationName(state, turn.station) }
    case 'on-paper':
      return { reason: turn.reason }
  }
}

function calledFacts(state: State, turn: Turn & { status: 'called' }): Partial<SigningRow> {
  const attendee = turn.attendeeId === null ? undefined : state.attendees[turn.attendeeId]
  const station = turn.takenBy ?? turn.stationId
  return {
    person: attendee ? { name: fullName(attendee), function: attendee.function } : null,
    station: station === null ? null : stationName(state, station),
    hasBegun: turn.takenBy !== null,
  }
}

const candidateOf = (state: State, person: Attendee): Candidate => ({
  id: person.id,
  name: fullName(person),
  function: person.function,
  isPresent: state.arrivals[person.id] !== undefined,
})
