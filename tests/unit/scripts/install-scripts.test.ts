/** Setting up runs the install scripts of packages allowed by name, and of no other, whatever npm the machine has. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../fixtures/source-imports.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

const NAMES = ['allowed', 'denied', 'unseen']

/** A checkout of three packages, each of which leaves a mark when it is installed: one allowed, one denied, one nobody looked at. */
async function checkout(): Promise<string> {
  const folder = await temporaryFolder()
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content))
  for (const name of NAMES) {
    mkdirSync(join(folder, name, 'package'), { recursive: true })
    const scripts = { postinstall: `node -e "fs.writeFileSync('ran','')"` }
    write(`${name}/package/package.json`, { name, version: '1.0.0', scripts })
    const packed = spawnSync('tar', ['-czf', `${name}.tgz`, '-C', name, 'package'], { cwd: folder })
    expect(packed.status).toBe(0)
  }
  const dependencies = Object.fromEntries(NAMES.map((name) => [name, `file:${name}.tgz`]))
  const own = { name: 'checkout', dependencies }
  const installed = NAMES.map((name) => [
    `node_modules/${name}`,
    { version: '1.0.0', resolved: `file:${name}.tgz`, hasInstallScript: true },
  ])
  write('package.json', { ...own, allowScripts: { allowed: true, denied: false } })
  write('package-lock.json', {
    ...own,
    lockfileVersion: 3,
    requires: true,
    packages: { '': own, ...Object.fromEntries(installed) },
  })
  cpSync(join(ROOT, 'scripts'), join(folder, 'scripts'), { recursive: true })
  return folder
}

describe('setting up', () => {
  it('runs what is allowed and leaves the rest alone', { timeout: 60_000 }, async () => {
    const folder = await checkout()
    const code = `import { setUp } from './scripts/setup.mjs'; await setUp()`
    // what npm was told for this project holds here only where the checkout says so itself
    const { npm_config_strict_allow_scripts: _told, ...env } = process.env
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, npm_config_offline: 'true' },
    })
    expect(status, stderr).toBe(0)
    const ran = NAMES.filter((name) => existsSync(join(folder, 'node_modules', name, 'ran')))
    expect(ran).toEqual(['allowed'])
  })
})

describe('the lock file', () => {
  it('names no package with an install script that nobody has looked at', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
    const { allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
    const withScript = Object.entries<{ hasInstallScript?: boolean }>(packages)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    expect(withScript.toSorted()).toEqual(Object.keys(allowScripts).toSorted())
  })

  it('names for each package where it comes from and what its bytes are', () => {
    const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'))
    const { '': _own, ...others } = packages as Record<string, { integrity?: string; inBundle?: boolean }>
    const loose = Object.entries(others).filter(
      ([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith('sha512-'),
    )
    expect(loose.map(([path]) => path)).toEqual([])
  })
})
