/** The small window that says how far a long journal is read, before there is anything to show of it. */
import { BrowserWindow } from 'electron'
import type { Sign } from './opening-sign.ts'
import { PAGE_PREFERENCES } from './security.ts'

/** It hears how far it is by its own address: no bridge, no port to the host. It is not closed by hand, for that would end the program. */
export function openingWindow(origin: string): Sign {
  const window = new BrowserWindow({
    width: 560,
    height: 320,
    resizable: false,
    closable: false,
    show: false,
    backgroundColor: '#ffffff',
    title: 'Unterschriftenmappe',
    webPreferences: PAGE_PREFERENCES,
  })
  let told = -1
  let isLoaded = false
  window.once('ready-to-show', () => window.show())
  window.webContents.once('did-finish-load', () => void (isLoaded = true))
  // a page that is sent on while it is on its way would never arrive
  const goTo = (place: string) => void window.loadURL(`${origin}/opening${place}`).catch(() => {})
  goTo('')
  return {
    tell(done) {
      const percent = Math.floor(done * 100)
      if (percent === told || window.isDestroyed()) return
      window.setProgressBar(done)
      if (!isLoaded) return
      told = percent
      goTo(`#${percent}`)
    },
    close: () => window.isDestroyed() || window.destroy(),
  }
}
