/** The windows: the organizer's, the display on the second screen, the desk at which a guest signs here, the handbook. */
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
  /** Beside the organizer's window; `page` names the chapter, such as `/handbook/it`. */
  openHandbook: (page?: string) => void
  /** Which screens there are for the display, and choosing one. */
  stage: Pick<StageWindow, 'screens' | 'choose' | 'wasOpen'>
  /** Which of the windows that talk to the host shows this, or null when none does. */
  kindOf: (contents: WebContents) => WindowKind | null
}

const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')
const DESK_PAGE = '/signing?desk'
const HANDBOOK = '/handbook'
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
  const open = new Map<WindowKind | 'handbook', BrowserWindow>()

  const show = (kind: WindowKind | 'handbook', make: () => BrowserWindow, page: string = `/${kind}`) => {
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

  function openHandbook(page: string = HANDBOOK): void {
    const isOpen = open.has('handbook')
    const window = show('handbook', makeHandbook, page)
    if (isOpen) void window.loadURL(`${origin}${page}`)
  }

  const isHandbook = (url: string) =>
    url === `${origin}${HANDBOOK}` || url.startsWith(`${origin}${HANDBOOK}/`)

  /** The organizer's page may ask for the desk's window, the handbook, a station of this computer's browser, and nothing else. */
  const openOrganizer = () =>
    void show('organizer', makeOrganizer, firstPage()).webContents.setWindowOpenHandler(({ url }) => {
      if (url === `${origin}${DESK_PAGE}`) show('desk', makeOrganizer, DESK_PAGE)
      else if (isHandbook(url)) openHandbook(url.slice(origin.length))
      else if (isWayIn(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })

  return {
    openOrganizer,
    openDisplay: () => void show('display', stage.make),
    openHandbook,
    stage,
    kindOf: (contents) => {
      const [kind] = [...open].find(([, each]) => !each.isDestroyed() && each.webContents === contents) ?? []
      return kind === undefined || kind === 'handbook' ? null : kind
    },
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

/** It shows files of the program only: no bridge, no port to the host. */
const makeHandbook = () =>
  new BrowserWindow({ width: 1080, height: 860, ...COMMON, webPreferences: PAGE_PREFERENCES })
