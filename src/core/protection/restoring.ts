/** The key of a protected backup, and taking it over on another computer. */
import { MappeError } from '../../shared/errors.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import type { DataKey } from './data-key.ts'
import {
  readRecord,
  sealedProgress,
  unwrap,
  unwrapBySystem,
  withoutSystem,
  withSystem,
  writeRecord,
  type KeyRecord,
  type SystemProtection,
} from './key-record.ts'
import type { Access } from './opening.ts'

export type BackupKey = { dataKey: DataKey; record: KeyRecord }

/** Null where the backup is not protected. Throws FOLDER_LOCKED { reason: 'backup' } or SECRET_WRONG. */
export async function openBackupKey(
  keys: string,
  { secret, system, own }: Access & { own?: DataKey | null },
): Promise<BackupKey | null> {
  const record = await readRecord(keys)
  if (!record) return null
  if (own && own.id === record.id) return { record, dataKey: own }
  if (secret) return { record, dataKey: await unwrap(record, secret) }
  const dataKey = system ? await unwrapBySystem(record, system) : null
  if (!dataKey) throw new MappeError('FOLDER_LOCKED', { reason: 'backup' })
  return { record, dataKey }
}

/** Before the first file: passphrase, recovery key and key file stay those of the old computer; all that follows is sealed. */
export async function adoptKey(
  folder: DataFolder,
  { record, dataKey }: BackupKey,
  system: SystemProtection | null,
): Promise<void> {
  const whole = { ...withoutSystem(record), progress: sealedProgress(dataKey, 'on') }
  await writeRecord(folder.keys, system ? await withSystem(whole, dataKey, system) : whole)
  folder.files.key = dataKey
}
