/** Finds the Electron binary or fetches it once, and says in a sentence why there can be no window. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { root, run } from './child.mjs'

const folder = join(root, 'node_modules', 'electron')
/** Says when fetching failed, so that the next start need not wait for it again. */
const missingNote = join(root, 'node_modules', '.mappe-electron-missing')
const DAY_MS = 24 * 60 * 60 * 1000
const NO_ANSWER_MS = 10_000

/** Path of the binary, or null when it was never fetched. */
export function findElectron() {
  const pathFile = join(folder, 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}

/** Why this machine can show no window, as [German, English], or null when it can. */
export function whyNoWindow({
  platform = process.platform,
  env = process.env,
  uid = process.getuid?.(),
} = {}) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY)
    return ['Es ist kein Bildschirm angeschlossen', 'There is no display']
  if (uid === 0) return ['Als Administrator (root) startet kein Fenster', 'No window opens for root']
  return null
}

/** The binary, fetched if need be; null when it cannot be had. A failed attempt is repeated after a day, or when `again` is set. */
export async function obtainElectron({ again = false } = {}) {
  const found = findElectron()
  if (found) return found
  if (!again && failedLately()) return null
  rmSync(missingNote, { force: true })
  if (await fetchElectron()) return findElectron()
  writeFileSync(missingNote, new Date().toISOString())
  return null
}

function failedLately() {
  if (!existsSync(missingNote)) return false
  return Date.now() - Date.parse(readFileSync(missingNote, 'utf8')) < DAY_MS
}

async function fetchElectron() {
  process.stderr.write(
    'Das Programmfenster (Electron) wird geladen … / Fetching the program window (Electron) …\n',
  )
  try {
    await download()
  } catch {
    return false
  }
  // finds the download in the cache, checks its sum and unpacks it
  return (await run(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' })) === 0
}

/** Into Electron's own cache. Gives up when nothing arrives for ten seconds; while something does, it may take its time. */
async function download() {
  const fromElectron = createRequire(join(folder, 'package.json'))
  const { downloadArtifact } = fromElectron('@electron/get')
  const silence = new AbortController()
  const giveUp = () => silence.abort(new Error('no answer'))
  let timer = setTimeout(giveUp, NO_ANSWER_MS)
  const getProgressCallback = ({ percent }) => {
    clearTimeout(timer)
    timer = setTimeout(giveUp, NO_ANSWER_MS)
    showProgress(percent)
  }
  try {
    await downloadArtifact({
      version: fromElectron('./package.json').version,
      artifactName: 'electron',
      cacheRoot: process.env.electron_config_cache,
      checksums: fromElectron('./checksums.json'),
      downloadOptions: { quiet: true, signal: silence.signal, getProgressCallback },
    })
  } finally {
    clearTimeout(timer)
  }
}

let shown = -1
function showProgress(percent) {
  const tenth = Math.floor(percent * 10)
  if (tenth === shown) return
  shown = tenth
  process.stderr.write(`  ${tenth * 10} %\n`)
}
