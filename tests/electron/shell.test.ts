/**
 * Loads the built main process and preload on a stand-in for `electron`.
 * This does not prove that Electron behaves as its documentation says: no Chromium, no sandbox, no second process, no real
 * MessagePortMain and no print dialog take part. `real.e2e.ts` does that where the binary exists.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PDFDocument } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { bridgeOf, callsOf, portOf, startShell } from './shell.ts'
import type { Shell } from './shell.ts'
import type { BrowserWindow } from './stand-in/electron.ts'

let shell: Shell

/** What a program that was killed while it printed has left in the folder for temporary files. */
const LEFT_PRINT = 'mappe-print-x7Qa'

beforeAll(async () => {
  shell = await startShell({ leftInTemp: LEFT_PRINT })
})

afterAll(async () => {
  await shell?.end()
})

const viewMenu = () => shell.electron.Menu.shown.find(({ label }) => label === 'Ansicht')?.submenu ?? []

function openDisplay(): BrowserWindow {
  viewMenu()
    .find(({ label }) => label === 'Leinwand')
    ?.click?.()
  const window = shell.electron.BrowserWindow.all.find(({ url }) => url === 'app://mappe/display')
  if (!window) throw new Error('no display window')
  return window
}

/** What a page of this window gets that asks for another window, goes elsewhere, or brings a page of others into its own. */
function pageIsConfined({ webContents }: BrowserWindow) {
  const prevented = (what: string) => {
    const preventDefault = vi.fn()
    webContents.emit(what, { url: 'https://example.org/', preventDefault })
    return preventDefault.mock.calls.length === 1
  }
  return {
    opening: webContents.answerOpen({ url: 'https://example.org/' }).action,
    isHeld: prevented('will-navigate'),
    isAlone: prevented('will-attach-webview'),
  }
}

const CONFINED = { opening: 'deny', isHeld: true, isAlone: true }

