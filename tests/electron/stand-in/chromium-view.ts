/** A window's page in a real browser: loads, reloads, crashes, and carries ports between the two sides. */
import { readFileSync } from 'node:fs'
import type { MessagePort } from 'node:worker_threads'
import type { Page } from 'playwright-core'
import { inBrowser, inProgram } from './addresses.ts'
import { fromPlain, toPlain } from './plain.ts'
import { ipcMain } from './program.ts'
import { openTab } from './tab.ts'
import type { Tab } from './tab.ts'
import type { BrowserWindow, StandInContents, View } from './windows.ts'
import type { Said } from './worlds.ts'

/** Opens an empty tab of the size of the window. */
export type OpenPage = (view: ChromiumView, window: BrowserWindow) => Promise<Page>

export class ChromiumView implements View {
  readonly #window: BrowserWindow
  readonly #contents: StandInContents
  readonly #openPage: OpenPage
  readonly #ports = new Map<number, MessagePort>()
  #tab: Promise<Tab> | null = null
  /** Where the program itself sends the page: nobody is asked about that. */
  #awaited = ''
  #lastPort = 0

  constructor(window: BrowserWindow, openPage: OpenPage) {
    this.#window = window
    this.#contents = window.webContents
    this.#openPage = openPage
  }

  /** The tab that shows this window now. */
  page = async (): Promise<Page | null> => (await this.#tab)?.page ?? null

  async load(url: string): Promise<void> {
    const { page } = await (this.#tab ??= this.#open())
    await this.#go(page, inBrowser(url))
  }

  reload(): void {
    void this.#reload().catch(() => {})
  }

  crash(): void {
    void this.#tab?.then((tab) => tab.crash())
  }

  close(): void {
    this.#closePorts()
    void this.page().then((page) => page?.close())
  }

  deliver(channel: string, value: unknown, ports: MessagePort[]): void {
    const ids = ports.map((port) => this.#bridge(port))
    void this.#tab?.then(({ tell }) => tell({ kind: 'deliver', channel, value: toPlain(value), ports: ids }))
  }

  /** Whether the page may go there. As documented, only what the page itself began is asked about. */
  mayGo(url: string): boolean {
    if (url === this.#awaited) return true
    let isPrevented = false
    this.#contents.emit('will-navigate', { url: inProgram(url), preventDefault: () => (isPrevented = true) })
    return !isPrevented
  }

  async #open(): Promise<Tab> {
    const { preload } = this.#window.options.webPreferences
    const source = preload === undefined ? null : readFileSync(preload, 'utf8')
    const page = await this.#openPage(this, this.#window)
    return openTab(page, source, {
      begins: (origin) => void this.#contents.showsPageOf(origin),
      says: (said) => this.#hear(said),
      ends: () => this.#closePorts(),
      opens: (url) => void this.#contents.answerOpen({ url }),
      crashes: () => this.#contents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 139 }),
    })
  }

  async #reload(): Promise<void> {
    const tab = await this.#tab
    if (!tab) return
    const url = tab.page.url()
    if (!tab.isCrashed()) return this.#go(tab.page, url)
    // what has crashed stays crashed for whoever steers the browser
    this.#tab = this.#open()
    await tab.page.close()
    await this.#go((await this.#tab).page, url)
  }

  async #go(page: Page, url: string): Promise<void> {
    this.#awaited = url
    await page.goto(url, { waitUntil: 'domcontentloaded' })
    this.#awaited = ''
  }

  #bridge(port: MessagePort): number {
    const id = (this.#lastPort += 1)
    this.#ports.set(id, port)
    const tell = (told: Parameters<Tab['tell']>[0]) => void this.#tab?.then((tab) => tab.tell(told))
    port.on('message', (value: unknown) => tell({ kind: 'port', port: id, value: toPlain(value) }))
    port.on('close', () => {
      this.#ports.delete(id)
      tell({ kind: 'port-closed', port: id })
    })
    return id
  }

  #closePorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }

  #hear(said: Said): void {
    const knock = { sender: this.#contents, senderFrame: this.#contents.mainFrame, ports: [] }
    if (said.kind === 'send') ipcMain.emit(said.channel, knock, fromPlain(said.value))
    else if (said.kind === 'invoke') void this.#answer(said, knock)
    else if (said.kind === 'port') this.#ports.get(said.port)?.postMessage(fromPlain(said.value))
    else this.#ports.get(said.port)?.close()
  }

  async #answer({ channel, value, id }: Extract<Said, { kind: 'invoke' }>, knock: object): Promise<void> {
    const tab = await this.#tab
    try {
      const answer = await ipcMain.ask(channel, knock, fromPlain(value))
      tab?.tell({ kind: 'answer', id, value: toPlain(answer) })
    } catch (error) {
      tab?.tell({ kind: 'answer', id, error: `Error invoking remote method '${channel}': ${String(error)}` })
    }
  }
}
