/** Wrong codes are slowed down, then locked out: each address on its own, and all together by a cap. */
import { MappeError } from '../../shared/errors.ts'

export type Tries = {
  /** @throws MappeError PAIRING_LOCKED with the seconds to wait, while this address (or everybody) has to */
  check: (address: string) => void
  /** Counts it; the seconds until this address may try again. */
  wrong: (address: string) => number
  right: (address: string) => void
}

/** Anybody mistypes twice; from the third wrong code on the pause doubles from one second. */
const FREE_TRIES = 2
const TRIES_BEFORE_LOCK = 10
export const LOCK_MS = 5 * 60_000
/** In all: five addresses that try as fast as they may. 50 of a million codes, within the life of one. */
export const MOST_WRONG_IN_ALL = 50
const WINDOW_MS = 5 * 60_000
const FORGOTTEN_AFTER_MS = 15 * 60_000

type Record = { wrong: number; waitUntil: number; lastAt: number }

export function createTries(now: () => number): Tries {
  const addresses = new Map<string, Record>()
  let wrongInAll: number[] = []

  const forgetOld = (time: number) => {
    wrongInAll = wrongInAll.filter((at) => at > time - WINDOW_MS)
    for (const [address, { waitUntil, lastAt }] of addresses) {
      if (waitUntil <= time && lastAt <= time - FORGOTTEN_AFTER_MS) addresses.delete(address)
    }
  }
  return {
    check: (address) => {
      const time = now()
      forgetOld(time)
      const own = addresses.get(address)?.waitUntil ?? 0
      const [oldest] = wrongInAll
      const all = wrongInAll.length >= MOST_WRONG_IN_ALL && oldest !== undefined ? oldest + WINDOW_MS : 0
      const until = Math.max(own, all)
      if (until > time) throw new MappeError('PAIRING_LOCKED', { seconds: Math.ceil((until - time) / 1000) })
    },
    wrong: (address) => {
      const time = now()
      const wrong = (addresses.get(address)?.wrong ?? 0) + 1
      addresses.set(address, { wrong, waitUntil: time + pauseAfter(wrong), lastAt: time })
      wrongInAll.push(time)
      return Math.ceil(pauseAfter(wrong) / 1000)
    },
    right: (address) => void addresses.delete(address),
  }
}

/** How long to wait after so many wrong codes, ms. */
function pauseAfter(wrong: number): number {
  if (wrong <= FREE_TRIES) return 0
  if (wrong >= TRIES_BEFORE_LOCK) return LOCK_MS
  return 1000 * 2 ** (wrong - FREE_TRIES - 1)
}