describe('the windows', () => {
  it('open the organizer’s page in a sandbox without Node', () => {
    expect(shell.window.url).toBe('app://mappe/organizer')
    expect(shell.electron.app.isSandboxEnabled).toBe(true)
    expect(shell.window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    })
  })

  it('show the display full screen on the second screen and keep it from going dark', () => {
    const display = openDisplay()
    expect(display.options).toMatchObject({ x: 1920, fullscreen: true })
    expect(shell.electron.powerSaveBlocker.running.size).toBe(1)
  })

  it('open the display once, however often it is asked for', () => {
    openDisplay()
    openDisplay()
    expect(shell.electron.BrowserWindow.all.filter(({ url }) => url.endsWith('/display'))).toHaveLength(1)
  })

  describe('of the display', () => {
    const onBeamer = { x: 1920, y: 0, width: 1920, height: 1080 }

    it('leaves the organizer’s screen free when the projector is unplugged, and comes back to it', () => {
      const { screen, display: displayOf } = shell.electron
      const window = openDisplay()
      const [main, beamer] = screen.displays
      if (!main || !beamer) throw new Error('two screens')
      screen.change([main])
      expect(window.isFullScreen()).toBe(false)
      expect(window.getBounds()).toMatchObject({ x: 0, width: 960 })
      // the system counts its screens anew
      screen.change([main, displayOf(7, 1920, 'Beamer')])
      expect(window.isFullScreen()).toBe(true)
      expect(window.getBounds()).toEqual(onBeamer)
      screen.change([main, beamer, displayOf(9, 3840)])
      expect(window.getBounds()).toEqual(onBeamer)
      screen.change([main, beamer])
    })

    it('is put on another screen from the menu, and that is kept', async () => {
      const { screen, display: displayOf, USER_DATA } = shell.electron
      const window = openDisplay()
      const before = screen.displays
      screen.change([...before, displayOf(3, 3840, 'Nebenraum')])
      const choices = () => viewMenu().find(({ label }) => label === 'Leinwand auf')?.submenu ?? []
      expect(choices().map(({ label }) => label)).toEqual([
        'Bildschirm 1, 1920 × 1080',
        'Beamer, 1920 × 1080',
        'Nebenraum, 1920 × 1080',
      ])
      choices()[2]?.click?.()
      expect(window.getBounds()).toMatchObject({ x: 3840 })
      const kept: unknown = JSON.parse(await readFile(join(USER_DATA, 'stage-screen.json'), 'utf8'))
      expect(kept).toMatchObject({ screen: { id: 3 }, isChosen: true, isOpen: true })
      choices()[1]?.click?.()
      screen.change(before)
      expect(window.getBounds()).toEqual(onBeamer)
    })
  })

  it('open no others and do not leave the program', () => {
    const { webContents } = shell.window
    const goTo = (url: string) => {
      const preventDefault = vi.fn()
      webContents.emit('will-navigate', { url, preventDefault })
      return preventDefault.mock.calls.length === 0
    }
    expect(webContents.answerOpen({ url: 'https://example.org/' })).toEqual({ action: 'deny' })
    expect(webContents.answerOpen({ url: 'app://mappe/display' })).toEqual({ action: 'deny' })
    expect(shell.electron.BrowserWindow.all.some(({ url }) => url.includes('example'))).toBe(false)
    expect(goTo('app://mappe/reception')).toBe(true)
    expect(goTo('https://example.org/')).toBe(false)
    expect(goTo('app://mappe.example.org/')).toBe(false)
    expect(goTo('file:///etc/passwd')).toBe(false)
  })

  it('open the desk at which a guest signs here, once, as the organizer’s', async () => {
    const ask = () => shell.window.webContents.answerOpen({ url: 'app://mappe/signing?desk' })
    expect([ask(), ask()]).toEqual([{ action: 'deny' }, { action: 'deny' }])
    const desks = shell.electron.BrowserWindow.all.filter(({ url }) => url === 'app://mappe/signing?desk')
    expect(desks).toHaveLength(1)
    const { call, port } = await callsOf(desks[0]!)
    const { station } = await call.host.status()
    port.close()
    expect(station).toMatchObject({ id: 'host', role: 'organizer' })
  })

  it('open the handbook once, from the menu and at the chapter a page asks for, and give it no way to the host', () => {
    const books = () => shell.electron.BrowserWindow.all.filter(({ url }) => url.includes('/handbook'))
    const [help] = shell.electron.Menu.shown.filter(({ label }) => label === 'Hilfe')
    help?.submenu?.find(({ label }) => label === 'Handbuch')?.click?.()
    expect(books().map(({ url }) => url)).toEqual(['app://mappe/handbook'])
    const chapter = 'app://mappe/handbook/what-if'
    expect(shell.window.webContents.answerOpen({ url: chapter })).toEqual({ action: 'deny' })
    expect(books().map(({ url }) => url)).toEqual([chapter])
    const [book] = books()
    expect(book?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true })
    expect(book?.options.webPreferences.preload).toBeUndefined()
    const postMessage = vi.fn()
    const sender = book!.webContents
    sender.mainFrame = { origin: 'app://mappe', postMessage }
    shell.electron.ipcMain.emit('mappe:port-wanted', { sender, senderFrame: sender.mainFrame, ports: [] })
    expect(postMessage).not.toHaveBeenCalled()
    expect(book && pageIsConfined(book)).toEqual(CONFINED)
    book?.close()
  })

  it('that only show something, and the one that prints, open none either and take nothing in', async () => {
    const stage = openDisplay()
    await bridgeOf(shell.window).print(new TextEncoder().encode('%PDF-1.7'))
    const paper = shell.electron.BrowserWindow.open().find(({ url }) => url.startsWith('file:'))!
    for (const window of [shell.window, stage, paper])
      expect(pageIsConfined(window), window.url).toEqual(CONFINED)
    paper.close()
  })

  it('hand a station of this computer to its browser, and no other address', async () => {
    const { call, port } = await callsOf(shell.window)
    const { url } = await call.stations.openHere({ role: 'reception', name: 'Empfang' })
    port.close()
    const { webContents } = shell.window
    const asked = [
      url,
      'https://example.org/',
      url.replace('/join#secret=', '/join?x='),
      'http://127.0.0.1:1/join#secret=x',
    ]
    expect(asked.map((each) => webContents.answerOpen({ url: each }).action)).toEqual(asked.map(() => 'deny'))
    expect(shell.electron.shell.opened).toEqual([url])
  })

  describe('ask for devices', () => {
    const own = 'app://mappe'
    const asked = (permission: string, details: object) => {
      const answer = vi.fn()
      shell.electron.session.defaultSession.askFor(shell.window.webContents, permission, answer, details)
      return answer.mock.calls
    }
    const has = (permission: string, origin: string, details: object) =>
      shell.electron.session.defaultSession.mayHave(shell.window.webContents, permission, origin, details)

    it('and get the camera, with which the desk scans', () => {
      const page = { requestingUrl: `${own}/reception`, isMainFrame: true }
      expect(asked('media', { ...page, mediaTypes: ['video'] })).toEqual([[true]])
      expect(has('media', `${own}/`, { mediaType: 'video', isMainFrame: true })).toBe(true)
    })

    it('and get no microphone, no place, no notification, and nothing for a foreign page or a frame', () => {
      const page = { requestingUrl: `${own}/reception`, isMainFrame: true }
      const video = { mediaTypes: ['video'] }
      expect([
        ...asked('media', { ...page, mediaTypes: ['video', 'audio'] }),
        ...asked('media', { ...page, mediaTypes: [] }),
        ...asked('media', page),
        ...asked('media', { ...page, ...video, requestingUrl: 'https://example.org/' }),
        ...asked('media', { ...page, ...video, isMainFrame: false }),
        ...asked('geolocation', page),
        ...asked('notifications', page),
      ]).toEqual(Array.from({ length: 7 }, () => [false]))
      expect(has('media', own, { mediaType: 'audio', isMainFrame: true })).toBe(false)
      expect(has('media', 'https://example.org', { mediaType: 'video', isMainFrame: true })).toBe(false)
      expect(has('geolocation', own, { isMainFrame: true })).toBe(false)
    })
  })

  describe('whose page crashes', () => {
    const crash = () =>
      shell.window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    const reloads = () => shell.window.webContents.reloads

    it('show it again by themselves, with everything that was confirmed', async () => {
      const { call, port } = await callsOf(shell.window)
      const before = reloads()
      crash()
      expect(reloads()).toBe(before + 1)
      port.close()
      const again = await callsOf(shell.window)
      await expect(again.call.host.status()).resolves.toMatchObject({ dataFolder: shell.dataDir })
      again.port.close()
      void call
    })

    it('ask a person once it happens again and again', async () => {
      const { dialog } = shell.electron
      crash()
      crash()
      const before = reloads()
      crash()
      expect(reloads()).toBe(before)
      expect(dialog.asked.at(-1)).toMatchObject({
        message: 'Dieses Fenster ist mehrmals abgestürzt.',
        buttons: ['Neu laden', 'Schließen'],
      })
      await expect.poll(reloads).toBe(before + 1)
    })

    it('or hangs, let a person choose between waiting and loading it again', async () => {
      const { dialog } = shell.electron
      const before = reloads()
      dialog.answer = 1
      shell.window.emit('unresponsive')
      await expect.poll(() => dialog.asked.at(-1)?.buttons).toEqual(['Neu laden', 'Warten'])
      expect(reloads()).toBe(before)
      dialog.answer = 0
      shell.window.emit('unresponsive')
      await expect.poll(reloads).toBe(before + 1)
    })

    it('say so in the log, and nothing else', async () => {
      const log = await readFile(join(shell.dataDir, 'logs', 'mappe.log'), 'utf8')
      expect(log).toContain('"event":"window-gone","where":"organizer","what":"oom","count":5')
    })
  })

  it('have a German menu on a German machine', () => {
    expect(shell.electron.Menu.shown.map(({ label }) => label)).toEqual([
      'Datei',
      'Bearbeiten',
      'Ansicht',
      'Hilfe',
    ])
  })
})

