/** Compares a backup with the host's own journal: whether it may be gone on with, or knows something this computer does not. */
import { readFile, stat } from 'node:fs/promises'
import type { Superseded } from '../../shared/contract/backup.ts'
import type { JournalPlace } from '../../shared/domain/takeover.ts'
import { errnoOf } from '../folder/disk-fault.ts'
import { ChainCheck } from '../journal/chain-check.ts'
import { GENESIS, parseEntries } from '../journal/entry.ts'
import type { Journal } from '../journal/journal.ts'
import { isEmpty, readLabel, readMark, type BackupFolder, type Label, type Mark } from './place.ts'

/** How far a copied journal reaches: its last entry, and its length in bytes. */
export type CopiedUpTo = JournalPlace & { bytes: number }

/**
 * `mine`: a beginning of the own journal; `upTo` is nothing where its bytes are not those of the own and have to be written anew.
 * `foreign` is no backup at all; `other-ceremony` is one, of something else.
 */
export type Finding =
  | { kind: 'new' | 'foreign' | 'other-ceremony' }
  | { kind: 'mine'; upTo: CopiedUpTo }
  | { kind: 'superseded'; by: Superseded }

/** Reads only. Throws what the file system says when the place goes away meanwhile. */
export async function compareBackup(folder: BackupFolder, journal: Journal): Promise<Finding> {
  const label = await readLabel(folder)
  if (!label) return { kind: (await isEmpty(folder.path)) ? 'new' : 'foreign' }
  const mark = await readMark(folder)
  const own = await hashesOf((await journal.linesAfter(0, journal.head.seq)).bytes)
  const theirs = await hashesOf(await bytesOf(folder.journal))
  if (isOtherCeremony(own, theirs)) return { kind: 'other-ceremony' }
  const by = supersededBy(own, theirs, label, mark)
  if (by) return { kind: 'superseded', by }
  return { kind: 'mine', upTo: await equalUpTo(folder.journal, journal, theirs) }
}

/** A mark or label names an entry: it stands in the own journal, or another computer has gone on. */
export async function knowsEntry(journal: Journal, { entries, head }: JournalPlace): Promise<boolean> {
  if (entries === 0) return head === GENESIS
  if (entries > journal.head.seq) return false
  const { bytes } = await journal.linesAfter(entries - 1, entries)
  return parseEntries(bytes)[0]?.hash === head
}

const isOtherCeremony = (own: string[], theirs: string[]): boolean =>
  theirs.length > 0 && own[0] !== theirs[0]

function supersededBy(own: string[], theirs: string[], label: Label, mark: Mark | null): Superseded | null {
  const knows = ({ entries, head }: JournalPlace) => (own[entries - 1] ?? GENESIS) === head
  if (mark && !knows(mark)) return { reason: 'taken-over', ...placeOf(mark) }
  const { host, at } = label
  if (label.entries > own.length || !knows(label))
    return { reason: 'backup-is-ahead', ...placeOf({ ...label, host, at }) }
  const last = theirs.length
  const head = theirs[last - 1] ?? GENESIS
  if (knows({ entries: last, head })) return null
  return { reason: 'backup-is-ahead', host, at, entries: last, head }
}

const placeOf = ({ host, at, entries, head }: Mark): Mark => ({ host, at, entries, head })

/** The hashes of all whole entries, in order. */
async function hashesOf(bytes: Buffer): Promise<string[]> {
  const hashes: string[] = []
  const check = new ChainCheck(bytes, (lines) => hashes.push(...lines.map(({ hash }) => hash)))
  while (check.advance(LINES_AT_A_TIME)) await new Promise(setImmediate)
  return hashes
}

const LINES_AT_A_TIME = 2000

export const NOTHING_COPIED: CopiedUpTo = { entries: 0, head: GENESIS, bytes: 0 }

/** All that is there, if it is byte for byte the beginning of the journal and ends with an entry; else nothing. */
async function equalUpTo(copy: string, journal: Journal, hashes: string[]): Promise<CopiedUpTo> {
  const bytes = await bytesOf(copy)
  const entries = hashes.length
  const { bytes: own } = await journal.linesAfter(0, entries)
  return own.equals(bytes) ? { entries, head: hashes.at(-1) ?? GENESIS, bytes: bytes.length } : NOTHING_COPIED
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    return await readFile(file)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

/** Whether label and journal are still those of this copy: a stick that was pulled leaves an empty folder, or another may be there. */
export async function isAsItWasLeft(
  folder: BackupFolder,
  { labelled, bytes }: CopiedUpTo & { labelled: string | null },
): Promise<boolean> {
  const found = await stat(folder.journal).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  })
  if ((found?.size ?? 0) !== bytes) return false
  return labelled === null || (await readLabel(folder))?.head === labelled
}
