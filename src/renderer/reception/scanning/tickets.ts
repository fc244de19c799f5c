/** Which guest a code belongs to, worked out at the desk itself so that it also holds without the host. */
import type { AttendeeId } from '../../../shared/domain/ids.ts'
import { nowKnownAs } from '../../../shared/domain/door/merging.ts'
import type { State } from '../../../shared/domain/state.ts'
import { ticketCodeOf, ticketIssueOf, ticketText } from '../../../shared/domain/door/ticket.ts'

/** `isReplaced`: the guest has been given another code since. */
export type Holder = { id: AttendeeId; isReplaced: boolean }

export type Tickets = {
  /** The guest whose code it is or was, as the register is now; null when it is nobody's. */
  holderOf(codes: readonly string[], state: State): Promise<Holder | null>
}

/** Keeps the codes it has worked out; ten thousand take about a second, and only once. */
export function createTickets(): Tickets {
  const holders = new Map<string, { id: AttendeeId; issue: number }>()
  /** The newest issue worked out for each guest. */
  const known = new Map<AttendeeId, number>()
  let keyOfCodes: string | null = null

  async function learn(state: State): Promise<void> {
    const { ticketKey } = state
    if (ticketKey === null) return
    if (keyOfCodes !== ticketKey) {
      holders.clear()
      known.clear()
      keyOfCodes = ticketKey
    }
    const unknown = badgesOf(state).filter((id) => (known.get(id) ?? -1) < ticketIssueOf(state, id))
    if (unknown.length === 0) return
    const sign = await signerOf(ticketKey)
    await Promise.all(
      unknown.map(async (id) => {
        const newest = ticketIssueOf(state, id)
        for (let issue = (known.get(id) ?? -1) + 1; issue <= newest; issue++)
          holders.set(ticketCodeOf(await sign(ticketText(id, issue))), { id, issue })
        known.set(id, newest)
      }),
    )
  }

  return {
    async holderOf(codes, state) {
      await learn(state)
      const holder = codes.map((code) => holders.get(code)).find((found) => found !== undefined)
      if (holder === undefined) return null
      const id = nowKnownAs(state, holder.id)
      return state.attendees[id] ? { id, isReplaced: holder.issue < ticketIssueOf(state, holder.id) } : null
    },
  }
}

/** Everybody on the list, and whoever was on it twice: the badge of the entry that is gone may have been handed out. */
const badgesOf = ({ attendees, merged }: State): AttendeeId[] => [
  ...Object.values(attendees).map(({ id }) => id),
  ...Object.keys(merged).map((id) => id as AttendeeId),
]

async function signerOf(hex: string): Promise<(text: string) => Promise<Uint8Array>> {
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  const encoder = new TextEncoder()
  return async (text) => new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)))
}
