import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDataFolder } from '../../../../src/core/folder/data-folder.ts'
import { takeLock } from '../../../../src/core/folder/lock.ts'
import { readProcessStart } from '../../../../src/core/folder/process-identity.ts'
import { temporaryFolder } from '../../../fixtures/temporary-folder.ts'

const TAKER = fileURLToPath(new URL('../../../fixtures/folder-taker.ts', import.meta.url))

/** Another program that waits before the door of `folder`; `knock` lets it try and gives what it says. */
const anotherProgram = async (folder: string, options: { uid?: number } = {}) => {
  const program = spawn(process.execPath, [TAKER, folder], { stdio: ['pipe', 'pipe', 'inherit'], ...options })
  const said = createInterface(program.stdout)[Symbol.asyncIterator]()
  await said.next()
  return {
    pid: program.pid ?? 0,
    async knock(): Promise<string> {
      program.stdin.write('now\n')
      return String((await said.next()).value)
    },
    async leave(signal?: 'SIGKILL'): Promise<void> {
      if (signal) program.kill(signal)
      else program.stdin.end()
      if (program.exitCode === null) await once(program, 'exit')
    },
  }
}

const now = (): Date => new Date('2026-11-24T17:00:00.000Z')
const lockOf = (holder: object): string =>
  JSON.stringify({
    nonce: '7b1c2a52-9f7e-4a3e-8f57-0d9f5b1c2a52',
    pid: process.pid,
    started: 'long ago',
    host: hostname(),
    since: '2026-11-23T08:00:00.000Z',
    ...holder,
  })

describe('the data folder', () => {
  it('is made with all its parts, for the eyes of its owner only', async () => {
    const path = join(await temporaryFolder(), 'deep', 'ceremony')
    const folder = await openDataFolder(path)
    expect((await readdir(path)).toSorted()).toEqual(['blobs', 'documents', 'folder.lock', 'keys', 'logs'])
    expect((await stat(path)).mode & 0o777).toBe(0o700)
    expect((await stat(folder.keys)).mode & 0o777).toBe(0o700)
    expect([folder.journal, folder.snapshot]).toEqual([
      join(path, 'journal.jsonl'),
      join(path, 'snapshot.json'),
    ])
    await folder.close()
  })

  it('is tidied of what interrupted writes left behind, and of nothing else', async () => {
    const path = await temporaryFolder()
    await mkdir(join(path, 'blobs'))
    for (const name of ['snapshot.json.1234.tmp', 'blobs/abc.5678.tmp', 'notes.txt'])
      await writeFile(join(path, name), 'x')
    const folder = await openDataFolder(path)
    expect(await readdir(folder.blobs)).toEqual([])
    expect((await readdir(path)).toSorted()).toEqual([
      'blobs',
      'documents',
      'folder.lock',
      'keys',
      'logs',
      'notes.txt',
    ])
    await folder.close()
  })

  it('says so when nothing can be written there', async () => {
    const path = await temporaryFolder()
    await chmod(path, 0o555)
    // root may write everywhere, so somebody else has to try
    const uid = process.getuid?.() === 0 ? { uid: 65534 } : {}
    const program = await anotherProgram(path, uid)
    expect(await program.knock()).toBe('FOLDER_READ_ONLY')
    await program.leave()
  })

  it('says so when it is no folder', async () => {
    const file = join(await temporaryFolder(), 'ceremony')
    await writeFile(file, '')
    await expect(openDataFolder(file)).rejects.toMatchObject({ code: 'DISK_FAULT' })
  })
})

