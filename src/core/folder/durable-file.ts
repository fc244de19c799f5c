/** Whole files that are either the old one or the new one, also after a power cut: write beside, fsync, rename, fsync the folder. */
import { randomUUID } from 'node:crypto'
import { open, readdir, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { errnoOf, toDiskFault } from './disk-fault.ts'

/** What is used of an open file; tests put a failing disk in its place. */
export type OpenFile = (
  file: string,
  flags: string | number,
  mode?: number,
) => Promise<Pick<FileHandle, 'write' | 'read' | 'datasync' | 'sync' | 'truncate' | 'stat' | 'close'>>

/** Files hold names and signatures: for the owner's eyes only. */
export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700

const TEMPORARY = '.tmp'

/** Throws DISK_FULL, FOLDER_READ_ONLY or DISK_FAULT; the old file is untouched then, and nothing is left beside it. */
export const writeFileDurably = async (
  file: string,
  bytes: Uint8Array,
  openFile: OpenFile = open,
): Promise<void> => {
  const beside = `${file}.${randomUUID()}${TEMPORARY}`
  try {
    await writeAndSync(beside, bytes, openFile)
    await takePlace(beside, file)
    await syncFolder(dirname(file))
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {})
    throw toDiskFault(error)
  }
}

/** What Windows answers while a virus scanner or a viewer holds one of the two files. */
const HELD: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const PAUSES_MS = [10, 20, 40, 80, 160, 320, 640]

type Renaming = { platform?: NodeJS.Platform; move?: typeof rename; pausesMs?: number[] }

/** Renames; on Windows it asks again for a good second while somebody else holds the file. */
export const takePlace = async (
  from: string,
  to: string,
  { platform = process.platform, move = rename, pausesMs = PAUSES_MS }: Renaming = {},
): Promise<void> => {
  for (const pause of platform === 'win32' ? pausesMs : []) {
    try {
      return await move(from, to)
    } catch (error) {
      if (!HELD.has(errnoOf(error))) throw error
      await setTimeout(pause)
    }
  }
  await move(from, to)
}

const writeAndSync = async (file: string, bytes: Uint8Array, openFile: OpenFile): Promise<void> => {
  const handle = await openFile(file, 'wx', PRIVATE_FILE)
  try {
    await writeFully(handle, bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A disk may take less than it was given without calling it an error: go on until all is written. */
export const writeFully = async (handle: Pick<FileHandle, 'write'>, bytes: Uint8Array): Promise<void> => {
  let rest = bytes
  while (rest.length > 0) {
    const { bytesWritten } = await handle.write(rest)
    if (bytesWritten === 0) throw Object.assign(new Error('the disk took no bytes'), { code: 'EIO' })
    rest = rest.subarray(bytesWritten)
  }
}

/** Makes new names in a folder durable. Windows cannot open a folder for this and needs no such call. */
export const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the bytes of a file durable that somebody else has written. */
export const syncFile = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes what an interrupted writeFileDurably left behind. Only for the holder of the folder's lock. */
export const removeTemporaryFiles = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (name.endsWith(TEMPORARY)) await rm(join(folder, name), { force: true })
  }
}
