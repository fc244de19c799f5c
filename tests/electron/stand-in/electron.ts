/**
 * Stands in for the `electron` module where its binary cannot be had: documented names and signatures, Node underneath.
 * It does not prove that Electron itself behaves as documented: no real window, no sandbox, no Chromium, no process
 * boundary, no native menu, no print dialog. What it proves is what our own built code asks of Electron and answers to it.
 */
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StandInPage } from './page.ts'
import { StandInChannelMain } from './ports.ts'
import type { StandInPortMain } from './ports.ts'

export { StandInChannelMain as MessageChannelMain }

/** Of this run alone; whoever started it takes it away. */
export const USER_DATA = join(tmpdir(), `mappe-shell-user-${process.pid}`)

/** Its folder for temporary files. */
export const TEMP = join(USER_DATA, 'temp')

const PROJECT = join(import.meta.dirname, '../../..')

class StandInApp extends EventEmitter {
  readonly isPackaged = false
  isSandboxEnabled = false
  exitCode: number | null = null
  /** Where the program lies: the project, or a packed program that was unpacked. */
  path = PROJECT
  enableSandbox = () => void (this.isSandboxEnabled = true)
  requestSingleInstanceLock = () => true
  whenReady = () => Promise.resolve()
  getAppPath = () => this.path
  getVersion = () => '0.0.0-test'
  getLocale = () => 'de-DE'
  getPath = (name: 'temp' | 'userData') => (name === 'temp' ? TEMP : USER_DATA)
  exit = (code: number) => void (this.exitCode = code)

  /** Asks every listener; the program ends when none objects. */
  quit(): void {
    let isPrevented = false
    this.emit('before-quit', {})
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) this.exitCode = 0
  }
}

type Frame = {
  origin: string
  postMessage: (channel: string, message: unknown, ports: StandInPortMain[]) => void
}

export class StandInContents extends EventEmitter {
  mainFrame: Frame | null = null
  page: StandInPage | null = null
  readonly printed: object[] = []
  answerOpen: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  setWindowOpenHandler = (handler: StandInContents['answerOpen']) => void (this.answerOpen = handler)
  print = (options: object) => void this.printed.push(options)
  reloads = 0
  reload = () => void (this.reloads += 1)
  forcefullyCrashRenderer = () => void this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })

  show(url: string, preload: string | undefined): void {
    const origin = /^\w+:\/\/[^/]*/.exec(url)?.[0] ?? 'null'
    const frame: Frame = {
      origin,
      postMessage: (channel, message, ports) => this.#deliver(channel, message, ports),
    }
    this.mainFrame = frame
    if (!preload) return
    const knock = { sender: this, senderFrame: frame, ports: [] }
    this.page = new StandInPage(preload, origin, {
      send: (channel) => ipcMain.emit(channel, knock),
      invoke: (channel, value) => ipcMain.ask(channel, knock, structuredClone(value)),
    })
  }

  #deliver(channel: string, message: unknown, ports: StandInPortMain[]): void {
    this.page?.deliver(
      channel,
      message,
      ports.map((port) => port.handOver()),
    )
  }
}

type WindowOptions = { webPreferences: { preload?: string } & Record<string, unknown> } & Record<
  string,
  unknown
>

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  readonly options: WindowOptions
  readonly webContents = new StandInContents()
  url = ''
  #isDestroyed = false
  #bounds: object
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

  loadURL(url: string): Promise<void> {
    this.url = url
    this.webContents.show(url, this.options.webPreferences.preload)
    return Promise.resolve()
  }

  show = () => {}
  focus = () => {}
  restore = () => {}
  isMinimized = () => false
  getBounds = () => this.#bounds
  setBounds = (bounds: object) => void (this.#bounds = bounds)
  isFullScreen = () => this.#isFull
  setFullScreen = (isFull: boolean) => void (this.#isFull = isFull)
  isDestroyed = () => this.#isDestroyed

  close(): void {
    this.#isDestroyed = true
    this.emit('closed')
  }
}

type Handler = (event: object, value: unknown) => Promise<unknown>

class StandInIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()
  handle = (channel: string, handler: Handler) => void this.#handlers.set(channel, handler)
  ask = async (channel: string, event: object, value: unknown) => this.#handlers.get(channel)?.(event, value)
}

