/** The end of the evening: the server closes even when somebody at the other end does not. */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { runningCore, runningServer } from '../fixtures/running-core.ts'

it('closes at once although a refused device never answers the goodbye', async () => {
  const server = await runningServer(await runningCore())
  const silent = connect(server.port, '127.0.0.1')
  onTestFinished(() => void silent.destroy())
  const head = [
    'GET /rpc HTTP/1.1',
    `Host: 127.0.0.1:${server.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: mappe.v1, token.made-up',
  ]
  silent.write(`${head.join('\r\n')}\r\n\r\n`)
  const [answer] = (await once(silent, 'data')) as [Buffer]
  expect(answer.toString('latin1')).toContain('101 Switching Protocols')
  await expect(server.close()).resolves.toBeUndefined()
}, 5000)
