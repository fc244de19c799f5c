/** Copies what is new: keys first, then files, then the entries that speak of them, then the label that says how far it goes. */
import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { open, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Schema, type Sha256 } from '../../shared/domain/ids.ts'
import type { Blobs } from '../folder/blobs.ts'
import {
  PRIVATE_FILE,
  removeTemporaryFiles,
  syncFolder,
  writeFileDurably,
  writeFully,
  type OpenFile,
} from '../folder/durable-file.ts'
import { isSealedFile } from '../folder/folder-files.ts'
import type { Journal } from '../journal/journal.ts'
import { isMappeError } from '../../shared/errors.ts'
import type { CopiedUpTo } from './comparison.ts'
import { EARLIER_BACKUPS } from './earlier.ts'
import { UNWATCHED } from '../work.ts'
import type { Work } from '../work.ts'
import { makeParts, readLabel, writeLabel, type BackupFolder } from './place.ts'

export type CopySource = {
  journal: Journal
  blobs: Blobs
  /** The data folder, and in it the folder of keys. */
  dataDir: string
  keys: string
  /** Whether all that is copied is sealed. */
  isProtected: boolean
  host: string
  title: string
  /** Files that were deleted here. */
  deletedBlobs: Record<Sha256, true>
  now: () => Date
}

/** How far the copy is; kept from one copying to the next, begun anew when the place was away. */
export type Copied = CopiedUpTo & {
  /** Of this copy, for good. */
  id: string
  blobs: Set<Sha256>
  /** Path, time and size of each key file copied. */
  keys: Map<string, string>
  /** The head that the label names; null before it was written. */
  labelled: string | null
}

/** Files are looked up by name and by whether they are sealed as those here are; their content is checked on restoring. */
export async function beginCopy(
  { isProtected }: Pick<CopySource, 'isProtected'>,
  folder: BackupFolder,
  upTo: CopiedUpTo,
): Promise<Copied> {
  await makeParts(folder)
  const id = (await readLabel(folder))?.id ?? randomUUID()
  const blobs = new Set<Sha256>()
  for (const name of await readdir(folder.blobs)) {
    const sha256 = sha256Schema.safeParse(name).data
    if (sha256 && (await isSealedFile(join(folder.blobs, name))) === isProtected) blobs.add(sha256)
  }
  return { ...upTo, id, blobs, keys: new Map(), labelled: null }
}

/**
 * Brings the copy up to the journal's present end and says whether anything was written. Each step is durable before the next begins;
 * `copied` is moved along. Rejects with what the file system says, or with the signal's reason once it is called off.
 */
export async function copyNews(
  source: CopySource,
  folder: BackupFolder,
  copied: Copied,
  openFile: OpenFile = open,
  work: Work = UNWATCHED,
): Promise<boolean> {
  // files come before their entries: all that the entries up to here speak of is listed below
  const { head } = source.journal
  const hasFewerFiles = await removeDeleted(source, folder, copied)
  // what a key opens must not come before it
  const hasNewKeys = await copyKeys(source, folder, copied, openFile)
  const hasNewFiles = await copyBlobs(source.blobs, folder, copied, { openFile, work })
  const isRewritten = await wasRewritten(source.journal, copied)
  const hasNewEntries = copied.head !== head.hash || isRewritten
  if (hasNewEntries) await copyEntries(source.journal, head.seq, folder, copied, openFile)
  Object.assign(copied, { entries: head.seq, head: head.hash })
  const isSame = !hasNewFiles && !hasFewerFiles && !hasNewKeys && !hasNewEntries
  if (copied.labelled !== null && isSame) return false
  await label(source, folder, copied, openFile)
  return true
}

/** Written as the very first, too: a folder that is not labelled is never written to. */
export async function label(
  { host, title, now }: CopySource,
  folder: BackupFolder,
  copied: Copied,
  openFile?: OpenFile,
): Promise<void> {
  const { id, entries, head, blobs } = copied
  const at = now().toISOString()
  await writeLabel(folder, { id, entries, head, at, host, title, blobs: [...blobs].toSorted() }, openFile)
  copied.labelled = head
}

