/** Builds the pages and the Electron shell into out/, and only when something they are made of has changed. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './child.mjs'
import { fail } from './setup.mjs'

const noteFile = join(root, 'out', '.built')
const INPUTS = ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.base.json']

/** Ends the program with a sentence when the build fails. All it says goes to stderr. */
export async function buildWhenStale() {
  if (isBuilt()) return
  process.stderr.write('Die Oberfläche wird gebaut … / Building the pages …\n')
  const { code, log } = await build()
  if (code === 0) return
  process.stderr.write(log)
  fail('Die Oberfläche ließ sich nicht bauen.', 'The pages could not be built.')
}

/** Builds in any case; `log` is what the build tool said. */
export async function build() {
  rmSync(noteFile, { force: true })
  const before = inputHash()
  const log = []
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const code = await run(process.execPath, [tool, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => log.push(text),
  })
  if (code === 0) writeFileSync(noteFile, before)
  return { code, log: log.join('') }
}

const isBuilt = () => existsSync(noteFile) && readFileSync(noteFile, 'utf8') === inputHash()

function inputHash() {
  const sources = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .toSorted()
  const hash = createHash('sha256')
  for (const path of [...INPUTS.map((name) => join(root, name)), ...sources]) {
    hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  }
  return hash.digest('hex')
}
