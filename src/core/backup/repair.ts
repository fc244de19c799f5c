/** A damaged journal, or files that are missing: what is there, what the backup has, and going on with either. Never by itself. */
import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { DamageView } from '../../shared/contract/backup.ts'
import { keptFiles } from '../../shared/domain/privacy/kept-files.ts'
import type { KeptFile } from '../../shared/domain/privacy/kept-files.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import type { RepairWay } from '../../shared/domain/repair.ts'
import { MappeError } from '../../shared/errors.ts'
import { readChoice } from './choice.ts'
import type { CoreParts } from '../core-parts.ts'
import { newCommandId } from '../core-parts.ts'
import type { DataFolder } from '../folder/data-folder.ts'
import { FolderFiles } from '../folder/folder-files.ts'
import { sealLines } from '../protection/seal-folder.ts'
import { syncFile, syncFolder, writeFileDurably } from '../folder/durable-file.ts'
import { ChainCheck } from '../journal/chain-check.ts'
import { openBackupAt } from './found-backup.ts'
import type { FoundBackup } from './found-backup.ts'

/** What is wrong in this data folder and what the backup could do about it. Reads only. */
export async function damageView(parts: CoreParts): Promise<DamageView> {
  const { handler, folder } = parts
  const { damage, head } = handler.journal
  const missing = await missingFiles(parts)
  const backup = damage || missing.length > 0 ? await backupOf(folder) : null
  return {
    journal: damage && { ...damage, entries: head.seq, at: (await lastFact(parts))?.at ?? null },
    backup: backup && {
      place: backup.folder.path,
      at: backup.label.at,
      entries: lastOf(backup.journal).seq,
      continues: await continuesOwn(parts, backup),
    },
    missing,
  }
}

/** Files that the state names and that are gone, or no longer what they were. */
async function missingFiles({ handler, blobs }: CoreParts): Promise<KeptFile[]> {
  const files = keptFiles(handler.state)
  const whole = await Promise.all(files.map(({ sha256 }) => blobs.hasBlob(sha256)))
  return files.filter((_, index) => !whole[index])
}

/** Whether a file that the state names is not there; by name alone, so that it may be asked often. */
export async function areFilesMissing({ handler, blobs }: CoreParts): Promise<boolean> {
  const there = new Set(await blobs.listBlobs())
  return keptFiles(handler.state).some(({ sha256 }) => !there.has(sha256))
}

const lastFact = async ({ handler }: CoreParts) =>
  (await handler.factsSince(Math.max(0, handler.journal.head.seq - 1))).at(-1)

/** Null where none was chosen, it is not plugged in, or it is no better. */
async function backupOf(folder: DataFolder): Promise<FoundBackup | null> {
  const choice = await readChoice(folder)
  if (!choice) return null
  const own = folder.files.key
  return openBackupAt(folder.path, { from: choice.place, isAgain: true, own }).catch(() => null)
}

function lastOf(journal: Buffer) {
  const check = new ChainCheck(journal)
  check.advance()
  return check.whole
}

/** Whether the backup begins with all that is whole here: only then is it the same evening, further on. */
async function continuesOwn({ handler }: CoreParts, { journal }: FoundBackup): Promise<boolean> {
  const { seq, hash } = handler.journal.head
  let isSame = seq === 0
  const check = new ChainCheck(journal, (lines) => {
    isSame ||= lines.some((line) => line.seq === seq && line.hash === hash)
  })
  check.advance()
  return isSame
}

/**
 * Goes on with the entries before the damage, or with the backup's journal. The damaged one is kept beside it under a name of its own,
 * and the new one tells of it.
 * @throws MappeError NOT_ALLOWED_NOW { reason: 'not-damaged' }, BACKUP_UNUSABLE, DISK_FULL …; the journal is as it was then
 */
export async function repairJournal(parts: CoreParts, way: RepairWay, station: StationId): Promise<void> {
  const { handler, folder, options, backup } = parts
  const { damage, head } = handler.journal
  if (!damage) throw new MappeError('NOT_ALLOWED_NOW', { reason: 'not-damaged' })
  const found = way === 'backup' ? await backupOf(folder) : null
  if (way === 'backup' && (!found || !(await continuesOwn(parts, found))))
    throw new MappeError('BACKUP_UNUSABLE', { reason: 'none', place: '' })
  const keptAs = `journal-beschaedigt-${options.now().toISOString().replaceAll(/\D/g, '').slice(0, 14)}.jsonl`
  await handler.replaceLedger(async () => {
    const good = found?.journal ?? (await readFile(folder.journal)).subarray(0, head.bytes)
    await copyFile(folder.journal, join(folder.path, keptAs))
    await syncFile(join(folder.path, keptAs))
    // it may know more than the journal that is gone on with
    await rm(folder.snapshot, { force: true })
    const { key } = folder.files
    await writeFileDurably(folder.journal, key && found ? await sealLines(good, key) : good)
  })
  await backup.readAgain()
  const { seq: entries, hash } = handler.journal.head
  const payload = { way, ...damage, entries, head: hash, keptAs }
  await parts.run({ type: 'note-repair', payload }, { commandId: newCommandId(), station })
  await parts.onlookers.settle(async (onlooker) => {
    const pairing = { type: 'pair-station' as const, payload: { ...onlooker, role: 'organizer' as const } }
    await parts.run(pairing, { commandId: newCommandId(), station: onlooker.stationId })
  })
  if (found) await fetchMissing(parts)
}

/**
 * Takes files that are missing here from the backup; each is checked. Gives how many came.
 * @throws MappeError BACKUP_UNUSABLE { reason: 'none' }
 */
export async function fetchMissing(parts: CoreParts): Promise<number> {
  const { folder, blobs } = parts
  const found = await backupOf(folder)
  if (!found) throw new MappeError('BACKUP_UNUSABLE', { reason: 'none', place: '' })
  const missing = await missingFiles(parts)
  const from = new FolderFiles(found.folder.path)
  from.key = found.key?.dataKey ?? null
  from.mayBePlain = true
  for (const { sha256 } of missing) {
    const bytes = await from.read(join(found.folder.blobs, sha256)).catch(() => null)
    if (bytes) await folder.files.write(join(folder.blobs, sha256), bytes)
    // a file that is damaged there, too, must not look as if it were whole
    if (bytes && !(await blobs.hasBlob(sha256))) await blobs.deleteBlob(sha256)
  }
  await syncFolder(folder.blobs)
  return missing.length - (await missingFiles(parts)).length
}
