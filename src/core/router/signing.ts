/** The signing table. */
import { judgeInk } from '../../shared/ink.ts'
import { MappeError } from '../../shared/errors.ts'
import { statesOf } from '../../shared/domain/accession.ts'
import { signersOf } from '../../shared/domain/agreement.ts'
import { turnOf } from '../../shared/domain/signing.ts'
import { isInkHidden, mayShowLiveInk } from '../../shared/domain/stage.ts'
import { taskOf } from '../../shared/domain/views.ts'
import type { CoreParts } from '../core-parts.ts'
import { nameOfInk, readInk, storeInk } from '../ink-store.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function signingRouter(os: Base, parts: CoreParts) {
  const { signing } = os
  const { handler, happenings, blobs } = parts
  const ack = acknowledge(parts)
  return {
    call: signing.call.handler((call) => ack('call-partner', call)),
    cancelCall: signing.cancelCall.handler((call) => ack('cancel-call', call)),
    take: signing.take.handler((call) => ack('take-task', call)),
    give: signing.give.handler(async ({ input: { commandId, partnerId, signature }, context }) => {
      const verdict = judgeInk(signature.ink)
      if (verdict !== 'good') throw new MappeError('INK_TOO_LITTLE', { verdict })
      const origin = { commandId, station: context.caller.station }
      const given = { partnerId, signature: { ...signature, ink: nameOfInk(signature.ink) } }
      // ink that belongs to no signature is nobody's to keep
      await handler.requireAllowed({ type: 'give-signature', payload: given }, origin)
      await storeInk(blobs, signature.ink)
      return ack('give-signature', { input: { commandId, ...given }, context })
    }),
    decline: signing.decline.handler((call) => ack('decline-signature', call)),
    withdraw: signing.withdraw.handler((call) => ack('withdraw-signature', call)),
    redo: signing.redo.handler((call) => ack('redo-signature', call)),
    leaveToPaper: signing.leaveToPaper.handler((call) => ack('leave-to-paper', call)),
    ink: signing.ink.handler(({ input: { ink }, context: { caller } }) => {
      const turns = statesOf(handler.state).flatMap((each) =>
        signersOf(each)
          .filter(({ id }) => caller.role === 'organizer' || !isInkHidden(each, id))
          .map(({ id }) => turnOf(each, id)),
      )
      const isRecorded = turns.some((turn) => turn.status === 'signed' && turn.signature.ink === ink)
      if (!isRecorded) throw new MappeError('NOT_FOUND')
      return readInk(blobs, ink)
    }),
    draw: signing.draw.handler(({ input, context }) => {
      const { state } = handler
      if (!mayShowLiveInk(state, input.partnerId)) return
      const { station, role } = context.caller
      const own = taskOf(state, station).call?.partnerId === input.partnerId
      const called = turnOf(state, input.partnerId).status === 'called'
      if (called && (own || role === 'organizer')) happenings.publish('stroke', input)
    }),
  }
}
