/**
 * The code on a guest's invitation. It is not kept but derived from one secret of the ceremony and the guest's id, so that every
 * guest has one at once: imported, walked in, or come in another's place. It says nothing about the person.
 */
import { z } from 'zod'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { Evolvers } from '../events.ts'
import { attendeeIdSchema } from '../ids.ts'
import type { AttendeeId } from '../ids.ts'
import { attendeeOf } from '../registry/registry.ts'
import type { State } from '../state.ts'

/** 256 bits in hexadecimal digits. */
export const ticketKeySchema = z.string().regex(/^[0-9a-f]{64}$/)

export const ticketCommands = {
  'make-ticket-key': z.strictObject({ key: ticketKeySchema }),
  /** An invitation is lost or in the wrong hands: the guest gets another code, and the one before is void. */
  'reissue-ticket': z.strictObject({ attendeeId: attendeeIdSchema }),
}

export type TicketEvents = {
  'ticket-key-made': { key: string }
  'ticket-reissued': { attendeeId: AttendeeId }
}

export const ticketDeciders: Deciders<typeof ticketCommands> = {
  // A second key would make every printed invitation worthless.
  'make-ticket-key': (state, { key }) =>
    state.ticketKey === null
      ? happened({ type: 'ticket-key-made', payload: { key } })
      : unchanged({ type: 'nothing-to-do' }),
  'reissue-ticket': (state, { attendeeId }) => {
    attendeeOf(state, attendeeId)
    // Without a key nobody has a code yet.
    if (state.ticketKey === null) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'ticket-reissued', payload: { attendeeId } })
  },
}

export const ticketEvolvers: Evolvers<TicketEvents> = {
  'ticket-key-made': (state, { payload }) => {
    state.ticketKey = payload.key
  },
  'ticket-reissued': (state, { payload: { attendeeId } }) => {
    state.ticketIssues[attendeeId] = ticketIssueOf(state, attendeeId) + 1
  },
}

/** How often the guest's code was made anew: 0 for the first. */
export const ticketIssueOf = (
  { ticketIssues }: Pick<State, 'ticketIssues'>,
  attendeeId: AttendeeId,
): number => ticketIssues[attendeeId] ?? 0

/** What the ceremony's key signs for a guest's code; codes given out before there were others stay as they were. */
export const ticketText = (attendeeId: AttendeeId, issue: number): string =>
  issue === 0 ? attendeeId : `${attendeeId}#${issue}`

/** Neither Y nor Z, which keyboard layouts swap, nor letters that look like digits. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWX'
/** 30 letters: 58 bits, of which a desk would have to try millions of millions. */
const LENGTH = 12

/** The code for an HMAC-SHA-256 (32 bytes) of the guest's id under the ceremony's key. */
export function ticketCodeOf(mac: Uint8Array): string {
  let rest = mac.slice(0, 16).reduce((number, byte) => (number << 8n) | BigInt(byte), 0n)
  let code = ''
  for (let at = 0; at < LENGTH; at++) {
    code += ALPHABET.charAt(Number(rest % BigInt(ALPHABET.length)))
    rest /= BigInt(ALPHABET.length)
  }
  return code
}
