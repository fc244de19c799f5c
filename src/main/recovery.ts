/** A window whose page has crashed or hangs: the host lives on in another process, so the page is simply shown again. */
import { dialog } from 'electron'
import type { BrowserWindow, RenderProcessGoneDetails } from 'electron'
import type { Log } from '../core/core.ts'

export type RecoveryOptions = {
  log: Log
  /** `de-DE` and the like. */
  locale: string
  now?: () => number
}

/** Showing it again more often than this helps nobody: then a person decides. */
const TRIES = 3
const WITHIN_MS = 60_000

const GERMAN = {
  crashed: 'Dieses Fenster ist mehrmals abgestürzt.',
  hangs: 'Dieses Fenster antwortet nicht.',
  kept: 'Alles, was bestätigt wurde, ist gespeichert.',
  showAgain: 'Neu laden',
  wait: 'Warten',
  leave: 'Schließen',
}
const ENGLISH: typeof GERMAN = {
  crashed: 'This window has crashed several times.',
  hangs: 'This window does not answer.',
  kept: 'Everything that was confirmed is saved.',
  showAgain: 'Load again',
  wait: 'Wait',
  leave: 'Close',
}

/** Watches a window until it is closed; `where` names it in the log. */
export function keepShowing(window: BrowserWindow, where: string, options: RecoveryOptions): void {
  const { log, locale, now = Date.now } = options
  const words = locale.toLowerCase().startsWith('de') ? GERMAN : ENGLISH
  let crashes: number[] = []
  let isAsking = false

  /** True for the first button. A window that is being asked about is not asked about twice. */
  async function askWhether(message: string, buttons: [string, string]): Promise<boolean | null> {
    if (isAsking) return null
    isAsking = true
    const asked = {
      type: 'warning' as const,
      message,
      detail: words.kept,
      buttons,
      defaultId: 0,
      cancelId: 1,
    }
    const { response } = await dialog.showMessageBox(window, asked).finally(() => (isAsking = false))
    return response === 0
  }

  async function comeBack(): Promise<void> {
    crashes = [...crashes.filter((at) => now() - at < WITHIN_MS), now()]
    if (crashes.length > TRIES) {
      const again = await askWhether(words.crashed, [words.showAgain, words.leave])
      if (again === null || window.isDestroyed()) return
      if (!again) return window.close()
      crashes = []
    }
    window.webContents.reload()
  }

  window.webContents.on('render-process-gone', (_event, { reason, exitCode }: RenderProcessGoneDetails) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    log('window-gone', { where, what: reason, count: exitCode })
    void comeBack()
  })
  window.on('unresponsive', async () => {
    log('window-hangs', { where })
    const again = await askWhether(words.hangs, [words.showAgain, words.wait])
    // a page that hangs does not hear of being loaded again: its process has to end first
    if (again && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
  })
}
