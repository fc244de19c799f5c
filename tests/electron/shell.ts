/** Starts the built shell in this process, on the stand-in for Electron, with a data folder of its own. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { vi } from 'vitest'
import type { Contract } from '../../src/shared/contract.ts'
import type { Bridge, PageMessage } from './stand-in/page.ts'
import type { BrowserWindow } from './stand-in/electron.ts'

const ROOT = join(import.meta.dirname, '../..')
const STAND_IN = pathToFileURL(join(import.meta.dirname, 'stand-in/electron.ts')).href

/** From here on, whatever imports `electron` gets the stand-in. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: STAND_IN, shortCircuit: true } : next(specifier, context),
})

export type Electron = typeof import('./stand-in/electron.ts')
export type Calls = ContractRouterClient<Contract>
export type Shell = { electron: Electron; dataDir: string; window: BrowserWindow; end: () => Promise<void> }

type Start = { folder?: string; leftInTemp?: string }

/**
 * Starts the program that lies in `folder`: built here, or unpacked elsewhere. `leftInTemp` lies among the temporary files then.
 * Resolves when the organizer's window is open.
 */
export async function startShell({ folder = ROOT, leftInTemp = 'temp' }: Start = {}): Promise<Shell> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mappe-shell-'))
  process.argv.push('--data', dataDir, '--port', '0')
  const electron: Electron = await import(/* @vite-ignore */ STAND_IN)
  electron.app.path = folder
  await mkdir(join(electron.TEMP, leftInTemp), { recursive: true })
  await import(/* @vite-ignore */ pathToFileURL(join(folder, 'out/main/index.js')).href)
  const window = await vi.waitFor(
    () => {
      const [first] = electron.BrowserWindow.all
      if (!first) throw new Error(electron.dialog.shown[0] ?? 'no window yet')
      return first
    },
    { timeout: 20_000 },
  )
  return { electron, dataDir, window, end: () => quit(electron, dataDir) }
}

async function quit({ app, USER_DATA }: Electron, dataDir: string): Promise<void> {
  app.quit()
  await vi.waitUntil(() => app.exitCode !== null, { timeout: 10_000 })
  await rm(dataDir, { recursive: true, force: true })
  await rm(USER_DATA, { recursive: true, force: true })
}

/** Asks for a port as a page does; null when none comes within half a second. */
export function portOf({ webContents }: BrowserWindow): Promise<MessagePort | null> {
  const { page } = webContents
  if (!page) throw new Error('this window shows no page')
  const { promise, resolve } = Promise.withResolvers<MessagePort | null>()
  page.window.addEventListener('message', ({ data, ports }: PageMessage) => {
    const [port] = ports
    // Node's port has what the client uses of a browser's
    if (data === 'mappe:port' && port) resolve(port as unknown as MessagePort)
  })
  page.window.postMessage('mappe:port-wanted', page.window.location.origin)
  const timer = setTimeout(() => resolve(null), 500)
  return promise.finally(() => clearTimeout(timer))
}

/** A typed client over the window's port. */
export async function callsOf(window: BrowserWindow): Promise<{ call: Calls; port: MessagePort }> {
  const port = await portOf(window)
  if (!port) throw new Error('the window got no port')
  const link = new RPCLink({ port })
  port.start()
  return { call: createORPCClient<Calls>(link), port }
}

export const bridgeOf = ({ webContents }: BrowserWindow): Bridge =>
  webContents.page?.exposed['mappe'] as Bridge
