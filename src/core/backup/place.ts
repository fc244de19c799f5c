/** What lies at the place of a backup: its parts, its label, and the mark of a computer that has gone on from it. */
import { mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { sha256Schema } from '../../shared/domain/ids.ts'
import { journalPlaceSchema } from '../../shared/domain/takeover.ts'
import { errnoOf } from '../folder/disk-fault.ts'
import { PRIVATE_FOLDER, writeFileDurably, type OpenFile } from '../folder/durable-file.ts'

/** The folder made at a chosen place: a stick may hold other things, too. */
export const BACKUP_FOLDER = 'Unterschriftenmappe-Sicherung'

export type BackupFolder = {
  path: string
  label: string
  mark: string
  journal: string
  blobs: string
  keys: string
}

/** What the backup says of itself: how far it reached when it was last complete, and whose it is. */
const labelSchema = journalPlaceSchema.extend({
  kind: z.literal('unterschriftenmappe-backup'),
  format: z.literal(1),
  /** When it was last complete, ISO. */
  at: z.iso.datetime(),
  host: z.string(),
  title: z.string(),
  /** Of this copy, so that one stick is told from another; copies of earlier versions have none. */
  id: z.string().optional(),
  /** Names of the files it holds, so that a missing one is noticed. */
  blobs: z.array(sha256Schema),
})
export type Label = z.infer<typeof labelSchema>

/** Left by the computer that has taken over; `entries`, `head`: its first own entry. */
const markSchema = journalPlaceSchema.extend({ host: z.string(), at: z.iso.datetime() })
export type Mark = z.infer<typeof markSchema>

export const backupFolderAt = (path: string): BackupFolder => ({
  path,
  label: join(path, 'backup.json'),
  mark: join(path, 'taken-over.json'),
  journal: join(path, 'journal.jsonl'),
  blobs: join(path, 'blobs'),
  keys: join(path, 'keys'),
})

/** The folder of a backup at `place`: the place itself if it is one, else the one made there. */
export async function findBackupFolder(place: string): Promise<BackupFolder> {
  const own = backupFolderAt(resolve(place))
  if (await exists(own.label)) return own
  return backupFolderAt(join(resolve(place), BACKUP_FOLDER))
}

/** Null where there is none; a label that cannot be read counts as none. */
export const readLabel = (folder: BackupFolder): Promise<Label | null> => readAs(labelSchema, folder.label)

export const readMark = (folder: BackupFolder): Promise<Mark | null> => readAs(markSchema, folder.mark)

export const writeMark = (folder: BackupFolder, mark: Mark): Promise<void> =>
  writeFileDurably(folder.mark, asJson(mark))

/** The parts that are missing are made, but never the place itself: a stick that is gone must not be replaced by a folder. */
export async function makeParts({ path, blobs, keys }: BackupFolder): Promise<void> {
  for (const folder of [path, blobs, keys]) await makeFolder(folder)
}

export async function writeLabel(
  folder: BackupFolder,
  label: Omit<Label, 'kind' | 'format'>,
  openFile?: OpenFile,
): Promise<void> {
  const whole: Label = { kind: 'unterschriftenmappe-backup', format: 1, ...label }
  await writeFileDurably(folder.label, asJson(whole), openFile)
}

/** Nothing but what an interrupted write has left. */
export async function isEmpty(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).every((name) => name.endsWith('.tmp'))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return true
    throw error
  }
}

/** Whether one folder lies in the other, or is the other, by whatever path or link. */
export async function overlaps(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([realPathOf(one), realPathOf(other)])
  return contains(a, b) || contains(b, a)
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

export async function isSameDrive(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path).catch(() => null)))
  return a !== null && a !== undefined && a.dev === b?.dev
}

const contains = (folder: string, path: string): boolean => {
  const within = relative(folder, path)
  return within === '' || !(within.startsWith('..') || isAbsolute(within))
}

/** A folder that is still to be made has no path of its own, but the one above has. */
async function realPathOf(path: string): Promise<string> {
  const absolute = resolve(path)
  try {
    return await realpath(absolute)
  } catch {
    const above = resolve(absolute, '..')
    return above === absolute ? absolute : join(await realPathOf(above), relative(above, absolute))
  }
}

async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { mode: PRIVATE_FOLDER }).catch((error: unknown) => {
    if (errnoOf(error) !== 'EEXIST') throw error
  })
}

async function readAs<T>(schema: z.ZodType<T>, file: string): Promise<T | null> {
  try {
    return schema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data ?? null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

const asJson = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, null, 2)}\n`)
