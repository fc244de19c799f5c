/** The stage's window: full screen on the screen for it, and back there whenever that screen comes back. */
import { app, BrowserWindow, powerSaveBlocker, screen } from 'electron'
import { keepStageMemory, readStageMemory, sameBounds, screenFor } from './stage-screen.ts'
import type { Screen, StageMemory } from './stage-screen.ts'

export type StageWindow = {
  /** Makes the window; whoever shows it keeps it. */
  make: () => BrowserWindow
  /** Puts the stage on this screen, from now on and next time. */
  choose: (id: number) => void
  screens: () => { screen: Screen; isCurrent: boolean }[]
  /** The stage was open when the program ended, and there is a screen for it. */
  wasOpen: () => boolean
}

const SMALL = { width: 960, height: 540 }

/** `options`: what every window of ours has. `onScreens` hears when screens come, go or change. */
export function setUpStageWindow(
  memoryFile: string,
  options: Electron.BrowserWindowConstructorOptions,
  onScreens: () => void,
): StageWindow {
  let memory = readStageMemory(memoryFile)
  let window: BrowserWindow | null = null
  let isQuitting = false

  const target = () => screenFor(screen.getAllDisplays(), screen.getPrimaryDisplay().id, memory)
  const keep = (changed: Partial<StageMemory>) => {
    memory = { ...memory, ...changed }
    keepStageMemory(memoryFile, memory)
  }

  function make(): BrowserWindow {
    const on = target()
    const made = new BrowserWindow({
      ...options,
      ...(on ? on.bounds : { ...smallOnMain() }),
      fullscreen: on !== null,
      autoHideMenuBar: true,
    })
    window = made
    // a stage that only stands in for a missing screen does not forget which one it was
    keep({ isOpen: true, ...(on && !memory.screen && { screen: { id: on.id, bounds: on.bounds } }) })
    keepAwakeWhileOpen(made)
    made.on('closed', () => {
      window = null
      if (!isQuitting) keep({ isOpen: false })
    })
    return made
  }

  /** Moves the open stage to where it belongs now. */
  function fit(): void {
    if (!window || window.isDestroyed()) return
    const on = target()
    if (on) return fill(window, on)
    // only the organizer's screen is left: the stage must not cover the console
    window.setFullScreen(false)
    window.setBounds(smallOnMain())
  }

  function screensChanged(): void {
    fit()
    onScreens()
  }

  screen.on('display-added', screensChanged)
  screen.on('display-removed', screensChanged)
  screen.on('display-metrics-changed', screensChanged)
  app.on('before-quit', () => (isQuitting = true))

  return {
    make,
    choose: (id) => {
      const chosen = screen.getAllDisplays().find((each) => each.id === id)
      if (!chosen) return
      keep({ screen: { id, bounds: chosen.bounds }, isChosen: true })
      fit()
    },
    screens: () =>
      screen.getAllDisplays().map((each) => ({ screen: each, isCurrent: each.id === target()?.id })),
    wasOpen: () => memory.isOpen && target() !== null,
  }
}

/** A full-screen window stays on its screen: it is made small for the move. */
function fill(window: BrowserWindow, { bounds }: Screen): void {
  if (window.isFullScreen() && sameBounds(window.getBounds(), bounds)) return
  window.setFullScreen(false)
  window.setBounds(bounds)
  window.setFullScreen(true)
}

function smallOnMain(): Electron.Rectangle {
  const { x, y } = screen.getPrimaryDisplay().workArea
  return { x, y, ...SMALL }
}

/** The projector must not go dark during a speech. */
function keepAwakeWhileOpen(window: BrowserWindow): void {
  const blocker = powerSaveBlocker.start('prevent-display-sleep')
  window.on('closed', () => powerSaveBlocker.stop(blocker))
}
