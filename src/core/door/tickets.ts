/** The codes on the invitations, as the core derives them. */
import { createHmac, randomBytes } from 'node:crypto'
import type { AttendeeId, StationId } from '../../shared/domain/ids.ts'
import { ticketCodeOf, ticketText } from '../../shared/domain/door/ticket.ts'
import { MappeError } from '../../shared/errors.ts'
import { newCommandId } from '../core-parts.ts'
import type { CoreParts } from '../core-parts.ts'

/** A guest's code; the desks derive the same from the same key. `issue`: how often it was made anew. */
export const ticketCode = (key: string, attendeeId: AttendeeId, issue = 0): string =>
  ticketCodeOf(createHmac('sha256', Buffer.from(key, 'hex')).update(ticketText(attendeeId, issue)).digest())

/** The ceremony's key, made when the first invitation is. */
export async function ticketKey(parts: CoreParts, station: StationId): Promise<string> {
  const command = { type: 'make-ticket-key' as const, payload: { key: randomBytes(32).toString('hex') } }
  if (parts.handler.state.ticketKey === null) await parts.run(command, { commandId: newCommandId(), station })
  const key = parts.handler.state.ticketKey
  if (key === null) throw new MappeError('UNEXPECTED')
  return key
}
