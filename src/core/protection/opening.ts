/** Opens a protected data folder: finds its key, goes on with what was interrupted, and lets the operating system keep the key from then on. */
import { readFile } from 'node:fs/promises'
import { MappeError } from '../../shared/errors.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import type { EntrySeal } from '../journal/entry-seal.ts'
import type { DataKey } from './data-key.ts'
import {
  progressOf,
  readRecord,
  sealedProgress,
  unwrap,
  unwrapBySystem,
  withSystem,
  writeRecord,
  type KeyRecord,
  type Secret,
  type SystemProtection,
} from './key-record.ts'
import { isSealedJournal, sealFolder } from './seal-folder.ts'

/** What a host has at hand to open a protected folder with. */
export type Access = { secret?: Secret | null; system?: SystemProtection | null }

/**
 * For the holder of the folder's lock, before the journal is opened. A folder that is not protected stays as it is.
 * @throws MappeError FOLDER_LOCKED where nothing was given, SECRET_WRONG, DATA_KEY_MISSING; nothing has changed then
 */
export async function openProtected(folder: DataFolder, { secret, system }: Access): Promise<void> {
  const record = await readRecord(folder.keys)
  if (!record) return requirePlain(folder)
  const key = await keyOf(record, { secret: secret ?? null, system: system ?? null })
  const progress = progressOf(record, key)
  const kept = secret && system ? await withSystem(record, key, system) : record
  if (kept !== record) await writeRecord(folder.keys, kept)
  folder.files.key = key
  if (progress === 'switching-on') await finishSwitchingOn(folder, key, kept)
}

/** Seals the rest, and says that all is sealed. */
export async function finishSwitchingOn(
  folder: DataFolder,
  key: DataKey,
  record: KeyRecord,
  onStep?: (done: number) => Promise<void>,
): Promise<void> {
  folder.files.mayBePlain = true
  await sealFolder(folder, key, onStep)
  await writeRecord(folder.keys, { ...record, progress: sealedProgress(key, 'on') })
  folder.files.mayBePlain = false
}

/** With what the journal is opened: nothing, as long as it lies there in clear because switching on was hindered. */
export async function entrySeal({ files, journal }: DataFolder): Promise<EntrySeal | null> {
  if (!files.mayBePlain) return files.key
  return isSealedJournal(await journalBytes(journal)) === false ? null : files.key
}

async function keyOf(record: KeyRecord, { secret, system }: Required<Access>): Promise<DataKey> {
  if (secret) return unwrap(record, secret)
  const key = system && (await unwrapBySystem(record, system))
  if (!key) throw new MappeError('FOLDER_LOCKED')
  return key
}

/** A sealed journal without its key must not be taken for a damaged or an empty one. */
async function requirePlain({ journal }: DataFolder): Promise<void> {
  if (isSealedJournal(await journalBytes(journal)))
    throw new MappeError('DATA_KEY_MISSING', { reason: 'absent' })
}

async function journalBytes(file: string): Promise<Buffer> {
  return readFile(file).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0)
    throw toDiskFault(error)
  })
}
