/** A PIN as it is kept: salted, and slow to guess. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'

/** 32 MB and a tenth of a second for one guess (RFC 7914). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 }
const KEY_BYTES = 32

export const pinHashSchema = z.strictObject({ salt: z.base64(), hash: z.base64() })
export type PinHash = z.infer<typeof pinHashSchema>

const derive: (pin: string, salt: Buffer, bytes: number, cost: typeof COST) => Promise<Buffer> =
  promisify(scrypt)

export async function hashPin(pin: string): Promise<PinHash> {
  const salt = randomBytes(16)
  const key = await derive(pin, salt, KEY_BYTES, COST)
  return { salt: salt.toString('base64'), hash: key.toString('base64') }
}

export async function fitsPin(pin: string, { salt, hash }: PinHash): Promise<boolean> {
  const key = await derive(pin, Buffer.from(salt, 'base64'), KEY_BYTES, COST)
  return timingSafeEqual(key, Buffer.from(hash, 'base64'))
}
