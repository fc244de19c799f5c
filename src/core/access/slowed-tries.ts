/** Slows down the guessing of a PIN or passphrase: after the third wrong one each costs twice as long as the one before. */
import { MappeError } from '../../shared/errors.ts'

const FREE_TRIES = 3
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

export type SlowedTries = {
  /** Whether it fits. Throws PIN_LOCKED { seconds } while a wrong one is waited out. */
  attempt: (fits: () => Promise<boolean>) => Promise<boolean>
  forget: () => void
}

export function slowedTries(now: () => Date): SlowedTries {
  let wrong = 0
  let lockedUntil = 0
  const forget = () => void (wrong = lockedUntil = 0)
  return {
    forget,
    async attempt(fits) {
      const wait = lockedUntil - now().getTime()
      if (wait > 0) throw new MappeError('PIN_LOCKED', { seconds: Math.ceil(wait / 1000) })
      // several guesses at once must not all slip in before the first is refused
      lockedUntil = now().getTime() + FIRST_PAUSE_MS
      const isRight = await fits().finally(() => void (lockedUntil = 0))
      if (isRight) forget()
      else if ((wrong += 1) >= FREE_TRIES) lockedUntil = now().getTime() + pauseAfter(wrong)
      return isRight
    },
  }
}

const pauseAfter = (wrong: number): number =>
  Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (wrong - FREE_TRIES))
