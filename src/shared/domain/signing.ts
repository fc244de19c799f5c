/** The signing: who is called, who signs for whom, and how a signature is declined, withdrawn or left to paper. */
import { z } from 'zod'
import {
  attendeeIdSchema,
  lineSchema,
  noteSchema,
  partnerIdSchema,
  requiredLineSchema,
  sha256Schema,
  stationIdSchema,
} from './ids.ts'
import type { AttendeeId, PartnerId, StationId } from './ids.ts'
import type { Decision, DecisionContext, Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { DomainEvent, Evolvers } from './events.ts'
import { requireStatus, signersOf } from './agreement.ts'
import { capacitySchema, partnerOf } from './registry.ts'
import type { Attendee } from './registry.ts'
import type { State } from './state.ts'
import { stationOf } from './station.ts'
import { MappeError } from '../errors.ts'

/** Who signed, as confirmed by the person on the screen. */
export const signatorySchema = z.strictObject({
  name: requiredLineSchema,
  function: lineSchema,
  capacity: capacitySchema,
  authoritySeenBy: lineSchema.default(''),
})

/** A signature as recorded: the ink lies in a file named by its hash; neither pressure nor timing is kept. */
export const signatureSchema = z.strictObject({
  signatory: signatorySchema,
  attendeeId: attendeeIdSchema.nullable(),
  ink: sha256Schema,
  input: z.enum(['pen', 'touch', 'mouse', 'unknown']),
  /** How often the person drew before confirming. */
  attempts: z.int().min(1).max(1000),
  /** Which consent text was shown, and in which language. */
  consent: z.strictObject({ text: z.string().min(1).max(64), language: z.enum(['de', 'en']) }),
})

export type Signatory = z.infer<typeof signatorySchema>
export type Signature = z.infer<typeof signatureSchema>

/** Where a partner stands on the way to its signature. */
export type Turn = { withdrawals: number } & (
  | { status: 'waiting' }
  | {
      status: 'called'
      at: string
      attendeeId: AttendeeId | null
      /** The station it was sent to; null means any. */
      stationId: StationId | null
      /** The station on which the person has begun. */
      takenBy: StationId | null
    }
  | { status: 'signed'; at: string; station: StationId; signature: Signature }
  | { status: 'declined'; at: string; station: StationId; reason: string }
  | { status: 'on-paper'; at: string; reason: string }
)

const partnerAndReason = z.strictObject({ partnerId: partnerIdSchema, reason: noteSchema.default('') })

export const signingCommands = {
  'call-partner': z.strictObject({
    partnerId: partnerIdSchema,
    attendeeId: attendeeIdSchema.nullable().default(null),
    stationId: stationIdSchema.nullable().default(null),
  }),
  'cancel-call': partnerAndReason,
  'take-task': z.strictObject({ partnerId: partnerIdSchema }),
  'give-signature': z.strictObject({ partnerId: partnerIdSchema, signature: signatureSchema }),
  'decline-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  'withdraw-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  /** Withdraws and calls again in one act. */
  'redo-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  'leave-to-paper': partnerAndReason,
}

export type SigningEvents = {
  'partner-called': { partnerId: PartnerId; attendeeId: AttendeeId | null; stationId: StationId | null }
  'call-cancelled': { partnerId: PartnerId; reason: string }
  'task-taken': { partnerId: PartnerId }
  'signature-given': { partnerId: PartnerId; signature: Signature }
  'signature-declined': { partnerId: PartnerId; reason: string }
  'signature-withdrawn': { partnerId: PartnerId; reason: string }
  'signature-left-to-paper': { partnerId: PartnerId; reason: string }
}

export const signingDeciders: Deciders<typeof signingCommands> = {
  'call-partner': (state, { partnerId, attendeeId, stationId }) => {
    const turn = openTurn(state, partnerId)
    if (turn.status === 'signed') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'signed' })
    if (turn.status === 'called') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'called' })
    return happened(called(state, partnerId, attendeeId, stationId))
  },
  'cancel-call': (state, { partnerId, reason }) => {
    if (openTurn(state, partnerId).status !== 'called') return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'call-cancelled', payload: { partnerId, reason } })
  },
  'take-task': (state, { partnerId }, context) => {
    const turn = taskTurn(state, partnerId, context)
    if (turn.takenBy === context.station) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'task-taken', payload: { partnerId } })
  },
  'give-signature': (state, { partnerId, signature }, context) => {
    taskTurn(state, partnerId, context)
    const { attendeeId } = signature
    if (attendeeId !== null && state.attendees[attendeeId]?.partnerId !== partnerId) {
      throw new MappeError('CANNOT_SIGN', { reason: 'not-a-signatory' })
    }
    return happened({ type: 'signature-given', payload: { partnerId, signature } })
  },
  'decline-signature': (state, { partnerId, reason }, context) => {
    taskTurn(state, partnerId, context)
    return happened({ type: 'signature-declined', payload: { partnerId, reason } })
  },
  'withdraw-signature': (state, command) => happened(withdrawn(state, command)),
  'redo-signature': (state, command) => {
    const turn = openTurn(state, command.partnerId)
    const attendeeId = turn.status === 'signed' ? turn.signature.attendeeId : null
    return happened(withdrawn(state, command), called(state, command.partnerId, attendeeId, null))
  },
  'leave-to-paper': leaveToPaper,
}

