import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../fixtures/source-imports.ts'

/** A program that starts another one, as all scripts do. */
const PARENT = `
  import { run } from ${JSON.stringify(new URL('../../../scripts/child.mjs', import.meta.url).href)}
  process.exitCode = await run(process.execPath, ['-e', process.argv[1]])
`

const startParent = (code: string) =>
  spawn(process.execPath, ['--input-type=module', '-e', PARENT, code], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })

async function exitCodeOf(code: string): Promise<unknown> {
  const [exitCode] = await once(startParent(code), 'close')
  return exitCode
}

describe('a script that runs another program', () => {
  it('ends with that program’s exit code', async () => {
    expect(await exitCodeOf('process.exit(3)')).toBe(3)
    expect(await exitCodeOf('')).toBe(0)
  })

  it.skipIf(process.platform === 'win32')('tells when a signal ended it', async () => {
    expect(await exitCodeOf('process.kill(process.pid, "SIGKILL")')).toBe(128 + 9)
  })

  it.skipIf(process.platform === 'win32')('hands on the wish to end, and waits for it', async () => {
    const parent = startParent(
      'process.on("SIGTERM", () => process.exit(5)); setInterval(() => {}, 1000); console.log("ready")',
    )
    await once(parent.stdout, 'data')
    parent.kill('SIGTERM')
    const [exitCode] = await once(parent, 'close')
    expect(exitCode).toBe(5)
  })

  it('finds the project’s own tools first', async () => {
    const parent = startParent('process.stdout.write(process.env.PATH)')
    const [path] = await once(parent.stdout, 'data')
    expect(String(path).startsWith(join(ROOT, 'node_modules', '.bin'))).toBe(true)
  })
})
