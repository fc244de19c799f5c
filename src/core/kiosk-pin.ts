/** The organizer's PIN, the only way out of a signing tablet: kept as a salted hash, and slow to guess. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { MappeError } from '../shared/errors.ts'
import { writeFileDurably } from './durable-file.ts'

const FILE = 'kiosk-pin.json'
/** 32 MB and a tenth of a second for one guess (RFC 7914). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const KEY_BYTES = 32
/** After the third wrong one each costs twice as long as the one before, up to a minute. */
const FREE_TRIES = 3
const FIRST_PAUSE_MS = 2_000
const LONGEST_PAUSE_MS = 60_000

const keptSchema = z.strictObject({ salt: z.base64(), hash: z.base64() })
type Kept = z.infer<typeof keptSchema>

const derive: (pin: string, salt: Buffer, bytes: number, cost: typeof COST) => Promise<Buffer> =
  promisify(scrypt)

export type KioskPin = {
  isSet: () => boolean
  /** Null takes it away. */
  choose: (pin: string | null) => Promise<void>
  /** @throws MappeError PIN_WRONG; PIN_LOCKED { seconds } while a wrong one is waited out. Nothing to do where none is set. */
  check: (pin: string) => Promise<void>
}

export async function openKioskPin(dataDir: string, now: () => Date): Promise<KioskPin> {
  const file = join(dataDir, FILE)
  let kept = await read(file)
  let wrong = 0
  let lockedUntil = 0

  function refuse(): never {
    wrong += 1
    if (wrong >= FREE_TRIES) {
      const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (wrong - FREE_TRIES))
      lockedUntil = now().getTime() + pause
    }
    throw new MappeError('PIN_WRONG')
  }

  return {
    isSet: () => kept !== null,
    async choose(pin) {
      const next = pin === null ? null : await hashed(pin)
      await writeFileDurably(file, Buffer.from(JSON.stringify(next)))
      kept = next
      wrong = 0
      lockedUntil = 0
    },
    async check(pin) {
      if (kept === null) return
      const wait = lockedUntil - now().getTime()
      if (wait > 0) throw new MappeError('PIN_LOCKED', { seconds: Math.ceil(wait / 1000) })
      // several guesses at once must not all slip in before the first is refused
      lockedUntil = now().getTime() + FIRST_PAUSE_MS
      const isRight = await fits(pin, kept)
      lockedUntil = 0
      if (!isRight) refuse()
      wrong = 0
    },
  }
}

async function read(file: string): Promise<Kept | null> {
  try {
    return keptSchema.nullable().parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

async function hashed(pin: string): Promise<Kept> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, KEY_BYTES, COST)
  return { salt: salt.toString('base64'), hash: key.toString('base64') }
}

async function fits(pin: string, { salt, hash }: Kept): Promise<boolean> {
  const key = await derive(pin, Buffer.from(salt, 'base64'), KEY_BYTES, COST)
  return timingSafeEqual(key, Buffer.from(hash, 'base64'))
}
