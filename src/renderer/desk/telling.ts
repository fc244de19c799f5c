/** One act as a call of the contract, and the host's answer in one shape. */
import type { Calls } from '../client.ts'
import type { Act, Answer } from './act.ts'

/**
 * Tells the host. An act the desk has done on its own carries both of its times by the desk's clock.
 * Rejects with MappeError.
 */
export async function tellHost(call: Calls['checkIn'], act: Act, now: number): Promise<Answer> {
  const { deed, commandId } = act
  const told = { commandId, ...(act.isAlone && { offline: { happenedAt: act.at, sentAt: now } }) }
  switch (deed.type) {
    case 'check-in': {
      const { guest, companions = 0 } = deed
      const result = await call.checkIn({ ...told, attendeeId: guest.id, guest, companions })
      const { at, stationName } = result
      return result.outcome === 'checked-in'
        ? { isRecorded: true, seq: result.seq, at, stationName, conflict: result.conflict }
        : { isRecorded: false, seq: 0, at, stationName, conflict: null }
    }
    case 'undo': {
      const { guest, reason, seenAt, hasLeft } = deed
      const meant = { ...(seenAt && { seenAt }), ...(hasLeft && { hasLeft }) }
      return answerOf(await call.undo({ ...told, attendeeId: guest.id, reason, ...meant }))
    }
    case 'walk-in': {
      const { attendee, partner, offered } = deed
      const shown = offered && { offered: [...offered] }
      return answerOf(await call.walkIn({ ...told, attendee, partner, ...shown }))
    }
    case 'substitute': {
      const { absentId, substitute, reason, companions = 0 } = deed
      return answerOf(await call.substitute({ ...told, absentId, substitute, reason, companions }))
    }
    case 'stand-in': {
      const { type: _type, guest, ...standIn } = deed
      return answerOf(await call.standIn({ ...told, ...standIn, guest, guestId: guest.id }))
    }
    case 'undo-stand-in': {
      const { absentId, reason } = deed
      return answerOf(await call.undoStandIn({ ...told, absentId, reason }))
    }
    case 'companions': {
      const { guest, by, named } = deed
      return answerOf(
        await call.joinCompanions({ ...told, attendeeId: guest.id, guest, by, named: [...named] }),
      )
    }
    case 'delegation': {
      const guests = deed.guests.map(({ guest, companions }) => ({
        attendeeId: guest.id,
        guest,
        companions,
      }))
      const ack = await call.admitDelegation({ ...told, guests })
      return { ...answerOf(ack), admitted: ack.admitted }
    }
  }
}

const answerOf = ({
  seq,
  at,
  unchanged,
  conflict,
}: {
  seq: number
  at: string
  unchanged: boolean
  conflict: Answer['conflict']
}): Answer => ({ isRecorded: !unchanged, seq, at, stationName: '', conflict })
