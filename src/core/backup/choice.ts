/** What is remembered beside the data: which place was chosen for the backup, and that another computer goes on. */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { supersededSchema, type Superseded } from '../../shared/contract/backup.ts'
import { toDiskFault } from '../disk-fault.ts'
import { writeFileDurably } from '../durable-file.ts'

/** `place` as it was chosen, `folder` as it was made there: it is never made anew by itself. */
const choiceSchema = z.object({ place: z.string(), folder: z.string() })
export type BackupChoice = z.infer<typeof choiceSchema>

const choiceFile = (dataDir: string) => join(dataDir, 'backup-place.json')
const supersededFile = (dataDir: string) => join(dataDir, 'superseded.json')

/** Null where nothing was chosen, or where the note cannot be read. */
export const readChoice = (dataDir: string): Promise<BackupChoice | null> =>
  readNote(choiceSchema, choiceFile(dataDir))

export const keepChoice = (dataDir: string, choice: BackupChoice | null): Promise<void> =>
  keepNote(choiceFile(dataDir), choice)

export const readSuperseded = (dataDir: string): Promise<Superseded | null> =>
  readNote(supersededSchema, supersededFile(dataDir))

export const keepSuperseded = (dataDir: string, superseded: Superseded | null): Promise<void> =>
  keepNote(supersededFile(dataDir), superseded)

async function readNote<T>(schema: z.ZodType<T>, file: string): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return null
  }
}

async function keepNote(file: string, note: unknown): Promise<void> {
  if (note !== null) return writeFileDurably(file, Buffer.from(JSON.stringify(note)))
  await rm(file, { force: true }).catch((error: unknown) => {
    throw toDiskFault(error)
  })
}
