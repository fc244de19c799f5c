import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { plainFiles } from '../../src/core/folder/folder-files.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openJournal, type Journal } from '../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../src/core/journal/memory-storage.ts'
import { readSnapshot, snapshotText, writeSnapshot } from '../../src/core/journal/snapshot.ts'
import { faultyDisk } from '../fixtures/faulty-disk.ts'
import { withFault, type Fault } from '../fixtures/faulty-storage.ts'
import { guestArrived, listImported } from '../fixtures/journal-examples.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const WRITES = 6

/** Four desks at once, one guest after the other, every third command a list of three. Gives the ids that were acknowledged or refused. */
const runEvening = async (journal: Journal) => {
  const acknowledged: string[] = []
  const refused: { id: string; code: unknown }[] = []
  const desk = async (number: number): Promise<void> => {
    for (let guest = 1; guest <= WRITES + 2; guest += 1) {
      const id = `desk-${number}-${guest}`
      const command = guest % 3 === 0 ? listImported([1, 2, 3], id) : [guestArrived(guest, id)]
      await journal.append(command).then(
        () => acknowledged.push(id),
        (error: { code: unknown }) => refused.push({ id, code: error.code }),
      )
    }
  }
  await Promise.all([1, 2, 3, 4].map(desk))
  return { acknowledged, refused }
}

/** After reopening: every acknowledged command is there, whole, and in order; what else is there was refused, and is whole as well. */
const expectNothingLost = async (
  journal: Journal,
  acknowledged: string[],
  refused: string[],
): Promise<void> => {
  const entries = await journal.entriesSince(0)
  const commands = [...new Set(entries.map(({ commandId }) => commandId))]
  expect(commands.slice(0, acknowledged.length)).toEqual(acknowledged)
  expect(refused).toEqual(expect.arrayContaining(commands.slice(acknowledged.length)))
  for (const id of commands) {
    const found = await journal.findCommand(id)
    expect(found.map(({ part }) => part)).toEqual(found.map((_, index) => index + 1))
    expect(found.at(-1)?.part).toBe(found[0]?.parts)
  }
  expect(await journal.verify()).toMatchObject({ ok: true })
}

const faults = Array.from({ length: WRITES }, (_, index) => index + 1).flatMap((atAppend) =>
  (['nothing', 'half', 'all'] as const).flatMap((keeps) =>
    (['ENOSPC', 'EIO', 'EDQUOT', 'EROFS'] as const).map((code): Fault => ({ atAppend, keeps, code })),
  ),
)
const CODES = { ENOSPC: 'DISK_FULL', EDQUOT: 'DISK_FULL', EIO: 'DISK_FAULT', EROFS: 'FOLDER_READ_ONLY' }

describe('a disk that fails', () => {
  it.each(faults)(
    'at write $atAppend with $code and keeps $keeps of it loses nothing acknowledged',
    async (fault) => {
      const disk = createMemoryStorage()
      const storage = withFault(disk, fault)
      const { acknowledged, refused } = await runEvening(await openJournal(storage))
      expect(refused.length).toBeGreaterThan(0)
      expect(new Set(refused.map(({ code }) => code))).toEqual(new Set([CODES[fault.code]]))
      expect(storage.appends(), 'no write after the failed one').toBe(fault.atAppend)
      const reopened = await openJournal(disk)
      await expectNothingLost(
        reopened,
        acknowledged,
        refused.map(({ id }) => id),
      )
      await reopened.append([guestArrived(99)])
    },
  )

  it('refuses all who wait, also those whose turn had not come', async () => {
    const storage = withFault(createMemoryStorage(), { atAppend: 1, code: 'ENOSPC', keeps: 'nothing' })
    const journal = await openJournal(storage)
    const first = journal.append([guestArrived(1)])
    await Promise.resolve()
    const second = journal.append([guestArrived(2)])
    await expect(first).rejects.toMatchObject({ code: 'DISK_FULL' })
    await expect(second).rejects.toMatchObject({ code: 'DISK_FULL' })
    await expect(journal.append([guestArrived(3)])).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(journal.head.seq).toBe(0)
  })

  it('may have kept a refused command: its id tells whether to repeat it', async () => {
    const disk = createMemoryStorage()
    const journal = await openJournal(withFault(disk, { atAppend: 1, code: 'EIO', keeps: 'all' }))
    await expect(journal.append([guestArrived(1)])).rejects.toMatchObject({ code: 'DISK_FAULT' })
    expect(await (await openJournal(disk)).findCommand('check-in-1')).toMatchObject([guestArrived(1)])
  })
})

describe('a real file on a disk that fails', () => {
  const operations = (['write', 'sync'] as const).flatMap((operation) =>
    ['ENOSPC', 'EIO'].flatMap((code) =>
      Array.from({ length: WRITES }, (_, at) => ({ operation, code, at: at + 1 })),
    ),
  )

  it.each(operations)('at $operation $at with $code loses nothing acknowledged', async (fault) => {
    const file = join(await temporaryFolder(), 'journal.jsonl')
    const { openFile, done } = faultyDisk(fault)
    const journal = await openJournal(await openFileStorage(file, { openFile, writesThrough: false }))
    const { acknowledged, refused } = await runEvening(journal)
    expect(refused.length).toBeGreaterThan(0)
    expect(done[fault.operation], 'neither a write nor a sync is tried again').toBe(fault.at)
    await journal.close()
    const reopened = await openJournal(await openFileStorage(file))
    await expectNothingLost(
      reopened,
      acknowledged,
      refused.map(({ id }) => id),
    )
    await reopened.close()
  })

  it('keeps the snapshot before when the new one does not fit', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'snapshot.json')
    const snapshot = { seq: 1, hash: 'a'.repeat(64), bytes: 300, state: { guests: ['Anna'] } }
    await writeSnapshot(file, await snapshotText(snapshot))
    const before = await readFile(file)
    for (const operation of ['write', 'sync'] as const) {
      const { openFile } = faultyDisk({ operation, at: 1, code: 'ENOSPC' })
      await expect(
        writeSnapshot(file, await snapshotText({ ...snapshot, seq: 2 }), plainFiles(openFile)),
      ).rejects.toMatchObject({
        code: 'DISK_FULL',
      })
      expect(await readFile(file)).toEqual(before)
    }
    expect(await readSnapshot(file)).toEqual({ snapshot, problem: null })
  })

  it('writes a snapshot whole though the disk takes only a hundred bytes at a time', async () => {
    const file = join(await temporaryFolder(), 'snapshot.json')
    const snapshot = { seq: 1, hash: 'a'.repeat(64), bytes: 300, state: { guests: Array(200).fill('Anna') } }
    await writeSnapshot(
      file,
      await snapshotText(snapshot),
      plainFiles(faultyDisk(undefined, { longestWrite: 100 }).openFile),
    )
    expect(await readSnapshot(file)).toEqual({ snapshot, problem: null })
  })
})
