/** The copy on which a rehearsal is played: in a folder of its own within the data folder, for the owner's eyes only. */
import { copyFile, link, open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Blobs } from '../folder/blobs.ts'
import { openDataFolder } from '../folder/data-folder.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import { PRIVATE_FILE, syncFolder, writeFully } from '../folder/durable-file.ts'
import type { Journal } from '../journal/journal.ts'
import { KEY_RECORD } from '../protection/key-record.ts'

const FOLDER = 'rehearsal'

/** What a rehearsal needs besides journal and files: the PINs, so that what is locked stays locked. */
const NOTES = ['kiosk-pin.json', 'organizer-pin.json']

export const rehearsalFolder = ({ path }: Pick<DataFolder, 'path'>): string => join(path, FOLDER)

/** Whether one was left there and is gone now. DISK_FAULT … where it could not be removed. */
export async function removeCopy(folder: Pick<DataFolder, 'path'>): Promise<boolean> {
  if (!(await readdir(folder.path)).includes(FOLDER)) return false
  try {
    await rm(rehearsalFolder(folder), { recursive: true, force: true, maxRetries: 5 })
    await syncFolder(folder.path)
    return true
  } catch (error) {
    throw toDiskFault(error)
  }
}

type Original = { folder: DataFolder; blobs: Blobs; journal: Journal }

/**
 * The opened copy; sealed with the same key where the original is. Files that are never changed in place are linked where
 * the file system can, so that it takes neither time nor room. Throws DISK_FULL, DISK_FAULT …; nothing is left then.
 */
export async function makeCopy({ folder, blobs, journal }: Original, now: () => Date): Promise<DataFolder> {
  await removeCopy(folder)
  const copy = await openDataFolder(rehearsalFolder(folder), { now })
  try {
    copy.files.key = folder.files.key
    copy.files.mayBePlain = folder.files.mayBePlain
    await copyStart(folder.journal, copy.journal, journal.head.bytes)
    for (const name of await blobs.listBlobs())
      await linkOrCopy(join(folder.blobs, name), join(copy.blobs, name))
    await copyIfThere(join(folder.keys, KEY_RECORD), join(copy.keys, KEY_RECORD))
    await copyIfThere(folder.snapshot, copy.snapshot)
    for (const note of NOTES) await copyIfThere(join(folder.path, note), join(copy.path, note))
    return copy
  } catch (error) {
    await copy.close()
    await removeCopy(folder).catch(() => {})
    throw toDiskFault(error)
  }
}

const PIECE = 1 << 20

/** The first `bytes` of a file that only grows. */
async function copyStart(from: string, to: string, bytes: number): Promise<void> {
  const source = await open(from, 'r')
  const target = await open(to, 'wx', PRIVATE_FILE)
  try {
    for (let at = 0; at < bytes;) {
      const length = Math.min(PIECE, bytes - at)
      const { buffer, bytesRead } = await source.read(Buffer.alloc(length), 0, length, at)
      if (bytesRead === 0)
        throw Object.assign(new Error('the journal is shorter than its head'), { code: 'EIO' })
      await writeFully(target, buffer.subarray(0, bytesRead))
      at += bytesRead
    }
  } finally {
    await source.close()
    await target.close()
  }
}

/** Files that are replaced, never written into: another name for the same bytes is as good as a copy. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to))
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: unknown) => {
    if (errnoOf(error) !== 'ENOENT') throw error
  })
}
