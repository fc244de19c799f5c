/** The signing: who is called, who signs for whom, and how a signature is declined, withdrawn or left to paper. */
import { z } from 'zod'
import { attendeeIdSchema, HOST_STATION, noteSchema, partnerIdSchema, stationIdSchema } from '../ids.ts'
import type { AttendeeId, PartnerId, StationId } from '../ids.ts'
import type { Decision, DecisionContext, Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { DomainEvent, Evolvers } from '../events.ts'
import { requireStatus } from './agreement.ts'
import { needBlob } from '../privacy/redaction.ts'
import { partnerOf } from '../registry/registry.ts'
import { signatureSchema } from './signature.ts'
import type { Signature } from './signature.ts'
import { mayActFor } from '../door/seat.ts'
import type { State } from '../state.ts'
import { stationOf } from '../station.ts'
import { holderOf, signatoriesOf, turnOf } from './turn.ts'
import type { Turn } from './turn.ts'
import { MappeError } from '../../errors.ts'

const partnerAndReason = z.strictObject({ partnerId: partnerIdSchema, reason: noteSchema.default('') })

export const signingCommands = {
  'call-partner': z.strictObject({
    partnerId: partnerIdSchema,
    attendeeId: attendeeIdSchema.nullable().default(null),
    stationId: stationIdSchema.nullable().default(null),
  }),
  'cancel-call': partnerAndReason,
  /** Gives the call to another station, whatever the one that had it is doing; null lets any take it. */
  'move-call': z.strictObject({ partnerId: partnerIdSchema, stationId: stationIdSchema.nullable() }),
  /** Signs where the command comes from, whether somebody was called before or not. */
  'sign-here': z.strictObject({
    partnerId: partnerIdSchema,
    attendeeId: attendeeIdSchema.nullable().default(null),
  }),
  'take-task': z.strictObject({ partnerId: partnerIdSchema }),
  'give-signature': z.strictObject({ partnerId: partnerIdSchema, signature: signatureSchema }),
  'decline-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  'withdraw-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  /** Withdraws and calls again in one act. */
  'redo-signature': partnerAndReason.extend({ reason: noteSchema.min(1) }),
  'leave-to-paper': partnerAndReason,
}

export type SigningEvents = {
  'partner-called': {
    partnerId: PartnerId
    attendeeId: AttendeeId | null
    stationId: StationId | null
    /** Nobody pressed a button: the one before had signed. */
    byItself?: true
  }
  'call-moved': { partnerId: PartnerId; stationId: StationId | null }
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
  'move-call': (state, { partnerId, stationId }) => {
    const turn = openTurn(state, partnerId)
    if (turn.status !== 'called') throw new MappeError('NOT_ALLOWED_NOW', { reason: turn.status })
    return moved(state, turn, partnerId, stationId)
  },
  'sign-here': (state, { partnerId, attendeeId }, { station }) => {
    const turn = openTurn(state, partnerId)
    if (turn.status === 'signed') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'signed' })
    if (turn.status === 'called') return moved(state, turn, partnerId, station)
    return happened(called(state, partnerId, attendeeId, station))
  },
  'take-task': (state, { partnerId }, context) => {
    const turn = taskTurn(state, partnerId, context)
    if (turn.takenBy === context.station) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'task-taken', payload: { partnerId } })
  },
  'give-signature': (state, { partnerId, signature }, context) => {
    const { takenBy } = taskTurn(state, partnerId, context)
    // what was begun under an earlier call, since taken back, is not this one's
    if (takenBy !== context.station && !isOrganizer(state, context))
      throw new MappeError('TASK_TAKEN', { reason: 'taken-back' })
    const { attendeeId } = signature
    if (attendeeId !== null && !mayActFor(state, partnerId, attendeeId)) {
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

function openTurn(state: State, partnerId: PartnerId): Turn {
  const { signers } = requireStatus(state, 'open')
  const { role } = partnerOf(state, partnerId)
  if (role === 'guest') throw new MappeError('CANNOT_SIGN', { reason: 'guest' })
  if (!signers?.includes(partnerId)) throw new MappeError('CANNOT_SIGN', { reason: 'not-a-signer' })
  return turnOf(state, partnerId)
}

/** The called turn that this station may act on. */
function taskTurn(state: State, partnerId: PartnerId, context: DecisionContext) {
  const turn = openTurn(state, partnerId)
  if (turn.status !== 'called') throw new MappeError('NOT_ALLOWED_NOW', { reason: turn.status })
  const holder = holderOf(state, turn)
  const isOthers = holder !== null && holder !== context.station
  if (isOthers && !isOrganizer(state, context)) throw new MappeError('TASK_TAKEN')
  return turn
}

const isOrganizer = ({ stations }: State, { station }: DecisionContext): boolean =>
  (stations[station]?.role ?? 'organizer') === 'organizer'

function called(
  state: State,
  partnerId: PartnerId,
  wanted: AttendeeId | null,
  stationId: StationId | null,
): DomainEvent {
  requireUsable(state, stationId)
  const able = signatoriesOf(state, partnerId)
  const person = wanted === null ? able[0] : able.find(({ id }) => id === wanted)
  if (wanted !== null && !person) throw new MappeError('CANNOT_SIGN', { reason: 'not-a-signatory' })
  return { type: 'partner-called', payload: { partnerId, attendeeId: person?.id ?? null, stationId } }
}

/** A signing table or an organizer's desk that is still let in; the host's own window is paired with nobody. */
function requireUsable(state: State, stationId: StationId | null): void {
  if (stationId === null || stationId === HOST_STATION) return
  const { role, revokedAt } = stationOf(state, stationId)
  if (revokedAt) throw new MappeError('STATION_REVOKED')
  if (role !== 'signing' && role !== 'organizer')
    throw new MappeError('CANNOT_SIGN', { reason: 'no-signing-table' })
}

function moved(
  state: State,
  { takenBy, stationId }: Extract<Turn, { status: 'called' }>,
  partnerId: PartnerId,
  to: StationId | null,
): Decision {
  requireUsable(state, to)
  if (to === stationId && (takenBy === null || takenBy === to)) return unchanged({ type: 'nothing-to-do' })
  return happened({ type: 'call-moved', payload: { partnerId, stationId: to } })
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
    turned(state, seq, partnerId, { ...withdrawalsOf(state, partnerId), status: 'waiting', setAside: true }),
  'call-moved': (state, { seq, at, payload: { partnerId, stationId } }) => {
    const turn = turnOf(state, partnerId)
    if (turn.status === 'called') turned(state, seq, partnerId, { ...turn, at, stationId, takenBy: null })
  },
  'task-taken': (state, { seq, station, payload: { partnerId } }) => {
    const turn = turnOf(state, partnerId)
    if (turn.status === 'called') turned(state, seq, partnerId, { ...turn, takenBy: station })
  },
  'signature-given': (state, { seq, at, station, payload: { partnerId, signature } }) => {
    // a typed name makes the same ink again, though it was deleted before
    needBlob(state, signature.ink)
    turned(state, seq, partnerId, {
      ...withdrawalsOf(state, partnerId),
      status: 'signed',
      at,
      station,
      signature,
    })
  },
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
    turned(state, seq, partnerId, { status: 'waiting', withdrawals: counted, setAside: true })
  },
  'signature-left-to-paper': (state, { seq, at, payload: { partnerId, reason } }) =>
    turned(state, seq, partnerId, { ...withdrawalsOf(state, partnerId), status: 'on-paper', at, reason }),
}