describe('the lock on the data folder', () => {
  it('tells the second program who is in', async () => {
    const path = await temporaryFolder()
    const folder = await openDataFolder(path, { now })
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
      data: { pid: process.pid, since: '2026-11-24T17:00:00.000Z', host: hostname() },
    })
    const other = await anotherProgram(path)
    expect(await other.knock()).toBe('FOLDER_IN_USE')
    await other.leave()
    await folder.close()
  })

  it('is free again after closing', async () => {
    const path = await temporaryFolder()
    await (await openDataFolder(path)).close()
    expect(await readdir(path)).not.toContain('folder.lock')
    await (await openDataFolder(path)).close()
  })

  it('is taken over from a program that was killed', async () => {
    const path = await temporaryFolder()
    const killed = await anotherProgram(path)
    expect(await killed.knock()).toBe('in')
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
      data: { pid: killed.pid },
    })
    await killed.leave('SIGKILL')
    await (await openDataFolder(path)).close()
  })

  it.runIf(process.platform === 'linux')(
    'is taken over when its number now belongs to another program',
    async () => {
      const path = await temporaryFolder()
      const lock = join(path, 'folder.lock')
      await writeFile(lock, lockOf({ pid: process.pid, started: 'before the last boot' }))
      await (await openDataFolder(path)).close()
      await writeFile(lock, lockOf({ pid: process.pid, started: await readProcessStart(process.pid) }))
      await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' })
    },
  )

  it('is taken over from a program that is gone, also where nobody knows when it started', async () => {
    const path = await temporaryFolder()
    const gone = await anotherProgram(path)
    await gone.leave()
    await writeFile(join(path, 'folder.lock'), lockOf({ pid: gone.pid, started: '' }))
    await (await openDataFolder(path)).close()
  })

  it('of another computer is never taken over, for nobody can ask there whether it still runs', async () => {
    const path = await temporaryFolder()
    const lock = join(path, 'folder.lock')
    await writeFile(lock, lockOf({ host: 'empfang-laptop', pid: 4711 }))
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'FOLDER_IN_USE',
      data: { host: 'empfang-laptop', pid: 4711, since: '2026-11-23T08:00:00.000Z' },
    })
    expect(await readFile(lock, 'utf8')).toContain('empfang-laptop')
  })

  it.each(['', '\0\0\0\0', '{"pid":'])(
    'without content (%j), as a power cut leaves it, keeps nobody out',
    async (content) => {
      const path = await temporaryFolder()
      await writeFile(join(path, 'folder.lock'), content)
      await (await openDataFolder(path)).close()
    },
  )

  it('survives a successor that was killed halfway, and leaves no trace of it', async () => {
    const path = await temporaryFolder()
    const [first, second] = ['7b1c2a52-9f7e-4a3e-8f57-0d9f5b1c2a52', '1d0b6f3a-2a55-4a0e-9a43-b2d1b7d6f111']
    await writeFile(join(path, 'folder.lock'), lockOf({ nonce: first }))
    await writeFile(join(path, `folder.lock.after-${first}`), lockOf({ nonce: second }))
    const folder = await openDataFolder(path)
    expect((await readdir(path)).toSorted()).toEqual(['blobs', 'documents', 'folder.lock', 'keys', 'logs'])
    await expect(openDataFolder(path)).rejects.toMatchObject({ code: 'FOLDER_IN_USE' })
    await folder.close()
  })

  it('is not released by one who no longer holds it', async () => {
    const path = await temporaryFolder()
    const file = join(path, 'folder.lock')
    const lock = await takeLock(file, { now })
    await writeFile(file, lockOf({}))
    await lock.release()
    expect(await readdir(path)).toContain('folder.lock')
  })

  it('lets one in of twenty who come at once to a lock whose holder is gone, fifty times', async () => {
    const path = await temporaryFolder()
    const file = join(path, 'folder.lock')
    for (let round = 0; round < 50; round += 1) {
      await writeFile(file, lockOf({ started: 'before the last boot' }))
      const takers = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(file, { now })))
      const inside = takers.flatMap((taker) => (taker.status === 'fulfilled' ? [taker.value] : []))
      const outside = takers.flatMap((taker) => (taker.status === 'rejected' ? [taker.reason.code] : []))
      expect([inside.length, new Set(outside)]).toEqual([1, new Set(['FOLDER_IN_USE'])])
      expect(await readdir(path)).toEqual(['folder.lock'])
      await inside[0]!.release()
    }
  })

  it(
    'lets one in of four programs that come at once, whether it was free or its holder is gone',
    { timeout: 60_000 },
    async () => {
      for (let round = 0; round < 6; round += 1) {
        const path = await temporaryFolder()
        if (round % 2 === 1)
          await writeFile(join(path, 'folder.lock'), lockOf({ started: 'before the last boot' }))
        const programs = await Promise.all([1, 2, 3, 4].map(() => anotherProgram(path)))
        const answers = await Promise.all(programs.map((program) => program.knock()))
        expect(answers.toSorted()).toEqual(['FOLDER_IN_USE', 'FOLDER_IN_USE', 'FOLDER_IN_USE', 'in'])
        await Promise.all(programs.map((program) => program.leave()))
      }
    },
  )
})
