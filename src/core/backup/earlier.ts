/** Places at which backups were kept once: what lies there still tells of people, until it is brought up to date or destroyed. */
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { DataFolder } from '../folder/data-folder.ts'
import { readNote, keepNote, type BackupChoice } from './choice.ts'
import { pluggedDrives } from './drives.ts'
import { BACKUP_FOLDER, backupFolderAt, readLabel, type BackupFolder } from './place.ts'

const earlierSchema = z.object({
  /** Of the copy, as its label says; the path of its folder for one of an earlier version, whose label says none. */
  id: z.string(),
  place: z.string(),
  folder: z.string(),
  /** When it was last seen to be complete; null where that is not known. */
  lastAt: z.string().nullable(),
  /** How many entries were there then. */
  entries: z.int(),
})
export type EarlierBackup = z.infer<typeof earlierSchema>

type Folder = Pick<DataFolder, 'path' | 'files'>

/** Goes with the backup: whoever goes on with it has to know of the other copies. */
export const EARLIER_BACKUPS = 'earlier-backups.json'

const fileOf = ({ path }: Folder) => join(path, EARLIER_BACKUPS)

export const readEarlier = async (folder: Folder): Promise<EarlierBackup[]> =>
  (await readNote(z.array(earlierSchema), folder, fileOf(folder))) ?? []

export const keepEarlier = (folder: Folder, list: readonly EarlierBackup[]): Promise<void> =>
  keepNote(folder, fileOf(folder), list.length > 0 ? list : null)

export const asEarlier = ({ id, place, folder, lastAt, entries }: BackupChoice): EarlierBackup => ({
  id: id ?? folder,
  place,
  folder,
  lastAt: lastAt ?? null,
  entries: entries ?? 0,
})

/** Where the copy lies now: where it lay, or on a drive that is plugged in; null where it is not to be seen. */
export async function whereIs({
  id,
  folder,
}: Pick<EarlierBackup, 'id' | 'folder'>): Promise<BackupFolder | null> {
  const drives = await pluggedDrives()
  for (const path of new Set([folder, ...drives.map((drive) => join(drive, BACKUP_FOLDER))])) {
    const found = backupFolderAt(path)
    const label = await readLabel(found).catch(() => null)
    if (label && (label.id ?? path) === id) return found
  }
  return null
}

/** "MAPPE" for a stick: its path names, on some systems, whoever sat at the computer. For papers that are handed on. */
export const nameOfPlace = (place: string): string =>
  place.replace(/^(?:\/run)?\/media\/[^/]+\/(?=.)/, '').replace(/^\/Volumes\/(?=.)/, '')

/** For PlaceCopy: the place is the folder above. */
export const choiceAt = ({ path }: BackupFolder): BackupChoice => ({ place: dirname(path), folder: path })
