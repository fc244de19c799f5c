/** Pairing: one-time codes that turn into tokens. Codes live in memory only, tokens are stored hashed. */
import { createHash, randomBytes, randomInt } from 'node:crypto'
import type { Role } from '../shared/domain/station.ts'
import { MappeError } from '../shared/errors.ts'

export type Pending = { role: Role; name: string; expiresAt: number }

export const CODE_LIFE_MS = 5 * 60_000
const WRONG_TRIES = 10
const LOCK_MS = 60_000

/** SHA-256 of a token, hex: what the journal keeps of it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A fresh token of 256 bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

export type Pairing = {
  /** A six-digit code for one role, single use, five minutes. */
  invite: (role: Role, name: string) => { code: string; expiresAt: Date }
  /** A secret of 256 bits for an address that is opened on the host itself: single use, good until then. */
  inviteBySecret: (role: Role, name: string) => string
  /** Takes a code or secret out of circulation. PAIRING_CODE_WRONG, or PAIRING_LOCKED for a minute after ten wrong ones. */
  redeem: (code: string) => Pending
}

export function createPairing(now: () => Date): Pairing {
  const pending = new Map<string, Pending>()
  let wrongTries = 0
  let lockedUntil = 0

  const forgetExpired = (time: number) => {
    for (const [code, { expiresAt }] of pending) if (expiresAt <= time) pending.delete(code)
  }
  const refuse = (time: number): never => {
    wrongTries += 1
    if (wrongTries >= WRONG_TRIES) {
      lockedUntil = time + LOCK_MS
      wrongTries = 0
    }
    throw new MappeError('PAIRING_CODE_WRONG')
  }

  return {
    invite: (role, name) => {
      const time = now().getTime()
      forgetExpired(time)
      let code = sixDigits()
      while (pending.has(code)) code = sixDigits()
      pending.set(code, { role, name, expiresAt: time + CODE_LIFE_MS })
      return { code, expiresAt: new Date(time + CODE_LIFE_MS) }
    },
    inviteBySecret: (role, name) => {
      const secret = newToken()
      pending.set(secret, { role, name, expiresAt: Infinity })
      return secret
    },
    redeem: (code) => {
      const time = now().getTime()
      if (time < lockedUntil) {
        throw new MappeError('PAIRING_LOCKED', { seconds: Math.ceil((lockedUntil - time) / 1000) })
      }
      forgetExpired(time)
      const given = pending.has(code) ? code : code.replaceAll(/\D/g, '')
      const found = pending.get(given)
      if (!found) return refuse(time)
      pending.delete(given)
      wrongTries = 0
      return found
    },
  }
}

const sixDigits = () => String(randomInt(1_000_000)).padStart(6, '0')
