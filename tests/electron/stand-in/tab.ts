/** One tab of a real browser, with the built preload in a world of its own and a wire from there to the main process. */
import type { CDPSession, Page } from 'playwright-core'
import { inProgram } from './addresses.ts'
import { pageScript, preloadScript, TOLD, WIRE, WORLD } from './worlds.ts'
import type { Said, Told } from './worlds.ts'

export type Tab = {
  page: Page
  /** In order; lost while there is no document, as with Electron. */
  tell: (told: Told) => void
  crash: () => void
  isCrashed: () => boolean
}

export type TabEvents = {
  /** A new document, of this origin. */
  begins: (origin: string) => void
  says: (said: Said) => void
  /** The document is gone, and with it all it held. */
  ends: () => void
  /** The page asks for another window. */
  opens: (url: string) => void
  crashes: () => void
}

/** `preload`: text of the built file; null for a window without one. */
export async function openTab(page: Page, preload: string | null, events: TabEvents): Promise<Tab> {
  const session = await page.context().newCDPSession(page)
  const send = (...[method, params]: Parameters<CDPSession['send']>) =>
    void session.send(method, params).catch(() => {})
  const { targetInfo } = await session.send('Target.getTargetInfo')
  let world: number | null = null
  let isCrashed = false

  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { name, id, origin, auxData } = context
    if (name !== WORLD || auxData?.['frameId'] !== targetInfo.targetId) return
    world = id
    events.begins(inProgram(origin))
  })
  session.on('Runtime.executionContextsCleared', () => {
    world = null
    events.ends()
  })
  session.on('Runtime.bindingCalled', ({ executionContextId, payload }) => {
    if (executionContextId === world) events.says(JSON.parse(payload))
  })
  session.on('Page.windowOpen', ({ url }) => events.opens(inProgram(url)))
  page.on('crash', () => {
    isCrashed = true
    world = null
    events.ends()
    events.crashes()
  })
  await session.send('Page.enable')
  await session.send('Runtime.addBinding', { name: WIRE, executionContextName: WORLD })
  await session.send('Runtime.enable')
  if (preload !== null) {
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript() })
    const source = preloadScript(preload)
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
  }

  return {
    page,
    tell: (told) => {
      const expression = `${TOLD}[${JSON.stringify(told.kind)}](${JSON.stringify(told)})`
      if (world !== null) send('Runtime.evaluate', { expression, contextId: world })
    },
    crash: () => send('Page.crash'),
    isCrashed: () => isCrashed,
  }
}
