/** The line between a tablet's page and the host, which a test can cut in the worst moment. */
import type { Page, WebSocketRoute } from 'playwright-core'

export type Line = {
  /** From now on nothing gets through, and new connections fail. */
  cut: () => Promise<void>
  /** The next of these calls still reaches the host; its answer never comes back, and the line is cut. */
  cutAfter: (call: string) => void
  mend: () => void
}

/** Call it before the page is opened. */
export async function lineOf(page: Page): Promise<Line> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  let last: string | null = null

  const cut = async () => {
    isCut = true
    await Promise.all([...open].map((socket) => socket.close({ code: 1011 })))
    open.clear()
  }

  await page.routeWebSocket(/\/rpc$/, (socket) => {
    if (isCut) return void socket.close({ code: 1011 })
    open.add(socket)
    const server = socket.connectToServer()
    socket.onMessage((message) => {
      if (isCut) return
      server.send(message)
      if (last === null || !String(message).includes(last)) return
      last = null
      isCut = true
      // the host needs a moment to write it down; its answer is thrown away meanwhile
      server.onMessage(() => void cut())
    })
    server.onMessage((message) => {
      if (!isCut) socket.send(message)
    })
  })

  return { cut, cutAfter: (call) => void (last = call), mend: () => void (isCut = false) }
}
