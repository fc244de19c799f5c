import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { DataKey, newDataKey } from '../../../../src/core/protection/data-key.ts'
import {
  newRecord,
  progressOf,
  readRecord,
  unwrap,
  unwrapBySystem,
  withSecret,
  withSystem,
  writeRecord,
  type KeyRecord,
  type Secret,
} from '../../../../src/core/protection/key-record.ts'
import { newRecoveryKey } from '../../../../src/core/protection/recovery-key.ts'
import { systemOf } from '../../../fixtures/protection.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const key = newDataKey()
const recovery = { by: 'recovery-key', key: newRecoveryKey() } as const
const passphrase = { by: 'passphrase', passphrase: 'Grüße aus dem Saal' } as const
const keyFile = { by: 'key-file', bytes: randomBytes(32) } as const
let record: KeyRecord

beforeAll(async () => {
  record = newRecord(key)
  for (const secret of [recovery, passphrase, keyFile]) record = await withSecret(record, key, secret)
  record = await withSystem(record, key, systemOf('Anna'))
})

describe('a data key', () => {
  it.each<Secret>([recovery, passphrase, keyFile])('is opened by $by', async (secret) => {
    expect((await unwrap(record, secret)).bytes).toEqual(key.bytes)
  })

  it('is opened by the operating system of the person who protected it, and of nobody else', async () => {
    expect((await unwrapBySystem(record, systemOf('Anna')))?.bytes).toEqual(key.bytes)
    expect(await unwrapBySystem(record, systemOf('Bernd'))).toBeNull()
  })

  it('is opened by a passphrase whichever way its umlauts were typed', async () => {
    const typed = passphrase.passphrase.normalize('NFD')
    expect((await unwrap(record, { by: 'passphrase', passphrase: typed })).bytes).toEqual(key.bytes)
  })

  it.each<[Secret, string]>([
    [{ by: 'passphrase', passphrase: 'Grüße aus dem Flur' }, 'passphrase'],
    [{ by: 'recovery-key', key: newRecoveryKey() }, 'recovery-key'],
    [{ by: 'recovery-key', key: 'AAAAA' }, 'recovery-key'],
    [{ by: 'key-file', bytes: randomBytes(32) }, 'key-file'],
    [{ by: 'key-file', bytes: Buffer.from('short') }, 'key-file'],
  ])('is not opened by a wrong one', async (secret, reason) => {
    await expect(unwrap(record, secret)).rejects.toMatchObject({ code: 'SECRET_WRONG', data: { reason } })
  })

  it('names the group of a recovery key that was mistyped', async () => {
    const groups = recovery.key.split('-')
    groups[2] = groups[2]?.startsWith('0') ? `1${groups[2].slice(1)}` : `0${groups[2]?.slice(1)}`
    await expect(unwrap(record, { by: 'recovery-key', key: groups.join(' ') })).rejects.toMatchObject({
      data: { reason: 'recovery-key-group', group: 3 },
    })
  })

  it('opens nothing when its wraps have changed places', async () => {
    const sealed = record.wraps.find(({ by }) => by === 'recovery-key')?.sealed ?? ''
    const swapped = { ...record, wraps: record.wraps.map((wrap) => ({ ...wrap, sealed })) }
    await expect(unwrap(swapped, keyFile)).rejects.toMatchObject({ code: 'SECRET_WRONG' })
  })

  it('says how far protecting has come only to whoever has it', () => {
    expect(progressOf(record, key)).toBe('switching-on')
    expect(() => progressOf(record, newDataKey())).toThrow(
      expect.objectContaining({ code: 'DATA_KEY_MISSING' }),
    )
  })
})

describe('the record of a data key', () => {
  it('is the same after writing and reading, and tells nothing of key or secrets', async () => {
    const keys = await temporaryFolder()
    await writeRecord(keys, record)
    expect(await readRecord(keys)).toEqual(record)
    const text = await readFile(join(keys, 'data-key.json'), 'utf8')
    const secrets = [
      key.bytes.toString('base64'),
      key.bytes.toString('hex'),
      passphrase.passphrase,
      recovery.key,
    ]
    for (const secret of secrets) expect(text).not.toContain(secret)
  })

  it('is none in a folder that is not protected', async () => {
    expect(await readRecord(await temporaryFolder())).toBeNull()
  })

  it('that cannot be read is never taken for none', async () => {
    const keys = await temporaryFolder()
    for (const text of ['', '{', '{"kind":"unterschriftenmappe-data-key"}']) {
      await writeFile(join(keys, 'data-key.json'), text)
      await expect(readRecord(keys)).rejects.toMatchObject({ code: 'DATA_KEY_MISSING' })
    }
  })

  it('cannot ask for more memory than a computer has', async () => {
    const keys = await temporaryFolder()
    const wraps = record.wraps.map((wrap) =>
      wrap.by === 'passphrase' ? { ...wrap, cost: { ...wrap.cost, N: 2 ** 30 } } : wrap,
    )
    await writeRecord(keys, { ...record, wraps })
    await expect(readRecord(keys)).rejects.toMatchObject({ code: 'DATA_KEY_MISSING' })
  })
})

describe('sealing', () => {
  const plain = Buffer.from('Striche')

  it('opens again where it belongs, and nowhere else', () => {
    const sealed = key.seal(plain, 'entry 1')
    expect(key.open(sealed, 'entry 1')).toEqual(plain)
    expect(key.open(sealed, 'entry 2')).toBeNull()
    expect(newDataKey().open(sealed, 'entry 1')).toBeNull()
  })

  it('notices every changed bit and every cut', () => {
    const sealed = key.seal(plain, 'x')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(key.open(changed, 'x')).toBeNull()
    }
    for (let length = 0; length < sealed.length; length += 1)
      expect(key.open(sealed.subarray(0, length), 'x')).toBeNull()
  })

  it('never uses a nonce twice', () => {
    const nonces = Array.from({ length: 2000 }, () => key.seal(plain, 'x').toString('hex', 0, 12))
    expect(new Set(nonces).size).toBe(2000)
  })

  it('needs a key of 256 bits', () => {
    expect(() => new DataKey(randomBytes(16))).toThrow(RangeError)
  })
})
