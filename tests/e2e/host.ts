/** Starts the program as an administrator would and opens browsers on it. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const SCREENS = join(ROOT, 'tests', 'e2e', '__screens__')
const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export type RunningHost = {
  /** The one-time address of the organizer. */
  organizerUrl: string
  dataDir: string
  /** Ends the program as a service manager would. */
  stop: () => Promise<void>
  /** Pulls the plug. */
  kill: () => Promise<void>
  /** It stands still: nothing answers, nothing ends. */
  freeze: () => void
  thaw: () => void
  /** Starts it again on the same folder and port; gives a new address for the organizer. */
  restart: () => Promise<string>
  remove: () => Promise<void>
}

/** `mappe serve` on a fresh data folder, or on one that `prepare` has filled. */
export async function startHost(
  prepare: (dataDir: string) => Promise<void> = () => Promise.resolve(),
): Promise<RunningHost> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-e2e-'))
  const dataDir = join(folder, 'data')
  await prepare(dataDir)
  let running = await serve(dataDir, 0)
  const port = Number(new URL(running.url).port)
  return {
    organizerUrl: running.url,
    dataDir,
    stop: () => end(running.child, 'SIGTERM'),
    kill: () => end(running.child, 'SIGKILL'),
    freeze: () => void running.child.kill('SIGSTOP'),
    thaw: () => void running.child.kill('SIGCONT'),
    restart: async () => {
      running = await serve(dataDir, port)
      return running.url
    },
    remove: async () => {
      await end(running.child, 'SIGTERM')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function serve(dataDir: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const cli = join(ROOT, 'src', 'server', 'cli.ts')
  const child = spawn(process.execPath, [cli, 'serve', '--data', dataDir, '--port', String(port), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')))
    child.once('exit', (code) => reject(new Error(`the host ended with ${code}`)))
  })
  return { child, url: (JSON.parse(line) as { url: string }).url }
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

export const CHROMIUM = process.env['CHROME_PATH'] ?? '/usr/bin/chromium'

export const launchBrowser = (...flags: string[]): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: [...BROWSER_FLAGS, ...flags] })

/** What a surface said on its console that should not be there, by surface. */
export type Complaints = string[]

/** A browser of its own for one station, German, with its complaints written down. */
export async function openStation(
  browser: Browser,
  complaints: Complaints,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1366, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() !== 'error' || isAboutLostConnection(message.text())) return
    complaints.push(`${page.url()}: ${message.text()}`)
  })
  return { context, page }
}

/** Browsers write each refused connection to the console by themselves, and each word to one that is just being closed. */
const isAboutLostConnection = (text: string) =>
  /WebSocket connection|WebSocket is already in CLOSING|ERR_CONNECTION_REFUSED/.test(text)

/** Keeps a picture of a surface for people to look at. */
export async function keepScreen(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENS, { recursive: true })
  await page.screenshot({ path: join(SCREENS, `${name}.png`) })
}
