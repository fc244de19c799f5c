/** Finds a backup and checks it before anybody goes on from it: whose it is, whether its journal is whole, what opens it. */
import { readFile } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { WayToOpen } from '../../shared/contract/protection.ts'
import { MappeError } from '../../shared/errors.ts'
import { findBackupFolder, overlaps, readLabel, readMark, type BackupFolder, type Label } from './place.ts'
import { errnoOf } from '../folder/disk-fault.ts'
import { ChainCheck, type PlacedLine } from '../journal/chain-check.ts'
import type { DataKey } from '../protection/data-key.ts'
import { waysToOpen } from '../protection/key-record.ts'
import type { Secret } from '../protection/key-record.ts'
import { openBackupKey, type BackupKey } from '../protection/restoring.ts'
import { isSealedJournal } from '../protection/seal-folder.ts'

export type WantedBackup = {
  /** The chosen place, or the folder made there. */
  from: string
  /** Goes on although another computer has already taken over from this backup. */
  isAgain?: boolean
  /** Opens a protected backup. */
  secret?: Secret | null
  /** The key of the folder that asks: opens the backup of the same ceremony. */
  own?: DataKey | null
}

/** A backup that was read and checked, but for its files. */
export type FoundBackup = {
  folder: BackupFolder
  label: Label
  /** As it lies there: sealed, where the backup is protected. */
  journal: Buffer
  /** Null where it is not protected. */
  key: BackupKey | null
}

/**
 * Reads only. `dataDir`: where the ceremony is to go on, which must not lie within the backup.
 * @throws MappeError BACKUP_UNUSABLE { reason: 'none' | 'taken-over' | 'inside', host }, JOURNAL_DAMAGED { entry, reason },
 * FOLDER_LOCKED, SECRET_WRONG or DATA_KEY_MISSING for a protected one
 */
export async function openBackupAt(dataDir: string, options: WantedBackup): Promise<FoundBackup> {
  const { from, isAgain } = options
  const folder = await findBackupFolder(from)
  const label = await readLabel(folder)
  if (!label) throw unusable('none', { place: from })
  const mark = await readMark(folder)
  if (mark && !isAgain) throw unusable('taken-over', { host: mark.host })
  if (await overlaps(folder.path, dataDir)) throw unusable('inside', {})
  const key = await openBackupKey(folder.keys, options)
  return { folder, label, key, journal: await wholeJournal(folder, label, key) }
}

/** What was set up to open the backup at this place; nothing where there is none. */
export const waysIntoBackup = async (from: string): Promise<WayToOpen[]> =>
  waysToOpen((await findBackupFolder(from)).keys)

const unusable = (reason: string, data: Record<string, string>) =>
  new MappeError('BACKUP_UNUSABLE', { reason, ...data })

/** So many lines are checked without a pause: ten milliseconds or so. */
const LINES_AT_A_TIME = 1000

/** All whole commands; a last one that did not fit any more was never part of the label. */
async function wholeJournal(
  backup: BackupFolder,
  { entries, head }: Label,
  key: BackupKey | null,
): Promise<Buffer> {
  const bytes = await readFile(backup.journal).catch(unlessAbsent)
  const isSealed = isSealedJournal(bytes)
  if (isSealed && !key) throw new MappeError('DATA_KEY_MISSING', { reason: 'absent' })
  let hashAtLabel: string | null = null
  const take = (lines: PlacedLine[]) => {
    hashAtLabel = lines.find(({ seq }) => seq === entries)?.hash ?? hashAtLabel
  }
  // the stick was pulled while its copy in clear was being replaced: it is sealed on arrival
  const seal = isSealed === false ? null : (key?.dataKey ?? null)
  const check = new ChainCheck(bytes, take, seal)
  while (check.advance(LINES_AT_A_TIME)) await setImmediate()
  const { damage, whole } = check
  if (damage) throw damaged(damage.entry, damage.reason)
  if (whole.seq < entries) throw damaged(whole.seq + 1, 'shorter-than-backup')
  if (entries > 0 && hashAtLabel !== head) throw damaged(entries, 'chain-broken')
  return bytes.subarray(0, whole.bytes)
}

const damaged = (entry: number, reason: string) => new MappeError('JOURNAL_DAMAGED', { entry, reason })

function unlessAbsent(error: unknown): Buffer {
  if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0)
  throw error
}
