/** Goes on from a backup in another data folder: checks everything, copies it, and writes down that the ceremony came here. */
import { hash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { HOST_STATION } from '../shared/domain/ids.ts'
import { MappeError } from '../shared/errors.ts'
import { keepChoice } from './backup/choice.ts'
import { KEPT_BESIDE } from './backup/copy.ts'
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
import { createMemoryStorage } from './journal/memory-storage.ts'
import { openLedger } from './ledger-opening.ts'

export type RestoreOptions = {
  /** The chosen place, or the folder made there. */
  from: string
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
 * Goes on in a folder of its own, which is opened for this alone.
 * @throws MappeError BACKUP_UNUSABLE { reason: 'none' | 'taken-over' | 'inside', host }, JOURNAL_DAMAGED { entry, reason },
 * FOLDER_NOT_EMPTY, FOLDER_IN_USE, DISK_FULL …; nothing is left in the folder then
 */
export async function restoreBackup(options: RestoreOptions & { dataDir: string }): Promise<Restored> {
  const { dataDir } = options
  const found = await openBackupAt(dataDir, options)
  if (!(await isEmpty(dataDir))) throw new MappeError('FOLDER_NOT_EMPTY', { reason: 'restore' })
  const wasThere = await exists(dataDir)
  const folder = await openDataFolder(dataDir)
  try {
    return await restoreInto(folder, found, options)
  } catch (error) {
    await removeAll(folder, wasThere)
    throw error
  } finally {
    await folder.close()
  }
}

/** A backup that was read and checked, but for its files. */
export type FoundBackup = { folder: BackupFolder; label: Label; journal: Buffer }

/** Throws what `restoreBackup` throws of the backup itself; reads only. */
export async function openBackupAt(dataDir: string, { from, isAgain }: RestoreOptions): Promise<FoundBackup> {
  const folder = await findBackupFolder(from)
  const label = await readLabel(folder)
  if (!label) throw unusable('none', { place: from })
  const mark = await readMark(folder)
  if (mark && !isAgain) throw unusable('taken-over', { host: mark.host })
  if (await overlaps(folder.path, dataDir)) throw unusable('inside', {})
  return { folder, label, journal: await wholeJournal(folder, label) }
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

/** The journal comes last and in one piece: what is interrupted before leaves no ceremony that could be mistaken for a whole one. */
export async function restoreInto(
  folder: DataFolder,
  { folder: backup, label, journal }: FoundBackup,
  options: RestoreOptions,
): Promise<Restored> {
  const { files, missingFiles } = await copyBlobs(folder, backup, label)
  await copyKeys(folder, backup)
  await keepChoice(folder.path, { place: resolve(options.from), folder: backup.path })
  // it belongs to whatever was here before
  await rm(folder.snapshot, { force: true })
  const taken = await takeOver(journal, label, missingFiles.length, options)
  await writeFileDurably(folder.journal, taken.journal)
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
  const names = await readdir(backup.keys).catch(() => [])
  for (const name of names.filter((each) => !each.endsWith('.tmp')))
    await writeFileDurably(join(folder.keys, name), await readFile(join(backup.keys, name)))
  for (const name of KEPT_BESIDE) {
    const bytes = await readFile(join(backup.path, name)).catch(() => null)
    if (bytes) await writeFileDurably(join(folder.path, name), bytes)
  }
}

/** Adds the first entry of this computer: who reads the journal sees where the ceremony changed its host. */
async function takeOver(
  journal: Buffer,
  { host, at, head }: Label,
  missingFiles: number,
  { now = () => new Date(), host: newHost = hostname() }: RestoreOptions,
) {
  const storage = createMemoryStorage(journal)
  const handler = await createCommandHandler({
    open: () => openLedger(async () => storage, { snapshot: null, problem: 'absent' }),
    now,
    publish: () => {},
  })
  const { seq: entries, hash: last } = handler.head
  const end = { entries, head: entries === 0 ? head : last }
  const payload = { ...end, host, at, newHost, missingFiles }
  await handler.run({ type: 'take-over', payload }, { commandId: newCommandId(), station: HOST_STATION })
  const { seq, hash: own, bytes } = handler.journal.head
  const mark = { host: newHost, at: now().toISOString(), entries: seq, head: own }
  return { entries, mark, journal: await storage.read(0, bytes) }
}

async function removeAll(folder: DataFolder, wasThere: boolean): Promise<void> {
  const { blobs, keys, documents, logs, journal, path } = folder
  const made = wasThere
    ? [
        blobs,
        keys,
        documents,
        logs,
        journal,
        join(path, 'backup-place.json'),
        ...KEPT_BESIDE.map((name) => join(path, name)),
      ]
    : [path]
  for (const each of made) await rm(each, { recursive: true, force: true }).catch(() => {})
}
