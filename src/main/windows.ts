/** The windows: the organizer's, the display on the second screen, and the desk at which a guest signs on this computer. */
import { join } from 'node:path'
import { BrowserWindow, shell } from 'electron'
import type { WebContents } from 'electron'
import { keepShowing } from './recovery.ts'
import type { RecoveryOptions } from './recovery.ts'
import { PAGE_PREFERENCES } from './security.ts'
import { setUpStageWindow } from './stage-window.ts'
import type { StageWindow } from './stage-window.ts'

export type WindowKind = 'organizer' | 'display' | 'desk'

export type Windows = {
  openOrganizer: () => void
  /** Full screen on a second screen when there is one, else an ordinary window. */
  openDisplay: () => void
  /** Which screens there are for the display, and choosing one. */
  stage: Pick<StageWindow, 'screens' | 'choose' | 'wasOpen'>
  /** Which of our windows shows this, or null when none does. */
  kindOf: (contents: WebContents) => WindowKind | null
}

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')
const DESK_PAGE = '/signing?desk'
const COMMON = {
  show: false,
  backgroundColor: '#ffffff',
  title: 'Unterschriftenmappe',
  webPreferences: { ...PAGE_PREFERENCES, preload: PRELOAD },
}

export type WindowOptions = {
  /** Of our own pages. */
  origin: string
  /** The file that remembers the stage's screen. */
  stageMemory: string
  /** Hears when screens come or go. */
  onScreens: () => void
  /** What the organizer's window shows first. */
  firstPage: () => string
  /** Where this computer's browsers reach the station server; '' while it does not serve. */
  stationAddress: () => string
  recovery: RecoveryOptions
}

/** Each window exists at most once; opening it again brings it to the front. */
export function setUpWindows(options: WindowOptions): Windows {
  const { origin, stageMemory, onScreens, stationAddress, firstPage, recovery } = options
  const stage = setUpStageWindow(stageMemory, COMMON, onScreens)
  const open = new Map<WindowKind, BrowserWindow>()

  const show = (kind: WindowKind, make: () => BrowserWindow, page: string = `/${kind}`) => {
    const present = open.get(kind)
    if (present) {
      bringToFront(present)
      return present
    }
    const window = make()
    open.set(kind, window)
    keepShowing(window, kind, recovery)
    window.on('closed', () => open.delete(kind))
    window.once('ready-to-show', () => window.show())
    void window.loadURL(`${origin}${page}`)
    return window
  }

  const isWayIn = (url: string) =>
    stationAddress() !== '' && url.startsWith(`${stationAddress()}/join#secret=`)

  /** The organizer's page may ask for the desk's window, for a station of this computer's browser, and for nothing else. */
  const openOrganizer = () =>
    void show('organizer', makeOrganizer, firstPage()).webContents.setWindowOpenHandler(({ url }) => {
      if (url === `${origin}${DESK_PAGE}`) show('desk', makeOrganizer, DESK_PAGE)
      else if (isWayIn(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })

  return {
    openOrganizer,
    openDisplay: () => void show('display', stage.make),
    stage,
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
    ...COMMON,
  })
