/**
 * The code on a guest's invitation. It is not kept but derived from one secret of the ceremony and the guest's id, so that every
 * guest has one at once: imported, walked in, or come in another's place. It says nothing about the person.
 */
import { z } from 'zod'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'

/** 256 bits in hexadecimal digits. */
export const ticketKeySchema = z.string().regex(/^[0-9a-f]{64}$/)

export const ticketCommands = { 'make-ticket-key': z.strictObject({ key: ticketKeySchema }) }

export type TicketEvents = { 'ticket-key-made': { key: string } }

export const ticketDeciders: Deciders<typeof ticketCommands> = {
  // A second key would make every printed invitation worthless.
  'make-ticket-key': (state, { key }) =>
    state.ticketKey === null
      ? happened({ type: 'ticket-key-made', payload: { key } })
      : unchanged({ type: 'nothing-to-do' }),
}

export const ticketEvolvers: Evolvers<TicketEvents> = {
  'ticket-key-made': (state, { payload }) => {
    state.ticketKey = payload.key
  },
}

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
