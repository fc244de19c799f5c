/** Windows and what they show: a page that Node plays itself, or one in a real browser where a test has named one. */
import { EventEmitter } from 'node:events'
import type { MessagePort } from 'node:worker_threads'
import type { Rectangle } from './machine.ts'
import { StandInPage } from './page.ts'
import type { StandInPortMain } from './ports.ts'
import { app, ipcMain } from './program.ts'

type Frame = {
  origin: string
  postMessage: (channel: string, message: unknown, ports: StandInPortMain[]) => void
}

/** A page in a real browser. */
export type View = {
  load: (url: string) => Promise<void>
  reload: () => void
  crash: () => void
  deliver: (channel: string, message: unknown, ports: MessagePort[]) => void
  close: () => void
}

export type WindowOptions = Partial<Rectangle> & {
  webPreferences: { preload?: string } & Record<string, unknown>
} & Record<string, unknown>

/** Makes the views of all windows; null while Node plays the pages. */
export const browser: { show: ((window: BrowserWindow) => View) | null } = { show: null }

type OpenDetails = { url: string }

export class StandInContents extends EventEmitter {
  mainFrame: Frame | null = null
  page: StandInPage | null = null
  view: View | null = null
  readonly printed: object[] = []
  reloads = 0
  answerOpen: (details: OpenDetails) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler = (handler: StandInContents['answerOpen']) => void (this.answerOpen = handler)
  print = (options: object) => void this.printed.push(options)

  reload(): void {
    this.reloads += 1
    this.view?.reload()
  }

  forcefullyCrashRenderer(): void {
    if (this.view) return this.view.crash()
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
  }

  /** A document of this origin stands in the main frame from now on. */
  showsPageOf(origin: string): Frame {
    this.mainFrame = {
      origin,
      postMessage: (channel, message, ports) => this.#deliver(channel, message, ports),
    }
    return this.mainFrame
  }

  /** Plays the page in Node. */
  show(url: string, preload: string | undefined): void {
    const origin = /^\w+:\/\/[^/]*/.exec(url)?.[0] ?? 'null'
    const frame = this.showsPageOf(origin)
    if (!preload) return
    const knock = { sender: this, senderFrame: frame, ports: [] }
    this.page = new StandInPage(preload, origin, {
      send: (channel) => ipcMain.emit(channel, knock),
      invoke: (channel, value) => ipcMain.ask(channel, knock, structuredClone(value)),
    })
  }

  #deliver(channel: string, message: unknown, ports: StandInPortMain[]): void {
    const handedOver = ports.map((port) => port.handOver())
    if (this.view) this.view.deliver(channel, message, handedOver)
    else this.page?.deliver(channel, message, handedOver)
  }
}

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly options: WindowOptions
  readonly webContents = new StandInContents()
  url = ''
  #isDestroyed = false
  #bounds: Partial<Rectangle>
  #isFull: boolean

  constructor(options: WindowOptions) {
    super()
    this.options = options
    const { x, y, width, height } = options
    this.#bounds = { x, y, width, height }
    this.#isFull = options['fullscreen'] === true
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  static open = (): BrowserWindow[] => BrowserWindow.all.filter((window) => !window.isDestroyed())

  async loadURL(url: string): Promise<void> {
    this.url = url
    if (!browser.show) return this.webContents.show(url, this.options.webPreferences.preload)
    this.webContents.view ??= browser.show(this)
    await this.webContents.view.load(url)
    this.emit('ready-to-show')
  }

  show = () => {}
  focus = () => {}
  restore = () => {}
  isMinimized = () => false
  getBounds = () => this.#bounds
  setBounds = (bounds: Rectangle) => void (this.#bounds = bounds)
  isFullScreen = () => this.#isFull
  setFullScreen = (isFull: boolean) => void (this.#isFull = isFull)
  isDestroyed = () => this.#isDestroyed

  close(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.webContents.view?.close()
    this.emit('closed')
    if (BrowserWindow.open().length === 0) app.emit('window-all-closed')
  }
}

app.on('stand-in:close-windows', () => {
  for (const window of BrowserWindow.open()) window.close()
})