describe('the preload', () => {
  it('exposes the name of the shell and printing, nothing general', () => {
    const { page } = shell.window.webContents
    expect(Object.keys(page?.exposed ?? {})).toEqual(['mappe'])
    expect(Object.keys(bridgeOf(shell.window)).toSorted()).toEqual(['print', 'shell'])
    expect(bridgeOf(shell.window).shell).toBe('electron')
  })

  it('passes on no message but the page’s own wish for a port', () => {
    const { page } = shell.window.webContents
    const wishes = vi.fn()
    shell.electron.ipcMain.on('mappe:port-wanted', wishes)
    const own = { data: 'mappe:port-wanted', origin: 'app://mappe', source: page?.window, ports: [] }
    page?.receive({ ...own, source: {} })
    page?.receive({ ...own, origin: 'https://example.org' })
    page?.receive({ ...own, data: { wish: 'mappe:port-wanted' } })
    page?.receive({ ...own, data: 'mappe:print' })
    shell.electron.ipcMain.off('mappe:port-wanted', wishes)
    expect(wishes).not.toHaveBeenCalled()
  })
})

describe('the gate', () => {
  it('gives the organizer’s window a port over which it is the organizer', async () => {
    const { call, port } = await callsOf(shell.window)
    const status = await call.host.status()
    port.close()
    expect(status.station).toMatchObject({ id: 'host', role: 'organizer' })
    expect(status.dataFolder).toBe(shell.dataDir)
  })

  it('lets a live feed begin over the port', async () => {
    const { call, port } = await callsOf(shell.window)
    const feed = await call.live.facts({ since: null })
    const first = await feed.next()
    await feed.return?.(undefined)
    port.close()
    expect(first.value).toMatchObject({ type: 'state', seq: 0 })
  })

  it('takes a PDF over the port and examines it in the built thread', async () => {
    const pdf = await PDFDocument.create()
    pdf.addPage([595, 842])
    const file = new Blob([new Uint8Array(await pdf.save())], { type: 'application/pdf' })
    const { call, port } = await callsOf(shell.window)
    const inspection = await call.agreement.inspect({ file, fileName: 'Vereinbarung.pdf' })
    port.close()
    expect(inspection).toMatchObject({ verdict: 'ready', pages: [{ width: 595, height: 842 }] })
  })

  it('gives the display’s window a port over which it is a display and nothing more', async () => {
    const { call, port } = await callsOf(openDisplay())
    const { station } = await call.host.status()
    expect(station).toMatchObject({ role: 'display' })
    await expect(call.stations.invite({ role: 'organizer', name: 'x' })).rejects.toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    })
    port.close()
  })

  it('closes the old port of a window that asks again', async () => {
    const first = await portOf(shell.window)
    const closed = new Promise((resolve) => first?.addEventListener('close', () => resolve('closed')))
    const second = await portOf(shell.window)
    await expect(closed).resolves.toBe('closed')
    second?.close()
  })

  it('gives nothing to a frame inside the page, to a page from elsewhere, to a frame that is gone, to a foreign window', () => {
    const { ipcMain, StandInContents } = shell.electron
    const { webContents: sender } = shell.window
    const foreign = new StandInContents()
    foreign.show('app://mappe/organizer', undefined)
    const postMessage = vi.fn()
    const frame = (origin: string) => ({ origin, postMessage })
    const { mainFrame } = sender
    const knock = (senderFrame: unknown, from = sender) =>
      ipcMain.emit('mappe:port-wanted', { sender: from, senderFrame, ports: [] })

    knock(frame('app://mappe'))
    knock(null)
    foreign.mainFrame = frame('app://mappe')
    knock(foreign.mainFrame, foreign)
    sender.mainFrame = frame('https://example.org')
    knock(sender.mainFrame)
    sender.mainFrame = frame('null')
    knock(sender.mainFrame)
    expect(postMessage).not.toHaveBeenCalled()

    sender.mainFrame = frame('app://mappe')
    knock(sender.mainFrame)
    expect(postMessage).toHaveBeenCalledOnce()
    sender.mainFrame = mainFrame
  })
})

