/**
 * What runs inside the browser's page. Each function is sent there as text and uses nothing from outside itself.
 * The preload lives in a world of its own, as under context isolation: same document, other globals. What it exposes reaches
 * the page's world through events of the window, which carry copies across; Electron does that out of sight of the page.
 */
import { fromPlain, toPlain } from './plain.ts'

/** From the page to the main process, as JSON. */
export type Said =
  | { kind: 'send'; channel: string; value: unknown }
  | { kind: 'invoke'; channel: string; value: unknown; id: number }
  | { kind: 'port'; port: number; value: unknown }
  | { kind: 'port-closed'; port: number }

/** From the main process to the page. */
export type Told =
  | { kind: 'deliver'; channel: string; value: unknown; ports: number[] }
  | { kind: 'answer'; id: number; value?: unknown; error?: string }
  | { kind: 'port'; port: number; value: unknown }
  | { kind: 'port-closed'; port: number }

export const WORLD = 'preload'
/** The names under which the two sides find each other in the preload's world. */
export const WIRE = 'standInWire'
export const TOLD = 'standInTold'

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void
type Plain = { toPlain: (value: unknown) => unknown; fromPlain: (value: unknown) => unknown }
type Exposed = Record<string, unknown>

function preloadWorld(
  preload: Preload,
  wire: (text: string) => void,
  { toPlain, fromPlain }: Plain,
): unknown {
  const say = (said: object) => wire(JSON.stringify(said))
  const receivers = new Map<string, (event: object, value: unknown) => void>()
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const ports = new Map<number, MessagePort>()
  let asks = 0

  const ipcRenderer = {
    send: (channel: string, value?: unknown) => say({ kind: 'send', channel, value: toPlain(value) }),
    invoke: (channel: string, value?: unknown) => {
      const id = (asks += 1)
      say({ kind: 'invoke', channel, value: toPlain(value), id })
      return new Promise((resolve, reject) => asked.set(id, { resolve, reject }))
    },
    on: (channel: string, receive: (event: object, value: unknown) => void) =>
      receivers.set(channel, receive),
  }

  const exposed = new Map<string, Exposed>()
  const tellPage = (type: string, detail: object) =>
    window.dispatchEvent(new CustomEvent(`stand-in:${type}`, { detail }))
  const contextBridge = {
    exposeInMainWorld: (name: string, api: Exposed) => {
      exposed.set(name, api)
      const shape = Object.entries(api).map(([key, value]) =>
        typeof value === 'function' ? { key, isCall: true } : { key, value },
      )
      tellPage('expose', { name, shape })
    },
  }
  window.addEventListener('stand-in:call', (event) => {
    const { id, name, key, args } = (event as CustomEvent).detail
    const call = exposed.get(name)?.[key] as (...args: unknown[]) => Promise<unknown>
    call(...args).then(
      (value) => tellPage('answer', { id, value }),
      (error: Error) => tellPage('answer', { id, error: error.message }),
    )
  })

  function receivePort(id: number): MessagePort {
    const { port1, port2 } = new MessageChannel()
    ports.set(id, port1)
    port1.addEventListener('message', ({ data }) => say({ kind: 'port', port: id, value: toPlain(data) }))
    port1.addEventListener('close', () => say({ kind: 'port-closed', port: id }))
    port1.start()
    return port2
  }

  const told = {
    deliver: ({ channel, value, ports: ids }: { channel: string; value: unknown; ports: number[] }) =>
      receivers.get(channel)?.({ ports: ids.map(receivePort) }, fromPlain(value)),
    answer: ({ id, value, error }: { id: number; value?: unknown; error?: string }) =>
      error === undefined
        ? asked.get(id)?.resolve(fromPlain(value))
        : asked.get(id)?.reject(new Error(error)),
    port: ({ port, value }: { port: number; value: unknown }) =>
      ports.get(port)?.postMessage(fromPlain(value)),
    'port-closed': ({ port }: { port: number }) => ports.get(port)?.close(),
  }

  preload(
    (name) => {
      if (name === 'electron') return { contextBridge, ipcRenderer }
      throw new Error(`a sandboxed preload cannot load ${name}`)
    },
    { exports: {} },
    {},
  )
  return told
}

/** Puts what the preload exposes before the page's own scripts, and hands its calls on. */
function pageWorld(): void {
  const asked = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let asks = 0
  const callOf =
    (name: string, key: string) =>
    (...args: unknown[]) => {
      const id = (asks += 1)
      return new Promise((resolve, reject) => {
        asked.set(id, { resolve, reject })
        window.dispatchEvent(new CustomEvent('stand-in:call', { detail: { id, name, key, args } }))
      })
    }
  window.addEventListener('stand-in:expose', (event) => {
    const { name, shape } = (event as CustomEvent).detail
    const parts = shape.map(({ key, isCall, value }: { key: string; isCall?: boolean; value: unknown }) => [
      key,
      isCall ? callOf(name, key) : value,
    ])
    Object.defineProperty(window, name, { value: Object.freeze(Object.fromEntries(parts)), enumerable: true })
  })
  window.addEventListener('stand-in:answer', (event) => {
    const { id, value, error } = (event as CustomEvent).detail
    if (error === undefined) asked.get(id)?.resolve(value)
    else asked.get(id)?.reject(new Error(error))
  })
}

export const pageScript = (): string => `if (window === window.top) (${pageWorld})()`

/** `source`: the built preload. As Electron does it, only in the main frame. */
export const preloadScript = (source: string): string => `if (window === window.top) {
  ${toPlain}
  ${fromPlain}
  globalThis.${TOLD} = (${preloadWorld})(
    (require, module, exports) => {${source}\n},
    globalThis.${WIRE},
    { toPlain, fromPlain },
  )
}`
