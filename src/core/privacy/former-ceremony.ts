/** The whole ceremony deleted from its folder: begun with a note, so that a power cut is finished at the next start; a protocol stays. */
import { readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { copyLeftSchema, type CopyLeft } from '../../shared/contract/privacy.ts'
import { KEPT_BESIDE } from '../backup/copy.ts'
import { backupFolderAt, readLabel } from '../backup/place.ts'
import type { BackupFolder } from '../backup/place.ts'
import { readChoice } from '../backup/choice.ts'
import { asEarlier, nameOfPlace, readEarlier, whereIs, type EarlierBackup } from '../backup/earlier.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { errnoOf, toDiskFault } from '../folder/disk-fault.ts'
import { removeTemporaryFiles, syncFolder, writeFileDurably } from '../folder/durable-file.ts'
import { CEREMONY_PROTOCOL, isDamagedJournal } from '../sealing/document-names.ts'
import { readRawLine } from '../journal/raw-line.ts'
import { REHEARSAL_NOTE } from '../rehearsal/result.ts'

const countsSchema = z.record(z.string(), z.int())

/** What was deleted, without a word about anybody. */
export const formerProtocolSchema = z.object({
  kind: z.literal('unterschriftenmappe-loeschprotokoll'),
  format: z.literal(1),
  /** `begun` until every byte is gone. */
  status: z.enum(['begun', 'done']),
  at: z.string(),
  /** Local day of the ceremony; null where none was described. */
  evening: z.string().nullable(),
  by: z.string(),
  rule: z.string(),
  /** How many of each kind there were. */
  counts: countsSchema,
  /** `first`, `head`: hashes of the first and the last entry. */
  journal: z.object({ entries: z.int(), first: z.string(), head: z.string() }),
  archiveAt: z.string(),
  /** When the copy in the backup was deleted; null where it was not there, absent without a backup. */
  backupDeletedAt: z.string().nullable().optional(),
  /** Copies that were out of reach: of the backup, and at its earlier places. */
  copiesLeft: z.array(copyLeftSchema).optional(),
  programVersion: z.string(),
})
export type FormerProtocol = z.infer<typeof formerProtocolSchema>

const fileOf = (folder: Pick<DataFolder, 'documents'>): string => join(folder.documents, CEREMONY_PROTOCOL)

/** Null where no ceremony was deleted here. */
export async function formerProtocol(folder: DataFolder): Promise<FormerProtocol | null> {
  try {
    return formerProtocolSchema.parse(JSON.parse(await readFile(fileOf(folder), 'utf8')))
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError || error instanceof z.ZodError)
      return null
    throw toDiskFault(error)
  }
}

/** The note comes first: whatever happens from here on, the deletion is gone through with. */
export const noteDeletion = (
  folder: Pick<DataFolder, 'documents'>,
  protocol: FormerProtocol,
): Promise<void> => writeFileDurably(fileOf(folder), Buffer.from(`${JSON.stringify(protocol, null, 2)}\n`))

/** Removes all of a ceremony whose deletion was begun; nothing where none was. Nobody must have the journal open. */
export async function finishDeletion(folder: DataFolder, now: () => Date): Promise<FormerProtocol | null> {
  const protocol = await formerProtocol(folder)
  if (protocol?.status !== 'begun') return null
  try {
    const known = await removeCopies(folder, protocol, now)
    // where this is interrupted, the places of the copies are not known any more
    await noteDeletion(folder, known)
    await removeContents(folder)
    // a key that is written nowhere must seal nothing more: the folder begins anew, unprotected
    folder.files.key = null
    folder.files.mayBePlain = false
    const done = { ...known, status: 'done' as const }
    await noteDeletion(folder, done)
    return done
  } catch (error) {
    throw toDiskFault(error)
  }
}

/** Here, at the place of the backup and at its earlier ones; what cannot be reached is named. */
async function removeCopies(
  folder: DataFolder,
  protocol: FormerProtocol,
  now: () => Date,
): Promise<FormerProtocol> {
  const choice = await readChoice(folder)
  const earlier = await readEarlier(folder)
  const backupDeletedAt = choice && (await removeBackup(choice.folder, protocol, now))
  const copiesLeft = choice && backupDeletedAt === null ? [leftAt(asEarlier(choice))] : []
  for (const each of earlier) {
    const found = await whereIs(each)
    if (!found || !(await removeBackup(found.path, protocol, now))) copiesLeft.push(leftAt(each))
  }
  const isAgain = !choice && earlier.length === 0
  return isAgain ? protocol : { ...protocol, ...(choice && { backupDeletedAt }), copiesLeft }
}

/** The protocol names nobody, and is handed on. */
const leftAt = ({ place, lastAt }: EarlierBackup): CopyLeft => ({ place: nameOfPlace(place), lastAt })

/** A share that hangs must not hold up what lies here. */
const PATIENCE_MS = 20_000

/** When it was done, or null where it is not there, is not ours, or does not answer. */
async function removeBackup(path: string, of: FormerProtocol, now: () => Date): Promise<string | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, PATIENCE_MS, false)
  const isGone = await Promise.race([removeCopy(backupFolderAt(path), of).catch(() => false), tooLong])
  clearTimeout(timer)
  return isGone ? now().toISOString() : null
}

/** Only our own parts of a folder that bears our label: at the place may lie other things, too. */
async function removeCopy(folder: BackupFolder, of: FormerProtocol): Promise<boolean> {
  if (!(await readLabel(folder)) || !(await isCopyOf(folder, of))) return false
  const kept = KEPT_BESIDE.map((name) => join(folder.path, name))
  await removeTemporaryFiles(folder.path)
  for (const part of [folder.blobs, folder.keys, folder.mark, ...kept, folder.journal]) await remove(part)
  // the label last: a folder without one is not found again
  await remove(folder.label)
  await rmdir(folder.path).catch(() => {})
  return true
}

/** Where the journal is gone already, an earlier attempt had begun. */
async function isCopyOf({ journal }: BackupFolder, of: FormerProtocol): Promise<boolean> {
  const bytes = await readFile(journal).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  })
  return bytes.length === 0 || firstHashOf(bytes) === of.journal.first
}

const LINE_END = 0x0a

/** The hash of a journal's first entry, by which two journals of one ceremony are known; '' for an empty one. */
export function firstHashOf(journal: Buffer): string {
  return readRawLine(journal.subarray(0, journal.indexOf(LINE_END)))?.hash ?? ''
}

const remove = (path: string): Promise<void> => rm(path, { recursive: true, force: true })

/** By name, and nothing else: somebody may have chosen a folder in which other things lie, too. */
const BESIDE = [
  'journal.jsonl',
  'snapshot.json',
  'backup-place.json',
  'superseded.json',
  REHEARSAL_NOTE,
  ...KEPT_BESIDE,
]

async function removeContents(folder: DataFolder): Promise<void> {
  for (const each of [folder.blobs, folder.logs]) await empty(each, () => false)
  await empty(folder.documents, (name) => name === CEREMONY_PROTOCOL)
  await removeTemporaryFiles(folder.path)
  const damaged = (await readdir(folder.path)).filter(isDamagedJournal)
  for (const name of [...BESIDE, ...damaged]) await remove(join(folder.path, name))
  await syncFolder(folder.path)
  // the keys last: what they seal cannot be opened for the rest of the work without them
  await empty(folder.keys, () => false)
}

async function empty(path: string, isKept: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(path)) if (!isKept(name)) await remove(join(path, name))
  await syncFolder(path)
}
