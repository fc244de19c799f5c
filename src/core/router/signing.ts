/** The signing table. */
import { MappeError } from '../../shared/errors.ts'
import { statesOf } from '../../shared/domain/signing/accession.ts'
import { signersOf } from '../../shared/domain/signing/agreement.ts'
import { isInkHidden, mayShowLiveInk } from '../../shared/domain/evening/stage.ts'
import { turnOf } from '../../shared/domain/signing/turn.ts'
import { taskOf } from '../../shared/domain/views.ts'
import { acceptedInk } from '../signing/accepted-ink.ts'
import type { CoreParts } from '../core-parts.ts'
import { requirePrintable } from '../fonts.ts'
import { nameOfInk, readInk, storeInk } from '../signing/ink-store.ts'
import { typedInk } from '../signing/typed-ink.ts'
import { acknowledge } from './acknowledge.ts'
import type { Base } from './base.ts'

export function signingRouter(os: Base, parts: CoreParts) {
  const { signing } = os
  const { handler, happenings, blobs } = parts
  const ack = acknowledge(parts)
  return {
    call: signing.call.handler((call) => ack('call-partner', call)),
    cancelCall: signing.cancelCall.handler((call) => ack('cancel-call', call)),
    moveCall: signing.moveCall.handler((call) => ack('move-call', call)),
    signHere: signing.signHere.handler((call) => ack('sign-here', call)),
    plan: signing.plan.handler((call) => ack('plan-signing', call)),
    take: signing.take.handler((call) => ack('take-task', call)),
    typeset: signing.typeset.handler(({ input: { name } }) => typedInk(name)),
    give: signing.give.handler(async ({ input: { commandId, partnerId, signature }, context }) => {
      // sealing would refuse it, when everybody has gone home
      await requirePrintable(Object.values(signature.signatory))
      const ink = await acceptedInk(signature)
      const { typed: _typed, ...kept } = signature
      const origin = { commandId, station: context.caller.station }
      const given = { partnerId, signature: { ...kept, ink: nameOfInk(ink) } }
      // ink that belongs to no signature is nobody's to keep
      await handler.requireAllowed({ type: 'give-signature', payload: given }, origin)
      await storeInk(blobs, ink)
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
