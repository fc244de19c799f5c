import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readProcessStart } from '../../../../src/core/folder/process-identity.ts'

const nameOf = async (pid: number) => (await readFile(`/proc/${pid}/comm`, 'utf8')).trim()

describe('when a process started', () => {
  it('is the same each time it is asked', async () => {
    expect(await readProcessStart(process.pid)).not.toBeNull()
    expect(await readProcessStart(process.pid)).toBe(await readProcessStart(process.pid))
  })

  it.runIf(process.platform === 'linux')('tells processes apart', async () => {
    const other = spawn('sleep', ['30'])
    expect(await readProcessStart(other.pid!)).not.toBe(await readProcessStart(process.pid))
    other.kill()
    await once(other, 'exit')
    expect(await readProcessStart(other.pid!)).toBeNull()
  })

  it.runIf(process.platform === 'linux')(
    'is nothing once it has ended, even if nobody has taken note yet',
    async () => {
      const parent = spawn('sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 30 3<&-'], {
        stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
      })
      const [pid] = (await once(parent.stdout!.setEncoding('utf8'), 'data')) as [string]
      // a shell would take note of its child's end; sleep never does
      await expect.poll(() => nameOf(parent.pid!)).toBe('sleep')
      const input = parent.stdio[3] as Writable
      input.end()
      await expect.poll(() => readProcessStart(Number(pid))).toBeNull()
      expect(process.kill(Number(pid), 0), 'its number is still in use').toBe(true)
      parent.kill()
      await once(parent, 'exit')
    },
  )
})
