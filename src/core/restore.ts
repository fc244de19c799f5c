/** Goes on from a backup in another data folder: checks everything, copies it, and writes down that the ceremony came here. */
import { hash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { HOST_STATION } from '../shared/domain/ids.ts'
import { MappeError } from '../shared/errors.ts'
import { keepChoice } from './backup/choice.ts'
import {
  exists,
  findBackupFolder,
  isEmpty,
  overlaps,
  readLabel,
  readMark,
  writeMark,
  type BackupFolder,
  type Label,
} from './backup/place.ts'
import { createCommandHandler } from './command-handler.ts'
import { newCommandId } from './core-parts.ts'
import { openDataFolder } from './data-folder.ts'
import type { DataFolder } from './data-folder.ts'
import { errnoOf } from './disk-fault.ts'
import { writeFileDurably } from './durable-file.ts'
import { ChainCheck } from './journal/chain-check.ts'
import { openFileStorage } from './journal/file-storage.ts'
import { openLedger } from './ledger-opening.ts'

export type RestoreOptions = {
  /** The chosen place, or the folder made there. */
  from: string
  /** A folder that is empty or not there yet. */
  dataDir: string
  /** Goes on although another computer has already taken over from this backup. */
  isAgain?: boolean
  now?: () => Date
  /** Name of this computer. */
  host?: string
}

export type Restored = {
  title: string
  /** Entries that came from the backup. */
  entries: number
  /** When the backup was last complete, and where it was made. */
  at: string
  host: string
  files: number
  /** Names of files that the backup lacks or that are damaged there. */
  missingFiles: string[]
  /** False where the backup could not be marked as taken over: the old computer then hears nothing of it. */
  isMarked: boolean
}

/**
 * @throws MappeError BACKUP_UNUSABLE { reason: 'none' | 'taken-over' | 'inside', host, at }, JOURNAL_DAMAGED { entry, reason },
 * FOLDER_NOT_EMPTY, FOLDER_IN_USE, DISK_FULL …; nothing is left in the folder then
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const backup = await findBackupFolder(options.from)
  const label = await requireUsable(backup, options)
  const journal = await wholeJournal(backup, label)
  const wasThere = await exists(options.dataDir)
  const folder = await openDataFolder(options.dataDir)
  try {
    return await restoreInto(folder, backup, label, journal, options)
  } catch (error) {
    await removeAll(folder, wasThere)
    throw error
  } finally {
    await folder.close()
  }
}

async function requireUsable(backup: BackupFolder, { from, dataDir, isAgain }: RestoreOptions) {
  const label = await readLabel(backup)
  if (!label) throw unusable('none', { place: from })
  const mark = await readMark(backup)
  if (mark && !isAgain) throw unusable('taken-over', { host: mark.host, at: mark.at })
  if (await overlaps(backup.path, dataDir)) throw unusable('inside', {})
  if (!(await isEmpty(dataDir))) throw new MappeError('FOLDER_NOT_EMPTY', { reason: 'restore' })
  return label
}

const unusable = (reason: string, data: Record<string, string>) =>
  new MappeError('BACKUP_UNUSABLE', { reason, ...data })

/** All whole commands; a last one that did not fit any more was never part of the label. */
async function wholeJournal(backup: BackupFolder, { entries, head }: Label): Promise<Buffer> {
  const bytes = await readFile(backup.journal).catch(unlessAbsent)
  let hashAtLabel: string | null = null
  const check = new ChainCheck(bytes, (lines) => {
    hashAtLabel = lines.find(({ seq }) => seq === entries)?.hash ?? hashAtLabel
  })
  check.advance()
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

/** The journal comes last: what is interrupted before leaves no ceremony that could be mistaken for a whole one. */
async function restoreInto(
  folder: DataFolder,
  backup: BackupFolder,
  label: Label,
  journal: Buffer,
  options: RestoreOptions,
): Promise<Restored> {
  const { files, missingFiles } = await copyBlobs(folder, backup, label)
  await copyKeys(folder, backup)
  await keepChoice(folder.path, { place: resolve(options.from), folder: backup.path })
  await writeFileDurably(folder.journal, journal)
  const taken = await takeOver(folder, label, missingFiles.length, options)
  const isMarked = await writeMark(backup, taken.mark).then(
    () => true,
    () => false,
  )
  const { title, at, host } = label
  return { title, at, host, entries: taken.entries, files, missingFiles, isMarked }
}

async function copyBlobs(folder: DataFolder, backup: BackupFolder, label: Label) {
  const names = await readdir(backup.blobs).catch(() => [])
  const expected = new Set<string>([...label.blobs, ...names.filter((name) => /^[0-9a-f]{64}$/.test(name))])
  const missingFiles: string[] = []
  for (const name of expected) {
    const bytes = await readFile(join(backup.blobs, name)).catch(() => null)
    if (bytes && hash('sha256', bytes) === name) await writeFileDurably(join(folder.blobs, name), bytes)
    else missingFiles.push(name)
  }
  return { files: expected.size - missingFiles.length, missingFiles }
}

async function copyKeys(folder: DataFolder, backup: BackupFolder): Promise<void> {
  for (const name of await readdir(backup.keys).catch(() => [])) {
    if (name.endsWith('.tmp')) continue
    await writeFileDurably(join(folder.keys, name), await readFile(join(backup.keys, name)))
  }
}

/** The first entry of this computer: who reads the journal sees where the ceremony changed its host. */
async function takeOver(
  folder: DataFolder,
  { host, at, entries: labelled, head }: Label,
  missingFiles: number,
  { now = () => new Date(), host: newHost = hostname() }: RestoreOptions,
) {
  const handler = await createCommandHandler({
    open: () => openLedger(() => openFileStorage(folder.journal), { snapshot: null, problem: 'absent' }),
    now,
    publish: () => {},
  })
  try {
    const { seq: entries } = handler.head
    const end = entries === 0 ? { entries: labelled, head } : { entries, head: handler.head.hash }
    const payload = { ...end, host, at, newHost, missingFiles }
    const origin = { commandId: newCommandId(), station: HOST_STATION }
    await handler.run({ type: 'take-over', payload }, origin)
    const mark = {
      host: newHost,
      at: now().toISOString(),
      entries: handler.head.seq,
      head: handler.head.hash,
    }
    return { entries, mark }
  } finally {
    await handler.close()
  }
}

async function removeAll(folder: DataFolder, wasThere: boolean): Promise<void> {
  const { blobs, keys, documents, journal, path } = folder
  const made = wasThere ? [blobs, keys, documents, journal, join(path, 'backup-place.json')] : [path]
  for (const each of made) await rm(each, { recursive: true, force: true }).catch(() => {})
}
