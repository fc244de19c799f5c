/** The journal's bytes in one file that only grows. */
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { toDiskFault } from '../folder/disk-fault.ts'
import {
  PRIVATE_FILE,
  syncFolder,
  writeFileDurably,
  writeFully,
  type OpenFile,
} from '../folder/durable-file.ts'
import type { JournalStorage } from './storage.ts'

export type FileStorageOptions = {
  /** Opens an existing file for reading alone: every write is refused. */
  readOnly?: boolean
  /** Whether a write is durable by itself (O_DSYNC), or asks for a sync of its own. */
  writesThrough?: boolean
  openFile?: OpenFile
}

/** O_DSYNC makes each write durable by itself and saves the second trip to the thread pool; Windows has none. */
const { O_APPEND, O_CREAT, O_RDWR, O_RDONLY } = constants
const O_DSYNC: number | undefined = constants.O_DSYNC
const APPENDING = O_RDWR | O_CREAT | O_APPEND

type Handle = Awaited<ReturnType<OpenFile>>

/** Creates the file when it is missing. Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT, as do all methods. */
export const openFileStorage = async (
  file: string,
  { readOnly = false, writesThrough = O_DSYNC !== undefined, openFile = open }: FileStorageOptions = {},
): Promise<JournalStorage> => {
  const appending = writesThrough ? APPENDING | (O_DSYNC ?? 0) : APPENDING
  const flags = readOnly ? O_RDONLY : appending
  const openJournalFile = async (): Promise<Handle> => {
    const handle = await openFile(file, flags, PRIVATE_FILE)
    if (readOnly) return handle
    try {
      await syncFolder(dirname(file))
      return handle
    } catch (error) {
      await handle.close().catch(() => {})
      throw error
    }
  }
  let handle = await orDiskFault(openJournalFile)
  return {
    size: () => orDiskFault(async () => (await handle.stat()).size),
    read: (from, to) => orDiskFault(() => readFully(handle, from, to)),
    append: (bytes) =>
      orDiskFault(async () => {
        await writeFully(handle, bytes)
        if (!writesThrough) await handle.datasync()
      }),
    truncate: (length) =>
      orDiskFault(async () => {
        await handle.truncate(length)
        await handle.sync()
      }),
    replace: (bytes) =>
      orDiskFault(async () => {
        await writeFileDurably(file, bytes, openFile)
        const replaced = handle
        handle = await openJournalFile()
        await replaced.close()
      }),
    close: () => orDiskFault(() => handle.close()),
  }
}

const readFully = async (handle: Handle, from: number, to: number): Promise<Buffer> => {
  const bytes = Buffer.allocUnsafe(to - from)
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled)
    if (bytesRead === 0) throw new Error(`the file ends ${bytes.length - filled} bytes early`)
    filled += bytesRead
  }
  return bytes
}

const orDiskFault = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    throw toDiskFault(error)
  }
}
