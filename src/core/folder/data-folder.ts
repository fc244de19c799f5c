/** The folder that holds one ceremony: its parts, and the right to be the only one who writes there. */
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { toDiskFault } from './disk-fault.ts'
import { FolderFiles } from './folder-files.ts'
import { PRIVATE_FOLDER, removeTemporaryFiles, syncFolder } from './durable-file.ts'
import { takeLock } from './lock.ts'

export interface DataFolder {
  /** absolute, as are the paths below */
  readonly path: string
  /** files */
  readonly journal: string
  readonly snapshot: string
  /** folders, which exist */
  readonly blobs: string
  readonly keys: string
  readonly documents: string
  readonly logs: string
  /** Reads and writes whole files below `path`, sealed where the folder is protected. */
  readonly files: FolderFiles
  /** Lets the next one in. */
  close(): Promise<void>
}

const LOCK = 'folder.lock'

/**
 * Creates what is missing and takes the lock; files that an interrupted write left behind are removed.
 * Throws FOLDER_IN_USE { pid, since, host }, FOLDER_READ_ONLY, DISK_FULL or DISK_FAULT.
 */
export const openDataFolder = async (
  folder: string,
  { now = () => new Date() }: { now?: () => Date } = {},
): Promise<DataFolder> => {
  const path = resolve(folder)
  const parts = {
    blobs: join(path, 'blobs'),
    keys: join(path, 'keys'),
    documents: join(path, 'documents'),
    logs: join(path, 'logs'),
  }
  await makeFolders([path]).catch(failOnDisk)
  const lock = await takeLock(join(path, LOCK), { now })
  try {
    await makeFolders(Object.values(parts))
    await syncFolder(path)
    for (const each of [path, ...Object.values(parts)]) await removeTemporaryFiles(each)
  } catch (error) {
    await lock.release()
    throw toDiskFault(error)
  }
  const names = { journal: join(path, 'journal.jsonl'), snapshot: join(path, 'snapshot.json') }
  return { path, ...names, ...parts, files: new FolderFiles(path), close: () => lock.release() }
}

const makeFolders = async (folders: string[]): Promise<void> => {
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
}

const failOnDisk = (error: unknown): never => {
  throw toDiskFault(error)
}
