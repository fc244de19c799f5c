/** The program in the real Electron, driven by Playwright. Dialogs of the system are noted instead of shown: nobody could answer them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { Browser, ElectronApplication, Page } from 'playwright-core'
import { vi } from 'vitest'
import { launchBrowser, openStation } from '../e2e/host.ts'
import type { Driver } from './driver.ts'
import { pathOf, shows } from './paths.ts'

const ROOT = join(import.meta.dirname, '../..')

export async function driveElectron(executablePath: string): Promise<Driver> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-electron-'))
  const dataDir = join(folder, 'data')
  const args = [
    ROOT,
    '--data',
    dataDir,
    '--port',
    '0',
    '--lang=de',
    `--user-data-dir=${join(folder, 'user')}`,
  ]
  const program = await _electron.launch({ executablePath, args, locale: 'de-DE' })
  const complaints: string[] = []
  program.on('window', (page) => writeDown(page, complaints))
  for (const page of program.windows()) writeDown(page, complaints)
  await noteWhatGoesOut(program)
  const hasProjector = await program.evaluate(({ screen }) => screen.getAllDisplays().length > 1)
  const windows = () => program.windows().filter((page) => !page.isClosed())
  let browser: Browser | null = null
  let opened: { url: string; page: Page } | null = null

  async function ownBrowser(): Promise<Page | null> {
    const url = (await notes(program)).opened.at(-1)
    if (!url) return null
    if (opened?.url !== url) {
      browser ??= await launchBrowser()
      opened = { url, page: (await openStation(browser, complaints)).page }
      await opened.page.goto(url)
    }
    return opened.page
  }

  return {
    dataDir,
    hasProjector,
    complaints,
    window: (path) =>
      vi.waitUntil(() => windows().find((page) => shows(page.url(), path)), {
        timeout: 20_000,
        interval: 100,
      }),
    paths: async () => windows().map((page) => pathOf(page.url())),
    textOf: (path) => textOf(program, path),
    choose: (...labels) => choose(program, labels),
    place: (path) => placeOf(program, path),
    ownBrowser,
    printed: async () => (await notes(program)).printed,
    crash: (path) => crash(program, path),
    quit: async () => {
      const ended = program.waitForEvent('close')
      // the answer to this call may be lost with the program
      await choose(program, ['Datei', 'Beenden']).catch(() => {})
      await ended
    },
    remove: async () => {
      await browser?.close()
      await program.close().catch(() => {})
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function writeDown(page: Page, complaints: string[]): void {
  page.on('pageerror', ({ message }) => complaints.push(`${page.url()}: ${message}`))
  page.on('console', (said) => said.type() === 'error' && complaints.push(`${page.url()}: ${said.text()}`))
}

type Notes = { opened: string[]; printed: number }

/** Addresses for this computer's browser, and print dialogs, are noted down in the main process. */
const noteWhatGoesOut = (program: ElectronApplication): Promise<void> =>
  program.evaluate(({ app, shell }) => {
    const noted: Notes = { opened: [], printed: 0 }
    Reflect.set(globalThis, 'mappeNoted', noted)
    shell.openExternal = async (url) => void noted.opened.push(url)
    app.on('web-contents-created', (_event, contents) => {
      contents.print = () => void (noted.printed += 1)
    })
  })

const notes = (program: ElectronApplication): Promise<Notes> =>
  program.evaluate(() => Reflect.get(globalThis, 'mappeNoted') as Notes)

const choose = (program: ElectronApplication, labels: string[]): Promise<void> =>
  program.evaluate(({ Menu, BrowserWindow }, wanted) => {
    const itemOf = (menu: Electron.Menu | null | undefined, label: string) =>
      menu?.items.find((item) => item.label === label)
    const above = wanted.slice(0, -1)
    const menu = above.reduce<Electron.Menu | null | undefined>(
      (shown, label) => itemOf(shown, label)?.submenu,
      Menu.getApplicationMenu(),
    )
    const item = itemOf(menu, wanted.at(-1) ?? '')
    if (!item) throw new Error(`the menu has no ${wanted.join(' → ')}`)
    item.click({}, BrowserWindow.getFocusedWindow() ?? undefined)
  }, labels)

/** Windows are found by their page's path inside the main process, for Playwright does not know a page again that had crashed. */
const textOf = (program: ElectronApplication, path: string): Promise<string> =>
  program.evaluate(async ({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      new URL(webContents.getURL()).pathname.startsWith(wanted),
    )
    const text: unknown = await window?.webContents.executeJavaScript('document.body.innerText')
    return typeof text === 'string' ? text : ''
  }, path)

const placeOf = (program: ElectronApplication, path: string) =>
  program.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      new URL(webContents.getURL()).pathname.startsWith(wanted),
    )
    return { isFullScreen: window?.isFullScreen() ?? false, x: window?.getBounds().x ?? 0 }
  }, path)

const crash = (program: ElectronApplication, path: string): Promise<void> =>
  program.evaluate(({ BrowserWindow }, wanted) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      new URL(webContents.getURL()).pathname.startsWith(wanted),
    )
    window?.webContents.forcefullyCrashRenderer()
  }, path)
