/** The real tools that tests check our files with: finds them, and on Debian as root installs what is missing. */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'
import { root } from './child.mjs'

/** Each tool with the Debian package it comes in. */
const TOOLS = {
  pdfsig: 'poppler-utils',
  pdftoppm: 'poppler-utils',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  openssl: 'openssl',
  ...(process.platform === 'linux' && {
    lp: 'cups-client',
    cupsd: 'cups-daemon',
    pdftopdf: 'cups-filters',
    socket: 'cups',
  }),
}
/** Programs that need not be in the path to be used. */
const ELSEWHERE = ['/usr/sbin', '/usr/lib/cups/filter', '/usr/lib/cups/backend']
const BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
]
const MINUTE = 60_000

const say = (text) => process.stdout.write(`${text}\n`)

/** Says which tools are missing and what became of that; tests that need a missing tool say so themselves. */
export function provideTools() {
  const missing = missingTools()
  if (missing.length === 0) return say(`Tools: ${Object.keys(TOOLS).join(', ')} are there.`)
  const packages = [...new Set(missing.map((tool) => TOOLS[tool]))]
  if (aptInstall(packages) && missingTools().length === 0) return
  say(
    `Missing tools: ${missingTools().join(', ')}. Please install ${packages.join(', ')} (Debian, Homebrew: poppler, qpdf, openssl).`,
  )
}

const missingTools = () =>
  Object.keys(TOOLS).filter(
    (tool) => !which(tool) && !ELSEWHERE.some((folder) => isExecutable(join(folder, tool))),
  )

/** Path of a Chromium, or null after all ways have failed: CHROME_PATH, the usual places, apt, playwright's own. */
export function provideBrowser() {
  if (process.env.CHROME_PATH) return existsSync(process.env.CHROME_PATH) ? process.env.CHROME_PATH : null
  return findBrowser() ?? (aptInstall(['chromium']) ? findBrowser() : installOwnBrowser())
}

function findBrowser() {
  const named = BROWSERS.map(which).find(Boolean)
  return named ?? [...usualPlaces(), ownBrowser()].find((path) => path && existsSync(path)) ?? null
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  }
  const folders = [
    process.env.PROGRAMFILES,
    process.env['PROGRAMFILES(X86)'],
    process.env.LOCALAPPDATA,
  ].filter(Boolean)
  const programs = [
    join('Google', 'Chrome', 'Application', 'chrome.exe'),
    join('Microsoft', 'Edge', 'Application', 'msedge.exe'),
  ]
  return folders.flatMap((folder) => programs.map((program) => join(folder, program)))
}

const playwright = () => createRequire(join(root, 'package.json'))('playwright-core')
const ownBrowser = () => playwright().chromium.executablePath()

function installOwnBrowser() {
  say('No Chromium found; playwright fetches one …')
  const cli = join(root, 'node_modules', 'playwright-core', 'cli.js')
  spawnSync(process.execPath, [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 5 * MINUTE,
  })
  return existsSync(ownBrowser()) ? ownBrowser() : null
}

let isListFresh = false

/** True when apt has installed the packages. Only on Debian and as root; nothing is asked. */
function aptInstall(packages) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !which('apt-get')) return false
  say(`Installing ${packages.join(', ')} with apt-get …`)
  isListFresh ||= apt('update')
  return apt('install', '-y', '--no-install-recommends', ...packages)
}

function apt(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  return spawnSync('apt-get', ['-qq', ...args], { stdio: 'ignore', env, timeout: 4 * MINUTE }).status === 0
}

/** The first executable of that name in the path, or null. */
export function which(name) {
  const names = process.platform === 'win32' ? [`${name}.exe`, `${name}.cmd`] : [name]
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return folders.flatMap((folder) => names.map((each) => join(folder, each))).find(isExecutable) ?? null
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