type Serve = (request: Request) => Promise<Response>

class StandInProtocol {
  schemes: object[] = []
  readonly served = new Map<string, Serve>()
  registerSchemesAsPrivileged = (schemes: object[]) => void (this.schemes = schemes)
  handle = (scheme: string, serve: Serve) => void this.served.set(scheme, serve)
}

class StandInSession {
  mayHave: (contents: unknown, permission: string, origin: string, details: object) => boolean = () => true
  askFor: (
    contents: unknown,
    permission: string,
    answer: (granted: boolean) => void,
    details: object,
  ) => void = () => {}
  setPermissionCheckHandler = (handler: StandInSession['mayHave']) => void (this.mayHave = handler)
  setPermissionRequestHandler = (handler: StandInSession['askFor']) => void (this.askFor = handler)
}

type MenuItem = {
  label?: string
  role?: string
  checked?: boolean
  click?: () => void
  submenu?: MenuItem[]
}

export const Menu = {
  shown: [] as MenuItem[],
  buildFromTemplate: (template: MenuItem[]) => template,
  setApplicationMenu: (menu: MenuItem[]) => void (Menu.shown = menu),
}

type StandInDisplay = { id: number; label: string; bounds: Rectangle; workArea: Rectangle }
type Rectangle = { x: number; y: number; width: number; height: number }

export function display(id: number, x: number, label = ''): StandInDisplay {
  const bounds = { x, y: 0, width: 1920, height: 1080 }
  return { id, label, bounds, workArea: { ...bounds, height: 1040 } }
}

class StandInScreen extends EventEmitter {
  displays = [display(1, 0), display(2, 1920, 'Beamer')]
  getPrimaryDisplay = () => this.displays[0]
  getAllDisplays = () => this.displays

  /** Plugs in and out, and tells. */
  change(displays: StandInDisplay[]): void {
    const event = displays.length > this.displays.length ? 'display-added' : 'display-removed'
    this.displays = displays
    this.emit(event, {}, displays.at(-1))
  }
}
export const screen = new StandInScreen()

/** What was handed to this computer's own browser. */
export const shell = {
  opened: [] as string[],
  openExternal: async (url: string) => void shell.opened.push(url),
}

export const powerSaveBlocker = {
  running: new Set<number>(),
  start: (_kind: string) => {
    const id = powerSaveBlocker.running.size + 1
    powerSaveBlocker.running.add(id)
    return id
  },
  stop: (id: number) => void powerSaveBlocker.running.delete(id),
}

const mirrored = (text: string) => Array.from(text).toReversed().join('')

/** Keeps secrets as a keychain does: only what it gave out itself is read. */
export const safeStorage = {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text: string) => Buffer.from(`kept:${mirrored(text)}`),
  decryptString: (kept: Buffer) => {
    const text = kept.toString()
    if (!text.startsWith('kept:'))
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.')
    return mirrored(text.slice('kept:'.length))
  },
}

export const dialog = {
  shown: [] as string[],
  /** What the person will answer: the number of a button. */
  answer: 0,
  asked: [] as { message: string; buttons: string[] }[],
  showMessageBox: async (_window: object, asked: { message: string; buttons: string[] }) => {
    dialog.asked.push(asked)
    return { response: dialog.answer }
  },
  showErrorBox: (title: string, content: string) => void dialog.shown.push(`${title}: ${content}`),
}

export const app = new StandInApp()
export const ipcMain = new StandInIpcMain()
export const protocol = new StandInProtocol()
export const session = { defaultSession: new StandInSession() }
