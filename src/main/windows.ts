/** The windows: the organizer's, the display on the second screen, and the desk at which a guest signs on this computer. */
import { join } from 'node:path'
import { BrowserWindow, powerSaveBlocker, screen } from 'electron'
import type { WebContents } from 'electron'
import { PAGE_PREFERENCES } from './security.ts'

export type WindowKind = 'organizer' | 'display' | 'desk'

export type Windows = {
  openOrganizer: () => void
  /** Full screen on a second screen when there is one, else an ordinary window. */
  openDisplay: () => void
  /** Which of our windows shows this, or null when none does. */
  kindOf: (contents: WebContents) => WindowKind | null
}

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')
const BACKGROUND = '#ffffff'
const DESK_PAGE = '/signing?desk'

/** Each window exists at most once; opening it again brings it to the front. */
export function setUpWindows(origin: string): Windows {
  const open = new Map<WindowKind, BrowserWindow>()

  const show = (kind: WindowKind, make: () => BrowserWindow, page: string = `/${kind}`) => {
    const present = open.get(kind)
    if (present) {
      bringToFront(present)
      return present
    }
    const window = make()
    open.set(kind, window)
    window.on('closed', () => open.delete(kind))
    window.once('ready-to-show', () => window.show())
    void window.loadURL(`${origin}${page}`)
    return window
  }

  /** The organizer's page may ask for one window, and for no other. */
  const openOrganizer = () =>
    void show('organizer', makeOrganizer).webContents.setWindowOpenHandler(({ url }) => {
      if (url === `${origin}${DESK_PAGE}`) show('desk', makeOrganizer, DESK_PAGE)
      return { action: 'deny' }
    })

  return {
    openOrganizer,
    openDisplay: () => void show('display', makeDisplay),
    kindOf: (contents) =>
      [...open].find(([, window]) => !window.isDestroyed() && window.webContents === contents)?.[0] ?? null,
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.focus()
}

const makeOrganizer = () =>
  new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 800,
    minHeight: 600,
    show: false,
    backgroundColor: BACKGROUND,
    title: 'Unterschriftenmappe',
    webPreferences: { ...PAGE_PREFERENCES, preload: PRELOAD },
  })

function makeDisplay(): BrowserWindow {
  const primary = screen.getPrimaryDisplay()
  const second = screen.getAllDisplays().find(({ id }) => id !== primary.id)
  const window = new BrowserWindow({
    ...(second ?? primary).workArea,
    fullscreen: second !== undefined,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND,
    title: 'Unterschriftenmappe',
    webPreferences: { ...PAGE_PREFERENCES, preload: PRELOAD },
  })
  keepAwakeWhileOpen(window)
  return window
}

/** The projector must not go dark during a speech. */
function keepAwakeWhileOpen(window: BrowserWindow): void {
  const blocker = powerSaveBlocker.start('prevent-display-sleep')
  window.on('closed', () => powerSaveBlocker.stop(blocker))
}
