/** What makes somebody a station: six digits to be typed, or a secret in an address. Both work once, and live in memory only. */
import { randomInt } from 'node:crypto'
import type { Role } from '../../shared/domain/station.ts'
import { MappeError } from '../../shared/errors.ts'
import { hashOfToken, newToken } from './token.ts'
import { createTries } from './tries.ts'

/** `isSecret`: opened by whoever may invite, so that nobody needs to be asked. */
export type Redeemed = { role: Role; name: string; isSecret: boolean }

export type Codes = {
  /** A six-digit code for one role, single use, five minutes. */
  invite: (role: Role, name: string) => { code: string; expiresAt: Date }
  /** A secret of 256 bits, single use; good for `lifeMs`, or until it is used. */
  inviteBySecret: (role: Role, name: string, lifeMs?: number) => string
  /** Whoever has a code that is no longer offered comes too late; one that is unknown or used changes nothing. */
  withdraw: (code: string) => void
  /** Takes a code or secret out of circulation. PAIRING_CODE_WRONG and PAIRING_LOCKED name the seconds to wait. */
  redeem: (code: string, address: string) => Redeemed
}

export const CODE_LIFE_MS = 5 * 60_000

type Pending = Redeemed & { expiresAt: number }

export function createCodes(now: () => Date): Codes {
  /** By hash: how long a look-up takes says nothing of a secret. */
  const pending = new Map<string, Pending>()
  const time = () => now().getTime()
  const tries = createTries(time)

  const forgetExpired = () => {
    for (const [hash, { expiresAt }] of pending) if (expiresAt <= time()) pending.delete(hash)
  }
  return {
    invite: (role, name) => {
      forgetExpired()
      let code = sixDigits()
      while (pending.has(hashOfToken(code))) code = sixDigits()
      const expiresAt = time() + CODE_LIFE_MS
      pending.set(hashOfToken(code), { role, name, isSecret: false, expiresAt })
      return { code, expiresAt: new Date(expiresAt) }
    },
    inviteBySecret: (role, name, lifeMs = Infinity) => {
      const secret = newToken()
      pending.set(hashOfToken(secret), { role, name, isSecret: true, expiresAt: time() + lifeMs })
      return secret
    },
    withdraw: (code) => void pending.delete(hashOfToken(code)),
    redeem: (code, address) => {
      forgetExpired()
      const given = [code, code.replaceAll(/\D/g, '')].map(hashOfToken)
      // 256 bits need no slowing down, and whoever starts the program is not locked out by strangers
      const isSecret = given.some((hash) => pending.get(hash)?.isSecret)
      if (!isSecret) tries.check(address)
      const hash = given.find((each) => pending.has(each))
      const found = hash === undefined ? undefined : pending.get(hash)
      if (hash === undefined || !found) {
        throw new MappeError('PAIRING_CODE_WRONG', { seconds: tries.wrong(address) })
      }
      pending.delete(hash)
      tries.right(address)
      return { role: found.role, name: found.name, isSecret: found.isSecret }
    },
  }
}

const sixDigits = () => String(randomInt(1_000_000)).padStart(6, '0')
