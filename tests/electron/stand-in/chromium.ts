/** Shows the stand-in's windows in a real Chromium: a tab for each, answered by the program alone and never by the network. */
import type { Browser, Page, Request, Route } from 'playwright-core'
import { inBrowser, inProgram } from './addresses.ts'
import { ChromiumView } from './chromium-view.ts'
import { protocol, session } from './program.ts'
import { browser as views } from './windows.ts'
import type { BrowserWindow } from './windows.ts'

const SCHEME = 'app'
const ORIGIN = 'app://mappe'

/** The parts of the browser's own viewer for PDFs. */
const OF_BROWSER = /^chrome(-extension)?:/

/** What a page can ask for, in the browser's words and in Electron's. */
const PERMISSIONS = [
  { name: 'camera', permission: 'media', mediaType: 'video' },
  { name: 'microphone', permission: 'media', mediaType: 'audio' },
  { name: 'geolocation', permission: 'geolocation', mediaType: 'unknown' },
  { name: 'notifications', permission: 'notifications', mediaType: 'unknown' },
] as const

export type ChromiumScreen = {
  /** The tab that shows this window now; null while there is none. */
  pageOf: (window: BrowserWindow) => Promise<Page | null>
  /** What pages said on their consoles that should not be there. */
  complaints: string[]
  end: () => Promise<void>
}

/** From here on every window of the stand-in is a tab of this browser. */
export async function showInChromium(browser: Browser): Promise<ChromiumScreen> {
  const context = await browser.newContext({
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
    // app:// is registered without the right to have one
    serviceWorkers: 'block',
  })
  const shown = new Map<Page, ChromiumView>()
  const viewOf = new WeakMap<BrowserWindow, ChromiumView>()
  const complaints: string[] = []
  let opening: Promise<unknown> = Promise.resolve()

  async function openPage(view: ChromiumView, window: BrowserWindow): Promise<Page> {
    await context.grantPermissions(granted(window), { origin: inBrowser(ORIGIN) })
    const opened = context.newPage().then((page) => {
      shown.set(page, view)
      return page
    })
    opening = Promise.allSettled([opening, opened])
    const page = await opened
    const { width = 1280, height = 860 } = window.getBounds()
    await page.setViewportSize({ width, height })
    page.on('pageerror', ({ message }) => complaints.push(`${page.url()}: ${message}`))
    page.on('console', (said) => said.type() === 'error' && complaints.push(`${page.url()}: ${said.text()}`))
    return page
  }

  // a window that a page opened by itself: the program makes its own, and was asked already
  context.on('page', async (page) => {
    await opening
    if (!shown.has(page)) await page.close()
  })
  await context.route('**/*', (route) => answer(route, shown))
  views.show = (window) => {
    const view = new ChromiumView(window, openPage)
    viewOf.set(window, view)
    return view
  }
  return {
    pageOf: async (window) => (await viewOf.get(window)?.page()) ?? null,
    complaints,
    end: () => context.close(),
  }
}

/** Asks the program as Electron would, once before the page is there instead of at the page's wish. */
function granted({ webContents }: BrowserWindow): string[] {
  const { defaultSession } = session
  const asked = PERMISSIONS.filter(({ permission, mediaType }) => {
    const details = { mediaType, mediaTypes: [mediaType], isMainFrame: true, requestingUrl: `${ORIGIN}/` }
    let isGranted = false
    defaultSession.askFor(webContents, permission, (granted) => (isGranted = granted), details)
    return isGranted && defaultSession.mayHave(webContents, permission, ORIGIN, details)
  })
  return asked.map(({ name }) => name)
}

async function answer(route: Route, shown: Map<Page, ChromiumView>): Promise<void> {
  const request = route.request()
  const url = request.url()
  if (OF_BROWSER.test(url)) return route.continue()
  if (request.isNavigationRequest() && !mayNavigate(request, shown)) return route.abort('aborted')
  if (url.startsWith('file:')) return route.continue()
  if (!url.startsWith(`${inBrowser(ORIGIN)}/`)) return route.abort('blockedbyclient')
  const { status, headers, body } = await serve(
    new globalThis.Request(inProgram(url), { method: request.method() }),
  )
  await route.fulfill({ status, headers, body })
}

function mayNavigate(request: Request, shown: Map<Page, ChromiumView>): boolean {
  const page = pageAsking(request)
  const view = page && shown.get(page)
  if (!view) return false
  return request.frame() !== page.mainFrame() || view.mayGo(request.url())
}

/** Null for the first request of a window that a page opened by itself. */
function pageAsking(request: Request): Page | null {
  try {
    return request.frame().page()
  } catch {
    return null
  }
}

async function serve(request: globalThis.Request) {
  const isStandard = protocol.schemes.some(
    ({ scheme, privileges }) => scheme === SCHEME && privileges['standard'] && privileges['secure'],
  )
  if (!isStandard) throw new Error('pages of a scheme without these rights have no origin')
  const response = await protocol.served.get(SCHEME)?.(request)
  if (!response) throw new Error(`${SCHEME}:// is not served`)
  const { status, headers } = response
  return {
    status,
    headers: Object.fromEntries(headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
