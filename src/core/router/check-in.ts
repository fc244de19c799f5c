/** The door. */
import type { CheckInOutcome } from '../../shared/contract/check-in.ts'
import type { AttendeeId } from '../../shared/domain/ids.ts'
import { stationName } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import { MappeError } from '../../shared/errors.ts'
import type { Execution } from '../command-handler.ts'
import type { CoreParts } from '../core-parts.ts'
import { acknowledge, commandOf } from './acknowledge.ts'
import type { Base } from './base.ts'

export function checkInRouter(os: Base, parts: CoreParts) {
  const { checkIn } = os
  const ack = acknowledge(parts)
  return {
    checkIn: checkIn.checkIn.handler(async ({ input, context }) => {
      const { commandId, command } = commandOf('check-in', input)
      const execution = await parts.run(command, { commandId, station: context.caller.station })
      return outcomeOf(execution, input.attendeeId, parts.handler.state)
    }),
    undo: checkIn.undo.handler((call) => ack('undo-check-in', call)),
    walkIn: checkIn.walkIn.handler((call) => ack('admit-walk-in', call)),
    substitute: checkIn.substitute.handler((call) => ack('substitute', call)),
  }
}

function outcomeOf(execution: Execution, attendeeId: AttendeeId, state: State): CheckInOutcome {
  if (execution.kind === 'recorded') {
    const fact = execution.events.find(
      ({ type, payload }) => type === 'attendee-checked-in' && payload.attendeeId === attendeeId,
    )
    if (!fact) throw new MappeError('CONFLICT', { reason: 'command-id-reused' })
    return {
      outcome: 'checked-in',
      seq: fact.seq,
      at: fact.at,
      stationName: stationName(state, fact.station),
    }
  }
  if (execution.because.type !== 'already-checked-in') throw new MappeError('UNEXPECTED')
  const { at, stationName: desk } = execution.because
  return { outcome: 'already-checked-in', at, stationName: desk }
}
