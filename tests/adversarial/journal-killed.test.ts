import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openDataFolder } from '../../src/core/folder/data-folder.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const HOST = fileURLToPath(new URL('../fixtures/appending-host.ts', import.meta.url))

/** Kills the host with SIGKILL after so many acknowledgements; gives all that it managed to print. */
const runUntilKilled = async (args: string[], acknowledgements: number): Promise<string[]> => {
  const host = spawn(process.execPath, [HOST, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  host.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text
    if (printed.split('\n').length > acknowledgements) host.kill('SIGKILL')
  })
  await once(host, 'close')
  return printed.split('\n').slice(0, -1)
}

describe('a host that is killed while guests arrive', () => {
  it(
    'has lost nothing it acknowledged, ten times in a row on the same folder',
    { timeout: 60_000 },
    async () => {
      const folder = await temporaryFolder()
      const acknowledged: string[] = []
      for (let round = 1; round <= 10; round += 1) {
        const desks = [1, 8, 64][round % 3]!
        acknowledged.push(...(await runUntilKilled([folder, String(desks), String(round)], round * 17)))
        const data = await openDataFolder(folder)
        const journal = await openJournal(await openFileStorage(data.journal))
        const entries = await journal.entriesSince(0)
        const commands = new Set(entries.map(({ commandId }) => commandId))
        expect(acknowledged.filter((id) => !commands.has(id))).toEqual([])
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
        expect(entries.at(-1)?.part).toBe(entries.at(-1)?.parts)
        expect(await journal.verify()).toMatchObject({ ok: true, entries: entries.length })
        await journal.close()
        await data.close()
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(17 * 55)
    },
  )
})
