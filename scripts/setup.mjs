/**
 * Makes a checkout ready: the packages of package-lock.json, and among them Node 24, under which everything else runs.
 * Runs on Node 20 before anything is installed, so it uses nothing but node: modules. All it says goes to stderr.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { NOT_THERE, root, run } from './child.mjs'

const NODE_MAJOR = 24
const modules = join(root, 'node_modules')
const noteFile = join(modules, '.mappe-lock')
const nodeName = process.platform === 'win32' ? 'node.exe' : 'node'
const ownNode = join(modules, 'node', 'bin', nodeName)

/** Installs what is missing, then goes on under Node 24: on an older Node the calling script is started again and never returns here. */
export async function setUp() {
  if (!isInLine()) await install()
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR) return
  const code = await run(ownNode, process.argv.slice(1))
  if (code === NOT_THERE)
    fail(
      'Node 24 läuft auf diesem Rechner nicht. Bitte Node 24 selbst installieren.',
      'Node 24 does not run on this machine. Please install Node 24 yourself.',
    )
  process.exit(code)
}

/** One plain sentence in both languages, and the end. */
export function fail(german, english) {
  process.stderr.write(`${german}\n${english}\n`)
  process.exit(1)
}

function isInLine() {
  if (!existsSync(ownNode) && Number.parseInt(process.versions.node, 10) < NODE_MAJOR) return false
  if (readText(noteFile) === lockHash()) return true
  if (!wasInstalledByHand()) return false
  writeFileSync(noteFile, lockHash())
  return true
}

/** `npm ci` typed by a person leaves npm's own list of what it installed; that is as good as our note. */
function wasInstalledByHand() {
  const installed = readPackages(join(modules, '.package-lock.json'))
  const wanted = readPackages(join(root, 'package-lock.json'))
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
  )
}

const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
const readPackages = (path) => JSON.parse(readText(path) || '{}').packages ?? {}
const lockHash = () =>
  createHash('sha256')
    .update(readText(join(root, 'package-lock.json')))
    .digest('hex')

async function install() {
  process.stderr.write(
    'Das Programm wird eingerichtet: Die Pakete werden geladen, das dauert etwa eine Minute …\n' +
      'Setting up: fetching the packages, this takes about a minute …\n',
  )
  rmSync(noteFile, { force: true })
  await npmOrFail('ci', '--ignore-scripts')
  const allowed = allowedScripts()
  // by name: what runs does not depend on whether this npm knows `allowScripts`
  if (allowed.length > 0) await npmOrFail('rebuild', '--ignore-scripts=false', ...allowed)
  writeFileSync(noteFile, lockHash())
}

/** Packages whose install script somebody has looked at and allowed. */
const allowedScripts = () =>
  Object.entries(JSON.parse(readText(join(root, 'package.json'))).allowScripts ?? {})
    .filter(([, isAllowed]) => isAllowed === true)
    .map(([name]) => name)

const PATIENT = [
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
]

async function npmOrFail(...args) {
  const log = []
  const code = await run(...npm([...args, ...PATIENT]), {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    onOutput: (text) => log.push(text),
  })
  if (code !== 0) fail(...reasonOf(log.join('')))
}

/** npm as it was called, or as the machine has it: command and arguments for `run`. On Windows npm is a script and needs a shell. */
export function npm(args) {
  const cli = process.env.npm_execpath ?? ''
  if (basename(cli) === 'npm-cli.js') return [process.execPath, [cli, ...args]]
  if (process.platform === 'win32') return ['cmd.exe', ['/d', '/c', 'npm', ...args]]
  if (spawnSync('npm', ['--version']).error)
    fail('npm fehlt auf diesem Rechner.', 'npm is missing on this machine.')
  return ['npm', args]
}

const ALMOST_FULL = 200_000_000
const freeBytes = () => {
  const { bavail, bsize } = statfsSync(root)
  return bavail * bsize
}

const REASONS = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i,
    'Die Pakete sind nicht erreichbar: keine Verbindung zur Paketquelle. Bitte Netz oder Proxy prüfen und erneut starten.',
    'The packages cannot be reached: no connection to the registry. Check the network or proxy and start again.',
  ],
  [
    /ENOSPC|no space left/i,
    'Der Datenträger ist voll; gebraucht werden etwa 2 GB. Bitte Platz schaffen und erneut starten.',
    'The disk is full; about 2 GB are needed. Make room and start again.',
  ],
  [
    /EACCES|EPERM|EROFS/,
    'In diesen Ordner darf nicht geschrieben werden. Bitte den Ordner an einen eigenen Ort kopieren und erneut starten.',
    'This folder must not be written to. Copy it to a place of your own and start again.',
  ],
]

/** A package's own install script may hide that the disk was full, so the disk is asked as well. */
function reasonOf(log) {
  const said = freeBytes() < ALMOST_FULL ? 'ENOSPC' : log
  const known = REASONS.find(([pattern]) => pattern.test(said))
  if (known) return known.slice(1)
  const line = log.split('\n').find((entry) => /^npm (error|ERR!) (?!code|path)/.test(entry)) ?? 'npm ci'
  const detail = line.replace(/^npm (error|ERR!) /, '')
  return [`Die Einrichtung ist fehlgeschlagen: ${detail}`, `Setting up failed: ${detail}`]
}