/** The partner's turn; "waiting" until something happened. */
export const turnOf = (state: State, partnerId: PartnerId): Turn =>
  state.signing[partnerId] ?? { status: 'waiting', withdrawals: 0 }

/** Who has the called turn: the station that began it, else the one it was sent to. A revoked one holds nothing; null is free for any. */
export function holderOf(
  state: State,
  { takenBy, stationId }: Extract<Turn, { status: 'called' }>,
): StationId | null {
  return [takenBy, stationId].find((id) => id !== null && !state.stations[id]?.revokedAt) ?? null
}

/** Those who may sign for a partner: those present first, of these stand-ins, then the office before a deputy, then by name. Whoever comes after all may sign in spite of a stand-in. */
export function signatoriesOf(state: State, partnerId: PartnerId): Attendee[] {
  const rank = (attendee: Attendee) =>
    (state.arrivals[attendee.id] ? 0 : 4) +
    (attendee.origin === 'substitute' ? 0 : 2) +
    (attendee.capacity === 'in-office' ? 0 : 1)
  return Object.values(state.attendees)
    .filter(
      ({ id, partnerId: own, maySign }) =>
        own === partnerId && maySign && (!state.substitutes[id] || state.arrivals[id]),
    )
    .toSorted((a, b) => rank(a) - rank(b) || a.lastName.localeCompare(b.lastName, 'de'))
}

/** Partners whose signature is neither given, declined nor left to paper. */
export const openPartners = (state: State) =>
  signersOf(state).filter((partner) => ['waiting', 'called'].includes(turnOf(state, partner.id).status))

function openTurn(state: State, partnerId: PartnerId): Turn {
  const { signers } = requireStatus(state, 'open')
  const { role } = partnerOf(state, partnerId)
  if (role === 'guest') throw new MappeError('CANNOT_SIGN', { reason: 'guest' })
  if (!signers?.includes(partnerId)) throw new MappeError('CANNOT_SIGN', { reason: 'not-a-signer' })
  return turnOf(state, partnerId)
}

/** The called turn that this station may act on. */
function taskTurn(state: State, partnerId: PartnerId, { station }: DecisionContext) {
  const turn = openTurn(state, partnerId)
  if (turn.status !== 'called') throw new MappeError('NOT_ALLOWED_NOW', { reason: turn.status })
  const holder = holderOf(state, turn)
  const isOrganizer = (state.stations[station]?.role ?? 'organizer') === 'organizer'
  if (holder !== null && holder !== station && !isOrganizer) throw new MappeError('TASK_TAKEN')
  return turn
}