function ask(path: string, method = 'GET'): Promise<Response> {
  const serve = shell.electron.protocol.served.get('app')
  if (!serve) throw new Error('app:// is not served')
  return serve({ url: `app://mappe${path}`, method } as Request)
}

describe('the pages', () => {
  it('are there for every path the router knows', async () => {
    const page = await ask('/organizer/registry')
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<div id="app">')
  })

  it('come with the files they name', async () => {
    const html = await (await ask('/')).text()
    const script = /src="(\/[^"]+\.js)"/.exec(html)?.[1] ?? ''
    expect((await ask(script)).headers.get('content-type')).toContain('javascript')
    expect((await ask('/pdfjs/wasm/openjpeg.wasm')).headers.get('content-type')).toBe('application/wasm')
    expect((await ask('/pdfjs/cmaps/78-H.bcmap')).status).toBe(200)
  })

  it('are all there is: nothing outside the folder, nothing missing made up, nothing written', async () => {
    const statuses = await Promise.all([
      ask('/..%2f..%2fpackage.json'),
      ask('/%2e%2e/main/index.js'),
      ask('/..%5c..%5cpackage.json'),
      ask('/assets/missing.js'),
      ask('/', 'POST'),
    ])
    expect(statuses.map(({ status }) => status)).toEqual([403, 404, 400, 404, 405])
  })

  it('stand under the same content rules in the window as on a tablet', async () => {
    const { call, port } = await callsOf(shell.window)
    const { addresses } = await call.host.status()
    port.close()
    const onTablet = (await fetch(addresses[0] ?? '')).headers.get('content-security-policy')
    expect((await ask('/')).headers.get('content-security-policy')).toBe(onTablet)
    expect(onTablet).not.toContain("script-src 'self' 'unsafe")
  })
})

