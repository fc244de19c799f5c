/** A page from before an update is sent away with a code of its own, so that it can reload itself. */
import { once } from 'node:events'
import { expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { keepConnection } from '../../src/renderer/connection/connection.ts'
import { dialSocket } from '../../src/renderer/connection/wire.ts'
import { pairedStation, runningCore, runningServer } from '../fixtures/running-core.ts'

async function hall() {
  const core = await runningCore()
  const server = await runningServer(core)
  const { token } = await pairedStation(core, 'display')
  return { core, token, url: `${server.url.replace('http', 'ws')}/rpc` }
}

it('a page that speaks another contract is told so, whatever its token', async () => {
  const { token, url } = await hall()
  for (const protocols of [['contract.0000000000000000', `token.${token}`], ['contract.0000000000000000']]) {
    const socket = new WebSocket(url, ['mappe.v1', ...protocols])
    onTestFinished(() => socket.terminate())
    const [code] = (await once(socket, 'close')) as [number]
    expect(code).toBe(4426)
  }
})

it('a page that speaks the host’s contract is served, and its status says when it does not', async () => {
  const { core, token, url } = await hall()
  const open = (contract: string) => {
    const connection = keepConnection(() => dialSocket(url, { token, contract }))
    onTestFinished(connection.close)
    return connection.status
  }
  const [current, outdated] = [open(core.contractVersion), open('0000000000000000')]
  await vi.waitFor(() => expect([current.value, outdated.value]).toEqual(['connected', 'outdated']), {
    timeout: 10_000,
  })
})