type Copying = { openFile: OpenFile; work: Work }

async function copyBlobs(blobs: Blobs, folder: BackupFolder, copied: Copied, { openFile, work }: Copying) {
  const missing = (await blobs.listBlobs()).filter((name) => !copied.blobs.has(name))
  let written = 0
  for (const [index, name] of missing.entries()) {
    work.signal?.throwIfAborted()
    const bytes = await blobs.storedBlob(name).catch(unlessUnreadable)
    if (!bytes) continue
    await writeFileDurably(join(folder.blobs, name), bytes, openFile)
    copied.blobs.add(name)
    written += 1
    if (missing.length > 1) work.report((index + 1) / missing.length)
  }
  return written > 0
}

/** Only what a deletion names: a file that is merely missing here may be the last copy there. */
async function removeDeleted({ deletedBlobs }: CopySource, folder: BackupFolder, copied: Copied) {
  const deleted = [...copied.blobs].filter((name) => deletedBlobs[name])
  for (const name of deleted) {
    await rm(join(folder.blobs, name), { force: true })
    copied.blobs.delete(name)
  }
  if (deleted.length > 0) await syncFolder(folder.blobs)
  return deleted.length > 0
}

/** After a deletion the same entries are shorter. */
async function wasRewritten(journal: Journal, { entries, bytes }: Copied): Promise<boolean> {
  if (entries === 0) return false
  return (await journal.linesAfter(entries, entries)).from !== bytes
}

/** A file that is damaged here is not copied; the rest is. */
function unlessUnreadable(error: unknown): null {
  if (isMappeError(error) && error.code === 'BLOB_MISSING') return null
  throw error
}

/** What lies beside the journal and is needed to go on: without it a tablet would let anybody out. */
export const KEPT_BESIDE = ['kiosk-pin.json', 'organizer-pin.json', EARLIER_BACKUPS] as const

async function copyKeys(
  { keys, dataDir }: CopySource,
  folder: BackupFolder,
  copied: Copied,
  openFile: OpenFile,
) {
  const names = (await readdir(keys)).filter((name) => !name.endsWith('.tmp'))
  const files = [
    ...names.map((name) => ({ from: join(keys, name), to: join(folder.keys, name) })),
    ...KEPT_BESIDE.map((name) => ({ from: join(dataDir, name), to: join(folder.path, name) })),
  ]
  let written = 0
  for (const file of files) if (await copyChanged(file, copied, openFile)) written += 1
  return written > 0
}

async function copyChanged({ from, to }: { from: string; to: string }, copied: Copied, openFile: OpenFile) {
  const found = await stat(from).catch(() => null)
  const version = found && `${found.mtimeMs} ${found.size}`
  if (version === null || copied.keys.get(from) === version) return false
  await writeFileDurably(to, await readFile(from), openFile)
  copied.keys.set(from, version)
  return true
}

/** Appends what is missing; where the journal was rewritten meanwhile, its copy is, too. */
async function copyEntries(
  journal: Journal,
  last: number,
  folder: BackupFolder,
  copied: Copied,
  openFile: OpenFile,
): Promise<void> {
  const { from, bytes } = await journal.linesAfter(copied.entries, last)
  if (from > 0 && from === copied.bytes) {
    await append(folder.journal, bytes, openFile)
    copied.bytes += bytes.length
    return
  }
  const { bytes: all } = await journal.linesAfter(0, last)
  // what an interrupted write has left may hold what was deleted since
  for (const each of [folder.path, folder.blobs, folder.keys]) await removeTemporaryFiles(each)
  await writeFileDurably(folder.journal, all, openFile)
  copied.bytes = all.length
}

/** The file is closed again each time: an open one keeps a stick from being taken out safely. */
async function append(file: string, bytes: Uint8Array, openFile: OpenFile): Promise<void> {
  const handle = await openFile(file, constants.O_WRONLY | constants.O_APPEND, PRIVATE_FILE)
  try {
    await writeFully(handle, bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
