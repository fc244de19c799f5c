/** The door. */
import type { CheckInOutcome, DelegationAck, DoorAck } from '../../shared/contract/check-in.ts'
import type { Command } from '../../shared/domain/decide.ts'
import type { ConflictKind } from '../../shared/domain/door/door-conflict.ts'
import type { AttendeeId, CommandId } from '../../shared/domain/ids.ts'
import { lateSince } from '../../shared/domain/door/late.ts'
import type { DeskTimes, Late } from '../../shared/domain/door/late.ts'
import { requireNotDeleted } from '../../shared/domain/registry/registry.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Execution } from '../command-handler.ts'
import type { CallContext, CoreParts } from '../core-parts.ts'
import { acknowledge } from './acknowledge.ts'
import { acknowledged } from './base.ts'
import type { Base } from './base.ts'

type DoorCall = { input: { commandId: CommandId; offline?: DeskTimes | undefined }; context: CallContext }

export function checkInRouter(os: Base, parts: CoreParts) {
  const { checkIn } = os
  const ack = acknowledge(parts)

  const run = ({ input, context }: DoorCall, command: (late: Late | undefined) => Command) => {
    const late = input.offline && lateSince(input.offline, parts.options.now())
    return parts.run(command(late), { commandId: input.commandId, station: context.caller.station })
  }
  const doorAckOf = (execution: Execution): DoorAck => ({
    ...acknowledged(execution, parts.handler.state.seq, parts.options.now()),
    conflict: conflictIn(execution),
  })
  const doorAck = async (call: DoorCall, command: (late: Late | undefined) => Command): Promise<DoorAck> =>
    doorAckOf(await run(call, command))

  return {
    checkIn: checkIn.checkIn.handler(async (call) => {
      const { attendeeId, guest, companions } = call.input
      const execution = await run(call, (late) => ({
        type: 'check-in',
        payload: { attendeeId, guest, companions, late },
      }))
      return outcomeOf(execution, attendeeId, parts.handler.state)
    }),
    undo: checkIn.undo.handler((call) => {
      const { attendeeId, reason, hasLeft, seenAt } = call.input
      const payload = { attendeeId, reason, hasLeft, seenAt }
      return doorAck(call, (late) => ({ type: 'undo-check-in', payload: { ...payload, late } }))
    }),
    walkIn: checkIn.walkIn.handler((call) => {
      const { attendee, partner, offered } = call.input
      const payload = { attendee, partner, offered }
      return doorAck(call, (late) => ({ type: 'admit-walk-in', payload: { ...payload, late } }))
    }),
    substitute: checkIn.substitute.handler((call) => {
      const { absentId, substitute, reason, companions } = call.input
      const payload = { absentId, substitute, reason, companions }
      return doorAck(call, (late) => ({ type: 'substitute', payload: { ...payload, late } }))
    }),
    standIn: checkIn.standIn.handler((call) => {
      const { absentId, guestId, terms, reason, companions, wasIn, guest } = call.input
      const payload = { absentId, guestId, terms, reason, companions, wasIn, guest }
      return doorAck(call, (late) => ({ type: 'stand-in', payload: { ...payload, late } }))
    }),
    undoStandIn: checkIn.undoStandIn.handler((call) => {
      const { absentId, reason } = call.input
      return doorAck(call, (late) => ({ type: 'undo-stand-in', payload: { absentId, reason, late } }))
    }),
    joinCompanions: checkIn.joinCompanions.handler((call) => {
      const { attendeeId, by, named, guest } = call.input
      const payload = { attendeeId, by, named, guest }
      return doorAck(call, (late) => ({ type: 'join-companions', payload: { ...payload, late } }))
    }),
    admitDelegation: checkIn.admitDelegation.handler(async (call): Promise<DelegationAck> => {
      const { guests } = call.input
      const execution = await run(call, (late) => ({ type: 'admit-delegation', payload: { guests, late } }))
      return { ...doorAckOf(execution), admitted: admittedIn(execution) }
    }),
    settle: checkIn.settle.handler((call) => ack('settle-conflict', call)),
    undoMerge: checkIn.undoMerge.handler((call) => ack('undo-merge', call)),
  }
}

/** What the late act did not fit, if anything: told by a fact of its own. */
function conflictIn(execution: Execution): ConflictKind | null {
  if (execution.kind === 'unchanged') return null
  const fact = execution.events.find(({ type }) => type === 'door-conflict-arose')
  return fact?.type === 'door-conflict-arose' ? fact.payload.kind : null
}

const admittedIn = (execution: Execution): number =>
  execution.kind === 'unchanged'
    ? 0
    : execution.events.filter(({ type }) => type === 'attendee-checked-in').length

function outcomeOf(execution: Execution, attendeeId: AttendeeId, state: State): CheckInOutcome {
  if (execution.kind === 'recorded') {
    const fact = execution.events.find(
      ({ type, payload }) => type === 'attendee-checked-in' && payload.attendeeId === attendeeId,
    )
    if (fact?.type !== 'attendee-checked-in') {
      throw new MappeError('CONFLICT', { reason: 'command-id-reused' })
    }
    return {
      outcome: 'checked-in',
      seq: fact.seq,
      at: fact.payload.happenedAt ?? fact.at,
      stationName: stationName(state, fact.station),
      conflict: conflictIn(execution),
    }
  }
  if (execution.because.type !== 'already-checked-in') {
    requireNotDeleted(state, attendeeId)
    throw new MappeError('NOT_FOUND')
  }
  const { at, stationName: desk } = execution.because
  return { outcome: 'already-checked-in', at, stationName: desk }
}