const printFolders = async () =>
  (await readdir(shell.electron.TEMP)).filter((name) => name.startsWith('mappe-print-'))

describe('printing', () => {
  const PDF = new TextEncoder().encode('%PDF-1.7\n%%EOF\n')

  it('shows a PDF in a window of its own, and leaves nothing behind', async () => {
    const before = await printFolders()
    await bridgeOf(shell.window).print(PDF)
    const window = shell.electron.BrowserWindow.open().find(({ url }) => url.endsWith('.pdf'))
    expect(window?.options.webPreferences).toMatchObject({ sandbox: true, contextIsolation: true })
    expect(window?.options.webPreferences.preload).toBeUndefined()
    expect(window?.webContents.printed).toHaveLength(1)
    window?.close()
    await expect.poll(printFolders).toEqual(before)
  })

  it('leaves nothing behind of what a crash had interrupted', async () => {
    expect(await printFolders()).not.toContain(LEFT_PRINT)
  })

  it('refuses what is no PDF, and whoever is not the organizer', async () => {
    const { print } = bridgeOf(shell.window)
    await expect(print(new TextEncoder().encode('<script>'))).rejects.toThrow('not a PDF')
    await expect(print('/etc/passwd')).rejects.toThrow('not a PDF')
    await expect(bridgeOf(openDisplay()).print(PDF)).rejects.toThrow('printing refused')
  })
})
