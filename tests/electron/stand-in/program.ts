/** The program as Electron's main process sees it: its life, its own scheme, what its pages may have, what they send. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

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
  /** As documented: what package.json says. */
  getVersion = (): string => JSON.parse(readFileSync(join(this.path, 'package.json'), 'utf8')).version
  getLocale = () => 'de-DE'
  getPath = (name: 'temp' | 'userData') => (name === 'temp' ? TEMP : USER_DATA)
  exit = (code: number) => void (this.exitCode = code)

  /** As documented: tells that it is about to, closes every window, asks every listener, and ends when none objects. */
  quit(): void {
    let isPrevented = false
    this.emit('before-quit', {})
    this.emit('stand-in:close-windows')
    this.emit('will-quit', { preventDefault: () => (isPrevented = true) })
    if (!isPrevented) this.exitCode = 0
  }
}

type Handler = (event: object, value: unknown) => Promise<unknown>

class StandInIpcMain extends EventEmitter {
  readonly #handlers = new Map<string, Handler>()
  handle = (channel: string, handler: Handler) => void this.#handlers.set(channel, handler)
  ask = async (channel: string, event: object, value: unknown) => this.#handlers.get(channel)?.(event, value)
}

type Serve = (request: Request) => Promise<Response>
type Scheme = { scheme: string; privileges: Record<string, boolean> }

class StandInProtocol {
  schemes: Scheme[] = []
  readonly served = new Map<string, Serve>()
  registerSchemesAsPrivileged = (schemes: Scheme[]) => void (this.schemes = schemes)
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

export const app = new StandInApp()
export const ipcMain = new StandInIpcMain()
export const protocol = new StandInProtocol()
export const session = { defaultSession: new StandInSession() }
