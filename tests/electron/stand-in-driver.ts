/** The program on the stand-in for Electron, its windows in a real Chromium. */
import { rm } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { vi } from 'vitest'
import { launchBrowser, openStation } from '../e2e/host.ts'
import type { Driver } from './driver.ts'
import { pathOf, shows } from './paths.ts'
import { startShell } from './shell.ts'
import type { Electron } from './shell.ts'
import { showInChromium } from './stand-in/chromium.ts'
import type { MenuItem } from './stand-in/machine.ts'
import { BrowserWindow } from './stand-in/windows.ts'

export async function driveStandIn(): Promise<Driver> {
  const browser = await launchBrowser()
  const screen = await showInChromium(browser)
  const shell = await startShell()
  const { electron, dataDir } = shell
  let opened: { url: string; page: Page } | null = null

  /** The window that shows this path, with its tab. */
  async function find(path: string): Promise<{ window: BrowserWindow; page: Page } | null> {
    for (const window of BrowserWindow.open()) {
      const page = await screen.pageOf(window)
      if (page && shows(page.url(), path)) return { window, page }
    }
    return null
  }

  const present = (path: string) => vi.waitUntil(() => find(path), { timeout: 20_000, interval: 100 })

  async function ownBrowser(): Promise<Page | null> {
    const url = electron.shell.opened.at(-1)
    if (!url) return null
    if (opened?.url !== url) {
      const { page } = await openStation(browser, screen.complaints)
      opened = { url, page }
      await page.goto(url)
    }
    return opened.page
  }

  return {
    dataDir,
    hasProjector: electron.screen.displays.length > 1,
    complaints: screen.complaints,
    window: async (path) => (await present(path)).page,
    paths: async () => {
      const pages = await Promise.all(BrowserWindow.open().map(screen.pageOf))
      return pages.flatMap((page) => (page ? [pathOf(page.url())] : []))
    },
    textOf: async (path) => (await find(path))?.page.locator('body').innerText() ?? '',
    choose: async (...labels) => choose(electron, labels),
    place: async (path) => {
      const { window } = await present(path)
      return { isFullScreen: window.isFullScreen(), x: window.getBounds().x ?? 0 }
    },
    ownBrowser,
    printed: async () => BrowserWindow.all.flatMap(({ webContents }) => webContents.printed).length,
    crash: async (path) => (await present(path)).window.webContents.forcefullyCrashRenderer(),
    quit: async () => {
      choose(electron, ['Datei', 'Beenden'])
      await vi.waitUntil(() => electron.app.exitCode !== null, { timeout: 10_000 })
    },
    remove: async () => {
      await screen.end()
      await browser.close()
      await shell.end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** A label of the menu, or its role where Electron itself knows what to do. */
function choose({ Menu, app }: Electron, labels: string[]): void {
  const [last] = labels.slice(-1)
  const items = labels
    .slice(0, -1)
    .reduce<MenuItem[]>((shown, label) => itemOf(shown, label).submenu ?? [], Menu.shown)
  const { role, click } = itemOf(items, last ?? '')
  if (click) click()
  else if (role === 'quit') app.quit()
  else throw new Error(`the stand-in knows no menu role ${role}`)
}

function itemOf(items: MenuItem[], label: string): MenuItem {
  const item = items.find((each) => each.label === label)
  if (!item) throw new Error(`the menu has no ${label}`)
  return item
}
