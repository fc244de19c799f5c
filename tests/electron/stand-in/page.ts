/** A window's page with the built preload in front of it, as far as the preload can tell. */
import { readFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'

export type PortEvent = { ports: MessagePort[] }
type Receive = (event: PortEvent, message: unknown) => void
export type Wires = {
  send: (channel: string) => void
  invoke: (channel: string, value: unknown) => Promise<unknown>
}
export type PageMessage = { data: unknown; origin: string; source: unknown; ports: MessagePort[] }
export type Bridge = { shell: string; print: (pdf: unknown) => Promise<void> }

type StandInWindow = {
  location: { origin: string }
  addEventListener: (type: 'message', listener: (event: PageMessage) => void) => void
  postMessage: (data: unknown, origin: string, ports?: MessagePort[]) => void
}

export class StandInPage {
  readonly exposed: Record<string, unknown> = {}
  readonly #listeners: ((event: PageMessage) => void)[] = []
  readonly #receivers = new Map<string, Receive>()
  readonly window: StandInWindow

  /** `preload` is the path of the built file: it is run as Electron runs a sandboxed one, with `require('electron')` and nothing else. */
  constructor(preload: string, origin: string, { send, invoke }: Wires) {
    this.window = this.#windowAt(origin)
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, value: unknown) => (this.exposed[name] = value) },
      ipcRenderer: {
        send,
        invoke,
        on: (channel: string, receive: Receive) => this.#receivers.set(channel, receive),
      },
    }
    const requireElectron = (name: string) => {
      if (name === 'electron') return electron
      throw new Error(`a sandboxed preload cannot load ${name}`)
    }
    // eslint-disable-next-line no-new-func -- a CommonJS file gets its module scope from whoever loads it
    const load = new Function('require', 'module', 'exports', 'window', readFileSync(preload, 'utf8'))
    load(requireElectron, { exports: {} }, {}, this.window)
  }

  /** Any message event, also one that comes from elsewhere. */
  receive(event: PageMessage): void {
    for (const listener of this.#listeners) listener(event)
  }

  /** A message of the main process. */
  deliver(channel: string, message: unknown, ports: MessagePort[]): void {
    this.#receivers.get(channel)?.({ ports }, message)
  }

  #windowAt(origin: string): StandInWindow {
    const window: StandInWindow = {
      location: { origin },
      addEventListener: (_type, listener) => this.#listeners.push(listener),
      postMessage: (data, _target, ports = []) => this.receive({ data, origin, source: window, ports }),
    }
    return window
  }
}
