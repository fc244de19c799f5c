/** How the data key is kept: in `keys/data-key.json`, wrapped once for each secret that opens it, never in clear. */
import { hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { MappeError } from '../../shared/errors.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import { writeFileDurably } from '../folder/durable-file.ts'
import { DataKey, openWith, sealWith } from './data-key.ts'
import { readRecoveryKey } from './recovery-key.ts'

/** What opens a protected folder. `bytes` of a key file: at least 32, whatever they are. */
export type Secret =
  | { by: 'passphrase'; passphrase: string }
  | { by: 'recovery-key'; key: string }
  | { by: 'key-file'; bytes: Uint8Array }

/** The operating system's own keeping of secrets for the person who is logged in (in Electron: safeStorage). */
export type SystemProtection = {
  protect: (bytes: Uint8Array) => Promise<Uint8Array>
  /** Rejects where it cannot: another computer, another person. */
  unprotect: (bytes: Uint8Array) => Promise<Uint8Array>
}

/** 128 MB and about half a second for one guess (RFC 7914). */
const COST = { N: 2 ** 17, r: 8, p: 1 }
/** A record that was changed by hand must not take all memory. */
const costSchema = z.strictObject({
  N: z
    .int()
    .min(2)
    .max(2 ** 19),
  r: z.int().min(1).max(8),
  p: z.int().min(1).max(2),
})
const KEY_BYTES = 32
export const KEY_FILE_BYTES = 32

const salted = { salt: z.base64(), sealed: z.base64() }
const wrapSchema = z.discriminatedUnion('by', [
  z.strictObject({ by: z.literal('passphrase'), cost: costSchema, ...salted }),
  z.strictObject({ by: z.literal('recovery-key'), ...salted }),
  z.strictObject({ by: z.literal('key-file'), ...salted }),
  z.strictObject({ by: z.literal('system'), sealed: z.base64() }),
])
type Wrap = z.infer<typeof wrapSchema>
export type WrappedBy = Wrap['by']

/** `progress` is sealed with the data key: whoever changes the file cannot pretend that sealing was not finished. */
const recordSchema = z.strictObject({
  kind: z.literal('unterschriftenmappe-data-key'),
  format: z.literal(1),
  id: z.string(),
  progress: z.base64(),
  wraps: z.array(wrapSchema).min(1),
})
export type KeyRecord = z.infer<typeof recordSchema>
export type Progress = 'switching-on' | 'on'

export const KEY_RECORD = 'data-key.json'

const derive: (secret: string, salt: Buffer, bytes: number, cost: object) => Promise<Buffer> =
  promisify(scrypt)

export const newRecord = (key: DataKey): KeyRecord => ({
  kind: 'unterschriftenmappe-data-key',
  format: 1,
  id: key.id,
  progress: sealedProgress(key, 'switching-on'),
  wraps: [],
})

/** Null where the folder has none. DATA_KEY_MISSING { reason: 'damaged' } for one that cannot be read. */
export async function readRecord(keys: string): Promise<KeyRecord | null> {
  const text = await readFile(join(keys, KEY_RECORD), 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null
    throw toDiskFault(error)
  })
  if (text === null) return null
  try {
    return recordSchema.parse(JSON.parse(text))
  } catch {
    throw new MappeError('DATA_KEY_MISSING', { reason: 'damaged' })
  }
}

export const writeRecord = (keys: string, record: KeyRecord): Promise<void> =>
  writeFileDurably(join(keys, KEY_RECORD), Buffer.from(`${JSON.stringify(record, null, 2)}\n`))

/** The record with one wrap more, in place of an earlier one of its kind. */
export async function withSecret(record: KeyRecord, key: DataKey, secret: Secret): Promise<KeyRecord> {
  const salt = randomBytes(16)
  const cost = COST
  const wrapping = await wrappingKey(secret, salt, cost)
  const sealed = sealWith(wrapping, key.bytes, purposeOf(record, secret.by)).toString('base64')
  const common = { salt: salt.toString('base64'), sealed }
  const wrap: Wrap =
    secret.by === 'passphrase' ? { by: secret.by, cost, ...common } : { by: secret.by, ...common }
  return replaced(record, wrap)
}

