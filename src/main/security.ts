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

/** Denies every permission but the camera, and that to our own pages only: the desk scans codes with it. No microphone. */
export function limitPermissions(session: Session, origin: string): void {
  session.setPermissionCheckHandler(
    (_contents, permission, from, { mediaType, isMainFrame }) =>
      permission === 'media' && mediaType === 'video' && isMainFrame && isOwnAddress(from, origin),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const wanted = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const isCamera = permission === 'media' && wanted.length > 0 && wanted.every((each) => each === 'video')
    answer(isCamera && details.isMainFrame && isOwnAddress(details.requestingUrl, origin))
  })
}

function confine(contents: WebContents, origin: string): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => {
    if (!isOwnAddress(event.url, origin)) event.preventDefault()
  })
}

const isOwnAddress = (url: string, origin: string): boolean => url === origin || url.startsWith(`${origin}/`)
