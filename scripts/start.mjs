/**
 * `npm start`: sets up, builds what is stale, opens the program in its window, or where there can be none, in the browser.
 * Options: --data DIR, --browser (no window), --electron (try again to fetch the window program), --port N,
 * --lan (let other devices join over the house network).
 */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root, run } from './child.mjs'
import { fail, setUp } from './setup.mjs'

const USAGE = ['npm start -- [--data ORDNER] [--browser] [--electron] [--port NUMMER] [--lan]', '']
const QUICK_END_MS = 10_000
const OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  browser: { type: 'boolean', default: false },
  electron: { type: 'boolean', default: false },
  lan: { type: 'boolean', default: false },
}

const chosen = readOptions()
await setUp()
// after the set-up: these files need what it installs
const { buildWhenStale } = await import('./build.mjs')
const { obtainElectron, whyNoWindow } = await import('./electron.mjs')
const { defaultDataFolder } = await import('../src/main/default-folder.ts')

await buildWhenStale()
const dataDir = chosen.data
  ? resolve(chosen.data)
  : defaultDataFolder({ platform: process.platform, env: process.env, home: homedir() })
const passedOn = [
  '--data',
  dataDir,
  ...(chosen.port ? ['--port', chosen.port] : []),
  ...(chosen.lan ? ['--lan'] : []),
]
process.exitCode = chosen.browser ? await startInBrowser() : await startInWindow()

function readOptions() {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch {
    return fail(...USAGE)
  }
}

async function startInWindow() {
  const obstacle = whyNoWindow()
  if (obstacle) return startInBrowser(obstacle)
  const binary = await obtainElectron({ again: chosen.electron })
  if (!binary) {
    return startInBrowser([
      'Das Programmfenster (Electron) ist nicht erreichbar',
      'The program window (Electron) cannot be fetched',
    ])
  }
  const startedAt = Date.now()
  const code = await run(binary, [root, ...passedOn], { env: { ELECTRON_RUN_AS_NODE: undefined } })
  const hasCrashed = code > 130 && code !== 143 && Date.now() - startedAt < QUICK_END_MS
  if (!hasCrashed) return code
  return startInBrowser(['Das Programmfenster startet hier nicht', 'The program window does not start here'])
}

async function startInBrowser(reason) {
  if (reason) {
    const [german, english] = reason
    process.stderr.write(`${german}: Das Programm läuft jetzt im Browser.\n`)
    process.stderr.write(`${english}: the program now runs in the browser.\n`)
  }
  const { openBrowser } = await import('./open-browser.mjs')
  let isOpened = false
  const cli = join(root, 'src', 'server', 'cli.ts')
  return run(process.execPath, [cli, 'serve', ...passedOn], {
    stdio: ['inherit', 'pipe', 'inherit'],
    onOutput: (text) => {
      process.stdout.write(text)
      const address = /https?:\/\/\S+/.exec(text)?.[0]
      if (address && !isOpened) openBrowser(address)
      isOpened ||= Boolean(address)
    },
  })
}
