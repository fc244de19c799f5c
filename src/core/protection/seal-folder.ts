/** Seals what lies in clear in a data folder: piece by piece, each whole or not at all, so that it can be gone on with after a power cut. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { EARLIER_BACKUPS } from '../backup/earlier.ts'
import { CEREMONY_PROTOCOL } from '../sealing/document-names.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { diskWork, readingWork } from '../folder/disk-work.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import { writeFileDurably } from '../folder/durable-file.ts'
import { isSealedFile } from '../folder/folder-files.ts'
import { linesOf, sealedLine, type EntrySeal } from '../journal/entry-seal.ts'
import { readRawLine } from '../journal/raw-line.ts'
import { REHEARSAL_NOTE } from '../rehearsal/result.ts'
import { KEY_RECORD } from './key-record.ts'

/** Notes beside the journal; whatever else lies there is not this program's. */
const NOTES: ReadonlySet<string> = new Set([
  'kiosk-pin.json',
  'organizer-pin.json',
  'network.json',
  'backup-place.json',
  'superseded.json',
  EARLIER_BACKUPS,
  REHEARSAL_NOTE,
])

/** The key's own record, and the word that a ceremony was deleted, which names nobody and must be readable without a key. */
const IN_CLEAR: ReadonlySet<string> = new Set([KEY_RECORD, CEREMONY_PROTOCOL])

/**
 * For a folder whose journal is closed and whose files know the key. `onStep` is told after each durable step how far it is, from 0 to 1, by what
 * is still to be written and, at the end, of the journal to be read again.
 * Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT; done again it goes on.
 */
export async function sealFolder(
  folder: DataFolder,
  seal: EntrySeal,
  onStep: (done: number) => Promise<void> = async () => {},
): Promise<void> {
  const journal = await diskWork(folder.journal)
  const reading = await readingWork(folder.journal)
  const work = journal + reading + (await workOn(await filesToSeal(folder)))
  await sealJournal(folder.journal, seal)
  let done = journal
  await onStep(done / work)
  // a cache: it is made anew
  await rm(folder.snapshot, { force: true }).catch(failOnDisk)
  await folder.files.untilWritten()
  for (const file of await filesToSeal(folder)) {
    done += await diskWork(file)
    await folder.files.write(file, await readFile(file).catch(failOnDisk))
    await onStep(Math.min(1, done / work))
  }
}

const workOn = async (files: string[]): Promise<number> =>
  (await Promise.all(files.map(diskWork))).reduce((sum, work) => sum + work, 0)

/** So many lines are sealed without a pause: ten milliseconds or so. */
const LINES_AT_A_TIME = 500

/** Lines that are none are left: what is damaged stays as it was found. Others get their turn in between. */
export async function sealLines(journal: Buffer, seal: EntrySeal): Promise<Buffer> {
  const lines: Buffer[] = []
  for (const line of linesOf(journal)) {
    const read = readRawLine(line.subarray(0, -1))
    lines.push(read?.form === 'plain' ? sealedLine(line, read.hash, seal) : line)
    if (lines.length % LINES_AT_A_TIME === 0) await setImmediate()
  }
  return Buffer.concat(lines)
}

/** Whether the first entry that tells anything is sealed; null where none does. */
export function isSealedJournal(bytes: Buffer): boolean | null {
  for (const line of linesOf(bytes)) {
    const form = readRawLine(line.subarray(0, -1))?.form
    if (form === 'sealed' || form === 'plain') return form === 'sealed'
  }
  return null
}

async function sealJournal(file: string, seal: EntrySeal): Promise<void> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0)
    throw toDiskFault(error)
  })
  if (isSealedJournal(bytes) === false) await writeFileDurably(file, await sealLines(bytes, seal))
}

async function filesToSeal({ path, blobs, keys, documents }: DataFolder): Promise<string[]> {
  const inFolders = await Promise.all([blobs, keys, documents].map(filesIn))
  const notes = (await filesIn(path)).filter((file) => NOTES.has(basename(file)))
  const all = [...inFolders.flat().filter((file) => !IN_CLEAR.has(basename(file))), ...notes]
  const sealed = await Promise.all(all.map(isSealedFile))
  return all.filter((_file, index) => !sealed[index])
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(failOnDisk)
  return entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name))
}

const failOnDisk = (error: unknown): never => {
  throw toDiskFault(error)
}
