import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openFileStorage } from '../../../../src/core/journal/file-storage.ts'
import { openJournal } from '../../../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../../../src/core/journal/memory-storage.ts'
import { guestArrived, listImported } from '../../../fixtures/journal-examples.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const redactionTold = { ...guestArrived(9, 'deletion-1'), type: 'data-redacted', payload: { entries: [2] } }

const fullDisk = async (): Promise<void> => {
  throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })
}

describe('deleting a guest from the journal', () => {
  it('leaves no trace of name or salt, in the file or in memory, and the chain still verifies', async () => {
    const file = join(await temporaryFolder(), 'journal.jsonl')
    const journal = await openJournal(await openFileStorage(file))
    for (const guest of [1, 2, 3]) await journal.append([guestArrived(guest)])
    const { salt } = (await journal.findCommand('check-in-2'))[0]!
    await journal.append([redactionTold])
    const { hash, bytes } = journal.head
    await journal.redact([2])
    const content = await readFile(file, 'utf8')
    expect(content).not.toContain('guest-2')
    expect(content).not.toContain(salt)
    expect(content).toContain('guest-3')
    expect(journal.head).toMatchObject({ seq: 4, hash, bytes: Buffer.byteLength(content) })
    expect(journal.head.bytes).toBeLessThan(bytes)
    expect(await journal.findCommand('check-in-2')).toMatchObject([{ seq: 2, payload: null, salt: '' }])
    expect(await journal.verify()).toEqual({ ok: true, entries: 4, head: hash })
    await journal.close()
  })

  it('does not disturb those who write or read meanwhile and afterwards', async () => {
    const file = join(await temporaryFolder(), 'journal.jsonl')
    const journal = await openJournal(await openFileStorage(file))
    await journal.append(listImported([1, 2, 3]))
    const meanwhile = [
      journal.append([guestArrived(4)]),
      journal.redact([1, 3]),
      journal.append([guestArrived(5)]),
    ]
    await Promise.all(meanwhile)
    await journal.append([guestArrived(6)])
    await journal.close()
    const reopened = await openJournal(await openFileStorage(file))
    const entries = await reopened.entriesSince(0)
    expect(entries.map(({ seq, payload }) => [seq, payload === null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
      [4, false],
      [5, false],
      [6, false],
    ])
    expect(await reopened.findCommand('check-in-6')).toMatchObject([guestArrived(6)])
    await reopened.close()
  })

  it('gives whoever reads in the meantime either the old entries or the emptied ones, never a muddle', async () => {
    const file = join(await temporaryFolder(), 'journal.jsonl')
    const writing = await openJournal(await openFileStorage(file))
    for (let guest = 1; guest <= 50; guest += 1) await writing.append([guestArrived(guest)])
    await writing.close()
    const journal = await openJournal(await openFileStorage(file))
    const reading = new AbortController()
    const redaction = journal.redact([1, 2, 3]).finally(() => reading.abort())
    while (!reading.signal.aborted) {
      const entries = await journal.entriesSince(0)
      expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
      expect(await journal.findCommand('check-in-50')).toMatchObject([guestArrived(50)])
      expect(await journal.verify()).toMatchObject({ ok: true })
    }
    await redaction
    await journal.close()
  })

  it('lets readers wait while the file is changed under them', async () => {
    const disk = createMemoryStorage()
    const writing = await openJournal(disk)
    for (const guest of [1, 2, 3]) await writing.append([guestArrived(guest)])
    const { promise: synced, resolve: sync } = Promise.withResolvers<void>()
    const { promise: changed, resolve: tellChanged } = Promise.withResolvers<void>()
    const replace = async (bytes: Uint8Array): Promise<void> => {
      await disk.replace(bytes)
      tellChanged()
      await synced
    }
    const journal = await openJournal({ ...disk, replace })
    const redaction = journal.redact([1])
    await changed
    const reading = journal.entriesSince(1)
    sync()
    expect(await reading).toMatchObject([guestArrived(2), guestArrived(3)])
    await redaction
  })

  it('may be done twice', async () => {
    const storage = createMemoryStorage()
    const journal = await openJournal(storage)
    await journal.append([guestArrived(1)])
    await journal.redact([1])
    const once = await storage.read(0, await storage.size())
    await journal.redact([1])
    expect(await storage.read(0, await storage.size())).toEqual(once)
  })

  it('stops the journal when the disk is full, with everything still there after reopening', async () => {
    const disk = createMemoryStorage()
    const journal = await openJournal({ ...disk, replace: fullDisk })
    await journal.append([guestArrived(1)])
    await expect(journal.redact([1])).rejects.toMatchObject({ code: 'DISK_FULL' })
    await expect(journal.append([guestArrived(2)])).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(await (await openJournal(disk)).entriesSince(0)).toMatchObject([guestArrived(1)])
  })
})
