/** What no page of this program may do, whatever it contains: leave, open windows, embed others, ask for devices. */
import type { App, Session, WebContents } from 'electron'

/** Preferences of every window that shows our pages. */
export const PAGE_PREFERENCES = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
} as const

export function setUpSecurity(app: App, origin: string): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, origin))
}

/** Denies every permission: the program needs no camera, no location, no notifications. */
export function denyPermissions(session: Session): void {
  session.setPermissionCheckHandler(() => false)
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
}

function confine(contents: WebContents, origin: string): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url, origin)) event.preventDefault()
  })
}

const isOwnAddress = (url: string, origin: string): boolean => url === origin || url.startsWith(`${origin}/`)