/** The same by the operating system; the record as it was where that cannot protect. */
export async function withSystem(
  record: KeyRecord,
  key: DataKey,
  system: SystemProtection,
): Promise<KeyRecord> {
  const sealed = await system.protect(key.bytes).catch(() => null)
  return sealed ? replaced(record, { by: 'system', sealed: Buffer.from(sealed).toString('base64') }) : record
}

export const withoutSystem = (record: KeyRecord): KeyRecord => ({
  ...record,
  wraps: record.wraps.filter(({ by }) => by !== 'system'),
})

/** @throws MappeError SECRET_WRONG { reason, group } */
export async function unwrap(record: KeyRecord, secret: Secret): Promise<DataKey> {
  const wrap = record.wraps.find(({ by }) => by === secret.by)
  if (!wrap || wrap.by === 'system') throw wrong(secret.by)
  const cost = wrap.by === 'passphrase' ? wrap.cost : COST
  const wrapping = await wrappingKey(secret, Buffer.from(wrap.salt, 'base64'), cost)
  const bytes = openWith(wrapping, Buffer.from(wrap.sealed, 'base64'), purposeOf(record, wrap.by))
  if (!bytes) throw wrong(secret.by)
  return new DataKey(bytes)
}

/** Null where the operating system does not open it: the folder came from another computer, or was never opened here. */
export async function unwrapBySystem(record: KeyRecord, system: SystemProtection): Promise<DataKey | null> {
  const wrap = record.wraps.find(({ by }) => by === 'system')
  if (!wrap) return null
  const bytes = await system.unprotect(Buffer.from(wrap.sealed, 'base64')).catch(() => null)
  return bytes?.length === KEY_BYTES ? new DataKey(bytes) : null
}

const progressPurpose = 'progress of protection'

export const sealedProgress = (key: DataKey, progress: Progress): string =>
  key.seal(Buffer.from(progress), progressPurpose).toString('base64')

/** DATA_KEY_MISSING { reason: 'damaged' } where record and key do not belong together. */
export function progressOf(record: KeyRecord, key: DataKey): Progress {
  const said = key.open(Buffer.from(record.progress, 'base64'), progressPurpose)?.toString()
  if (said === 'on' || said === 'switching-on') return said
  throw new MappeError('DATA_KEY_MISSING', { reason: 'damaged' })
}

export const isWrappedBy = ({ wraps }: KeyRecord, by: WrappedBy): boolean =>
  wraps.some((wrap) => wrap.by === by)

/** What was set up to open the folder with these keys, but for the operating system; none where it is not protected. */
export async function waysToOpen(keys: string): Promise<WayToOpen[]> {
  const record = await readRecord(keys)
  return WAYS.filter((way) => record !== null && isWrappedBy(record, way))
}

const WAYS: readonly WayToOpen[] = ['passphrase', 'recovery-key', 'key-file']

const wrong = (reason: string, group: number | null = null) =>
  new MappeError('SECRET_WRONG', { reason: group === null ? reason : 'recovery-key-group', group })

const purposeOf = ({ id }: KeyRecord, by: WrappedBy): string => `data key ${id} by ${by}`

const replaced = (record: KeyRecord, wrap: Wrap): KeyRecord => ({
  ...record,
  wraps: [...record.wraps.filter(({ by }) => by !== wrap.by), wrap],
})

/** People choose passphrases, so guessing them must cost; the others are random and need no such cost. */
async function wrappingKey(secret: Secret, salt: Buffer, cost: typeof COST): Promise<Buffer> {
  if (secret.by === 'passphrase') {
    const maxmem = 2 * 128 * cost.N * cost.r * cost.p
    return derive(secret.passphrase.normalize('NFKC'), salt, KEY_BYTES, { ...cost, maxmem })
  }
  return Buffer.from(
    hkdfSync('sha256', randomSecret(secret), salt, `unterschriftenmappe ${secret.by}`, KEY_BYTES),
  )
}

function randomSecret(secret: Exclude<Secret, { by: 'passphrase' }>): Uint8Array {
  if (secret.by === 'key-file') {
    if (secret.bytes.length < KEY_FILE_BYTES) throw wrong('key-file')
    return secret.bytes
  }
  const { key, wrongGroup } = readRecoveryKey(secret.key)
  if (key === null) throw wrong('recovery-key', wrongGroup)
  return Buffer.from(key)
}
