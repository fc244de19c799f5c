/** Goes on from a checked backup in another data folder: copies it, and writes down that the ceremony came here. */
import { hash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { HOST_STATION } from '../../shared/domain/ids.ts'
import { isMappeError, MappeError } from '../../shared/errors.ts'
import { keepChoice } from './choice.ts'
import { openBackupAt } from './found-backup.ts'
import type { FoundBackup, WantedBackup } from './found-backup.ts'
import { KEPT_BESIDE } from './copy.ts'
import { exists, isEmpty, writeMark, type BackupFolder, type Label } from './place.ts'
import { createCommandHandler } from '../command-handler.ts'
import { newCommandId } from '../core-parts.ts'
import { openDataFolder } from '../folder/data-folder.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { errnoOf } from '../folder/disk-fault.ts'
import { diskWork } from '../folder/disk-work.ts'
import { writeFileDurably } from '../folder/durable-file.ts'
import { FolderFiles } from '../folder/folder-files.ts'
import type { EntrySeal } from '../journal/entry-seal.ts'
import { createMemoryStorage } from '../journal/memory-storage.ts'
import { openLedger } from '../folder/ledger-opening.ts'
import type { SystemProtection } from '../protection/key-record.ts'
import { adoptKey } from '../protection/restoring.ts'
import { KEY_RECORD } from '../protection/key-record.ts'
import { sealLines } from '../protection/seal-folder.ts'
import type { Report } from '../work.ts'

export type RestoreOptions = WantedBackup & {
  /** Keeps the key of a protected backup on this computer from then on. */
  system?: SystemProtection | null
  now?: () => Date
  /** Name of this computer. */
  host?: string
  /** Hears how far it is, but for the readings of the journal that come last; it is not called off, for from the journal on nobody could say which computer goes on. */
  report?: Report
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
 * FOLDER_LOCKED or SECRET_WRONG for a protected one, FOLDER_NOT_EMPTY, FOLDER_IN_USE, DISK_FULL …; nothing is left in the folder then
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

/** The journal comes last and in one piece: what is interrupted before leaves no ceremony that could be mistaken for a whole one. */
export async function restoreInto(
  folder: DataFolder,
  found: FoundBackup,
  options: RestoreOptions,
): Promise<Restored> {
  try {
    return await copyAll(folder, found, options)
  } catch (error) {
    // what is left of it is opened by nothing here
    folder.files.key = null
    await rm(join(folder.keys, KEY_RECORD), { force: true }).catch(() => {})
    throw error
  }
}

async function copyAll(
  folder: DataFolder,
  { folder: backup, label, journal, key }: FoundBackup,
  options: RestoreOptions,
): Promise<Restored> {
  if (key) await adoptKey(folder, key, options.system ?? null)
  const from = new FolderFiles(backup.path)
  from.key = key?.dataKey ?? null
  from.mayBePlain = true
  const { files, missingFiles } = await copyBlobs(folder, { backup, from }, label, {
    readings: READINGS * journal.length,
    report: options.report ?? (() => {}),
  })
  missingFiles.push(...(await copyKeys(folder, { backup, from })))
  await keepChoice(folder, { place: resolve(options.from), folder: backup.path })
  // it belongs to whatever was here before
  await rm(folder.snapshot, { force: true })
  const seal = key?.dataKey ?? null
  const sealed = seal ? await sealLines(journal, seal) : journal
  const taken = await takeOver(sealed, label, { missingFiles: missingFiles.length, seal }, options)
  await writeFileDurably(folder.journal, taken.journal)
  const isMarked = await writeMark(backup, taken.mark).then(
    () => true,
    () => false,
  )
  const { at, host } = label
  return { title: taken.title, at, host, entries: taken.entries, files, missingFiles, isMarked }
}

type From = { backup: BackupFolder; from: FolderFiles }

/** The journal is checked for the new entry, when it is opened, and when its copy is compared. */
const READINGS = 3

/** `readings`: what the journal's part of the work is, in bytes. */
async function copyBlobs(
  folder: DataFolder,
  { backup, from }: From,
  label: Label,
  { readings, report }: { readings: number; report: Report },
) {
  const names = await readdir(backup.blobs).catch(() => [])
  const expected = new Set<string>([...label.blobs, ...names.filter((name) => /^[0-9a-f]{64}$/.test(name))])
  const missingFiles: string[] = []
  const files = [...expected].map((name) => join(backup.blobs, name))
  const works = await Promise.all(files.map(diskWork))
  const all = works.reduce((sum, work) => sum + work, readings)
  let done = 0
  for (const [index, file] of files.entries()) {
    const name = basename(file)
    const bytes = await from.read(file).catch(() => null)
    if (bytes && hash('sha256', bytes) === name) await folder.files.write(join(folder.blobs, name), bytes)
    else missingFiles.push(name)
    done += works[index] ?? 0
    report(done / all)
  }
  return { files: expected.size - missingFiles.length, missingFiles }
}

/** The names of those that are there and were changed. */
async function copyKeys(folder: DataFolder, { backup, from }: From): Promise<string[]> {
  const names = await readdir(backup.keys).catch(() => [])
  const keys = names.filter((name) => !name.endsWith('.tmp') && name !== KEY_RECORD)
  const all = [
    ...keys.map((name) => ({ source: join(backup.keys, name), target: join(folder.keys, name) })),
    ...KEPT_BESIDE.map((name) => ({ source: join(backup.path, name), target: join(folder.path, name) })),
  ]
  const changed: string[] = []
  for (const { source, target } of all) {
    const bytes = await from.read(source).catch(unlessGoneOrChanged)
    if (bytes === 'changed') changed.push(basename(source))
    else if (bytes) await folder.files.write(target, bytes)
  }
  return changed
}

function unlessGoneOrChanged(error: unknown): null | 'changed' {
  if (errnoOf(error) === 'ENOENT') return null
  if (isMappeError(error) && error.code === 'FILE_CHANGED') return 'changed'
  throw error
}

/** Adds the first entry of this computer: who reads the journal sees where the ceremony changed its host. */
async function takeOver(
  journal: Buffer,
  { host, at, head }: Label,
  { missingFiles, seal }: { missingFiles: number; seal: EntrySeal | null },
  { now = () => new Date(), host: newHost = hostname() }: RestoreOptions,
) {
  const storage = createMemoryStorage(journal)
  const handler = await createCommandHandler({
    open: () => openLedger(async () => storage, { snapshot: null, problem: 'absent' }, seal),
    now,
    publish: () => {},
  })
  const { seq: entries, hash: last } = handler.head
  const end = { entries, head: entries === 0 ? head : last }
  const payload = { ...end, host, at, newHost, missingFiles }
  await handler.run({ type: 'take-over', payload }, { commandId: newCommandId(), station: HOST_STATION })
  const { seq, hash: own, bytes } = handler.journal.head
  const mark = { host: newHost, at: now().toISOString(), entries: seq, head: own }
  const title = handler.state.ceremony?.title ?? ''
  return { title, entries, mark, journal: await storage.read(0, bytes) }
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
