/** Which guest a code belongs to, worked out at the desk itself so that it also holds without the host. */
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import type { State } from '../../../shared/domain/state.ts'
import { ticketCodeOf } from '../../../shared/domain/ticket.ts'

export type Tickets = {
  /** The guest whose code it is, as the register is now; null when it is nobody's. */
  holderOf(codes: readonly string[], state: State): Promise<AttendeeId | null>
}

/** Keeps the codes it has worked out; ten thousand take about a second, and only once. */
export function createTickets(): Tickets {
  const holders = new Map<string, AttendeeId>()
  const known = new Set<AttendeeId>()
  let keyOfCodes: string | null = null

  async function learn({ ticketKey, attendees }: State): Promise<void> {
    if (ticketKey === null) return
    if (keyOfCodes !== ticketKey) {
      holders.clear()
      known.clear()
      keyOfCodes = ticketKey
    }
    const unknown = Object.values(attendees).filter(({ id }) => !known.has(id))
    if (unknown.length === 0) return
    const sign = await signerOf(ticketKey)
    await Promise.all(
      unknown.map(async ({ id }) => {
        holders.set(ticketCodeOf(await sign(id)), id)
        known.add(id)
      }),
    )
  }

  return {
    async holderOf(codes, state) {
      await learn(state)
      const holder = codes.map((code) => holders.get(code)).find((id) => id !== undefined)
      return holder !== undefined && state.attendees[holder] ? holder : null
    },
  }
}

async function signerOf(hex: string): Promise<(text: string) => Promise<Uint8Array>> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const encoder = new TextEncoder()
  return async (text) => new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}
