import { constants } from 'node:fs'
import { mkdtemp, readdir, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFileStorage } from '../../../../src/core/journal/file-storage.ts'
import { createMemoryStorage } from '../../../../src/core/journal/memory-storage.ts'
import type { JournalStorage } from '../../../../src/core/journal/storage.ts'
import { faultyDisk } from '../../../fixtures/faulty-disk.ts'
import { describeStorage } from '../../../fixtures/storage-acceptance.ts'

let folder: string
let files = 0
const newFile = (): string => join(folder, `journal-${(files += 1)}.jsonl`)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describeStorage('memory', async () => {
  let kept: Buffer = Buffer.alloc(0)
  return async (): Promise<JournalStorage> => {
    const storage = createMemoryStorage(kept)
    const close = async (): Promise<void> => {
      kept = await storage.read(0, await storage.size())
    }
    return { ...storage, close }
  }
})

describeStorage('a file', async () => {
  const file = newFile()
  return () => openFileStorage(file)
})

describeStorage('a file on a system without O_DSYNC', async () => {
  const file = newFile()
  return () => openFileStorage(file, { writesThrough: false })
})

describeStorage('a file on a disk that takes three bytes at a time', async () => {
  const file = newFile()
  return () => openFileStorage(file, { openFile: faultyDisk(undefined, { longestWrite: 3 }).openFile })
})

/** With which flags this process has opened a file, see proc_pid_fdinfo(5). */
const flagsOf = async (file: string): Promise<number> => {
  for (const fd of await readdir('/proc/self/fd')) {
    const target = await readlink(`/proc/self/fd/${fd}`).catch(() => '')
    if (target === file) return flagsIn(await readFile(`/proc/self/fdinfo/${fd}`, 'utf8'))
  }
  return 0
}
const flagsIn = (fdinfo: string): number => Number.parseInt(/flags:\s*(\d+)/.exec(fdinfo)?.[1] ?? '0', 8)

describe('the journal file', () => {
  it('is for the eyes of its owner only', async () => {
    const file = newFile()
    await (await openFileStorage(file)).close()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('is neither created nor written when it is opened for reading alone', async () => {
    const file = newFile()
    await expect(openFileStorage(file, { readOnly: true })).rejects.toMatchObject({ code: 'DISK_FAULT' })
    await writeFile(file, 'Anna\n')
    const storage = await openFileStorage(file, { readOnly: true })
    await expect(storage.append(Buffer.from('Cem\n'))).rejects.toMatchObject({ code: 'DISK_FAULT' })
    expect(await storage.size()).toBe(5)
    await storage.close()
  })

  it.each([
    ['ENOSPC', 'DISK_FULL'],
    ['EDQUOT', 'DISK_FULL'],
    ['EROFS', 'FOLDER_READ_ONLY'],
    ['EACCES', 'FOLDER_READ_ONLY'],
    ['EIO', 'DISK_FAULT'],
  ])('calls %s by its name: %s', async (errno, code) => {
    const { openFile } = faultyDisk({ operation: 'write', at: 1, code: errno })
    const storage = await openFileStorage(newFile(), { openFile })
    await expect(storage.append(Buffer.from('Anna\n'))).rejects.toMatchObject({ code, data: { errno } })
    await storage.close()
  })

  it.runIf(process.platform === 'linux')('is opened so that each write is durable by itself', async () => {
    const file = newFile()
    const storage = await openFileStorage(file)
    const flags = await flagsOf(file)
    expect([flags & constants.O_DSYNC, flags & constants.O_APPEND]).toEqual([
      constants.O_DSYNC,
      constants.O_APPEND,
    ])
    await storage.close()
  })

  it('syncs once per write where writes are not durable by themselves', async () => {
    const { openFile, done } = faultyDisk()
    const storage = await openFileStorage(newFile(), { openFile, writesThrough: false })
    await storage.append(Buffer.from('Anna\n'))
    await storage.append(Buffer.from('Cem\n'))
    expect(done).toEqual({ write: 2, sync: 2 })
    await storage.close()
  })
})
