/** What is remembered beside the data: which place was chosen for the backup, and that another computer goes on. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { supersededSchema, type Superseded } from '../../shared/contract/backup.ts'
import { toDiskFault } from '../folder/disk-fault.ts'
import type { DataFolder } from '../folder/data-folder.ts'

/**
 * `place` as it was chosen, `folder` as it was made there: it is never made anew by itself. `id` of the copy there, `lastAt` and
 * `entries`: when it was last seen to be complete, and how far.
 */
const choiceSchema = z.object({
  place: z.string(),
  folder: z.string(),
  id: z.string().optional(),
  lastAt: z.string().optional(),
  entries: z.int().optional(),
})
export type BackupChoice = z.infer<typeof choiceSchema>

type Folder = Pick<DataFolder, 'path' | 'files'>

const choiceFile = ({ path }: Folder) => join(path, 'backup-place.json')
const supersededFile = ({ path }: Folder) => join(path, 'superseded.json')

/** Null where nothing was chosen, or where the note cannot be read. */
export const readChoice = (folder: Folder): Promise<BackupChoice | null> =>
  readNote(choiceSchema, folder, choiceFile(folder))

export const keepChoice = (folder: Folder, choice: BackupChoice | null): Promise<void> =>
  keepNote(folder, choiceFile(folder), choice)

export const readSuperseded = (folder: Folder): Promise<Superseded | null> =>
  readNote(supersededSchema, folder, supersededFile(folder))

export const keepSuperseded = (folder: Folder, superseded: Superseded | null): Promise<void> =>
  keepNote(folder, supersededFile(folder), superseded)

export async function readNote<T>(schema: z.ZodType<T>, { files }: Folder, file: string): Promise<T | null> {
  try {
    return schema.parse(JSON.parse((await files.read(file)).toString('utf8')))
  } catch {
    return null
  }
}

export async function keepNote({ files }: Folder, file: string, note: unknown): Promise<void> {
  if (note !== null) return files.write(file, Buffer.from(JSON.stringify(note)))
  await rm(file, { force: true }).catch((error: unknown) => {
    throw toDiskFault(error)
  })
}
