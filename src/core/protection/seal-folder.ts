/** Seals what lies in clear in a data folder: piece by piece, each whole or not at all, so that it can be gone on with after a power cut. */
import { readdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { EARLIER_BACKUPS } from '../backup/earlier.ts'
import { CEREMONY_PROTOCOL } from '../sealing/document-names.ts'
import type { DataFolder } from '../folder/data-folder.ts'
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
 * For a folder whose journal is closed and whose files know the key. `onStep` is told after each durable step how far it is, from 0 to 1.
 * Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT; done again it goes on.
 */
export async function sealFolder(
  folder: DataFolder,
  seal: EntrySeal,
  onStep: (done: number) => Promise<void> = async () => {},
): Promise<void> {
  await sealJournal(folder.journal, seal)
  await onStep(0)
  // a cache: it is made anew
  await rm(folder.snapshot, { force: true }).catch(failOnDisk)
  await folder.files.untilWritten()
  const files = await filesToSeal(folder)
  for (const [index, file] of files.entries()) {
    await folder.files.write(file, await readFile(file).catch(failOnDisk))
    await onStep((index + 1) / files.length)
  }
}

/** Lines that are none are left: what is damaged stays as it was found. */
export function sealLines(journal: Buffer, seal: EntrySeal): Buffer {
  const lines = Array.from(linesOf(journal), (line) => {
    const read = readRawLine(line.subarray(0, -1))
    return read?.form === 'plain' ? sealedLine(line, read.hash, seal) : line
  })
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
  if (isSealedJournal(bytes) === false) await writeFileDurably(file, sealLines(bytes, seal))
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
