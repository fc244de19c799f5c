import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ROOT } from '../../fixtures/source-imports.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mappe-run-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function runScript(source: string, ...args: string[]) {
  const file = join(folder, 'program.ts')
  writeFileSync(file, source)
  return spawnSync(process.execPath, [join(ROOT, 'scripts/run.mjs'), file, ...args], { encoding: 'utf8' })
}

describe('a command of the project', () => {
  it('has stdout to itself, so that JSON stays JSON', () => {
    const { stdout, status } = runScript(
      'const words: string[] = process.argv.slice(2); console.log(JSON.stringify({ words }))',
      '--json',
      'zwei Wörter',
    )
    expect(JSON.parse(stdout)).toEqual({ words: ['--json', 'zwei Wörter'] })
    expect(status).toBe(0)
  })

  it('passes on how it ended', () => {
    expect(runScript('process.exit(2)').status).toBe(2)
  })
})