function called(
  state: State,
  partnerId: PartnerId,
  wanted: AttendeeId | null,
  stationId: StationId | null,
): DomainEvent {
  if (stationId !== null && stationOf(state, stationId).revokedAt) throw new MappeError('STATION_REVOKED')
  const able = signatoriesOf(state, partnerId)
  const person = wanted === null ? able[0] : able.find(({ id }) => id === wanted)
  if (wanted !== null && !person) throw new MappeError('CANNOT_SIGN', { reason: 'not-a-signatory' })
  return { type: 'partner-called', payload: { partnerId, attendeeId: person?.id ?? null, stationId } }
}

function withdrawn(
  state: State,
  { partnerId, reason }: { partnerId: PartnerId; reason: string },
): DomainEvent {
  const { status } = openTurn(state, partnerId)
  if (status === 'waiting' || status === 'called') throw new MappeError('NOT_ALLOWED_NOW', { reason: status })
  return { type: 'signature-withdrawn', payload: { partnerId, reason } }
}

function leaveToPaper(
  state: State,
  { partnerId, reason }: { partnerId: PartnerId; reason: string },
): Decision {
  const { status } = openTurn(state, partnerId)
  if (status === 'on-paper') return unchanged({ type: 'nothing-to-do' })
  if (status === 'signed') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'signed' })
  return happened({ type: 'signature-left-to-paper', payload: { partnerId, reason } })
}

/** Steps that change what the sealed file would show remember their seq: a seal made from an older state is refused. */
const turned = (state: State, seq: number, partnerId: PartnerId, turn: Turn): void => {
  state.signing[partnerId] = turn
  state.signingSeq = seq
}

const withdrawalsOf = (state: State, partnerId: PartnerId) => ({
  withdrawals: turnOf(state, partnerId).withdrawals,
})

export const signingEvolvers: Evolvers<SigningEvents> = {
  'partner-called': (state, { seq, at, payload: { partnerId, attendeeId, stationId } }) =>
    turned(state, seq, partnerId, {
      ...withdrawalsOf(state, partnerId),
      status: 'called',
      at,
      attendeeId,
      stationId,
      takenBy: null,
    }),
  'call-cancelled': (state, { seq, payload: { partnerId } }) =>
    turned(state, seq, partnerId, { ...withdrawalsOf(state, partnerId), status: 'waiting' }),
  'task-taken': (state, { seq, station, payload: { partnerId } }) => {
    const turn = turnOf(state, partnerId)
    if (turn.status === 'called') turned(state, seq, partnerId, { ...turn, takenBy: station })
  },
  'signature-given': (state, { seq, at, station, payload: { partnerId, signature } }) =>
    turned(state, seq, partnerId, {
      ...withdrawalsOf(state, partnerId),
      status: 'signed',
      at,
      station,
      signature,
    }),
  'signature-declined': (state, { seq, at, station, payload: { partnerId, reason } }) =>
    turned(state, seq, partnerId, {
      ...withdrawalsOf(state, partnerId),
      status: 'declined',
      at,
      station,
      reason,
    }),
  // a refusal or a word for paper can be taken back, too, but then no signature was withdrawn
  'signature-withdrawn': (state, { seq, payload: { partnerId } }) => {
    const { status, withdrawals } = turnOf(state, partnerId)
    const counted = status === 'signed' ? withdrawals + 1 : withdrawals
    turned(state, seq, partnerId, { status: 'waiting', withdrawals: counted })
  },
  'signature-left-to-paper': (state, { seq, at, payload: { partnerId, reason } }) =>
    turned(state, seq, partnerId, { ...withdrawalsOf(state, partnerId), status: 'on-paper', at, reason }),
}
