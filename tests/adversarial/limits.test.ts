/** Devices that are slow, greedy or silent: each loses its own connection, and nobody else notices. */
import { once } from 'node:events'
import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { newCommandId } from '../../src/core/core-parts.ts'
import { LIMITS } from '../../src/server/limits.ts'
import type { Limits } from '../../src/server/limits.ts'
import { frameOf } from '../fixtures/procedures.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'

const SOON = { handshake: 300, headers: 300, request: 400, silence: 600, lookEvery: 50 }
/** Long for a machine that is busy, short for a person. */
const SLOW = { timeout: 10_000 }
const CARD = '127.0.0.2'

async function evening(limits: Partial<Limits> = {}) {
  const core = await runningCore()
  const server = await runningServer(core, () => [{ name: 'eth0', address: CARD }], limits)
  const station = await pairedStation(core, 'reception')
  return { core, server, ...station, desk: await socketClient(server, station.token) }
}

function opened(socket: Socket): { isOver: () => boolean; received: () => string } {
  let isOver = false
  let received = ''
  socket.on('data', (data: Buffer) => (received += data.toString('latin1')))
  socket.on('error', () => {})
  socket.on('close', () => (isOver = true))
  onTestFinished(() => void socket.destroy())
  return { isOver: () => isOver, received: () => received }
}
const closeOf = async (socket: WebSocket): Promise<number> => {
  const [code] = (await once(socket, 'close')) as [number]
  return code
}

describe('a client that takes its time', () => {
  it.each([
    ['says nothing', ''],
    ['stops in the first line', 'GET / HT'],
    ['stops in the headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    [
      'stops before the upgrade is complete',
      'GET /rpc HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n',
    ],
    ['announces a body and never sends it', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx'],
  ])('and %s is let go, while the others are served', async (_what, start) => {
    const { server, desk } = await evening({ slowness: SOON })
    const slow = opened(
      connect(server.port, '127.0.0.1').on('connect', function write(this: Socket) {
        this.write(start)
      }),
    )
    await expect.poll(slow.isOver, SLOW).toBe(true)
    await expect(desk.host.ping()).resolves.toHaveProperty('at')
  })

  it('and sends a header one letter at a time is let go all the same', async () => {
    const { server } = await evening({ slowness: SOON })
    const socket = connect(server.port, '127.0.0.1')
    const slow = opened(socket)
    socket.write('GET / HTTP/1.1\r\nX-Slow: ')
    const drip = setInterval(() => socket.writable && socket.write('x'), 50)
    onTestFinished(() => clearInterval(drip))
    await expect.poll(slow.isOver, SLOW).toBe(true)
    expect(slow.received()).toContain('408')
  })

  // macOS has no second loopback address of its own
  it.runIf(process.platform === 'linux')('and never finishes the TLS handshake is let go', async () => {
    const { core, server } = await evening({ slowness: SOON })
    const { token } = await pairedStation(core, 'organizer')
    const organizer = await socketClient(server, token)
    const { urls } = await organizer.network.choose({ isOn: true, address: null })
    const silent = opened(connect(Number(new URL(urls[0]!).port), CARD))
    const half = opened(
      connect(Number(new URL(urls[0]!).port), CARD).on('connect', function hello(this: Socket) {
        this.write(Buffer.from('160301020001000', 'hex'))
      }),
    )
    await expect.poll(() => silent.isOver() && half.isOver(), SLOW).toBe(true)
    const fine = connectTls({ port: Number(new URL(urls[0]!).port), host: CARD, rejectUnauthorized: false })
    opened(fine)
    await once(fine, 'secureConnect')
  })

  it('and does not read is let go, while everybody else hears all', async () => {
    const { core, server, token, desk } = await evening({
      heartbeat: 100,
      slowReader: 3,
      unsent: { pause: 64 * 1024, end: 32 * 1024 * 1024 },
    })
    const deaf = await openSocket(server, token)
    const isOver = new Promise((resolve) => deaf.once('close', resolve))
    deaf.send(frameOf(['live', 'facts'], '1', { since: null }))
    await pause(50)
    deaf.pause()
    const feed = (await desk.live.facts({ since: null }))[Symbol.asyncIterator]()
    const by = () => ({ station: core.hostCaller.station, commandId: newCommandId() })
    const note = 'x'.repeat(2000)
    const agenda = Array.from({ length: 40 }, () => ({ title: note.slice(0, 250), speaker: '' }))
    // what the deaf one does not read stays in the kernel at first: some megabytes have to pass
    let last = 0
    for (let count = 0; count < 1500 && deaf.readyState !== WebSocket.CLOSED; count += 1) {
      const ceremony = { title: `Abend ${count}`, host: 'Landkreis', date: '2017-02-21', agenda }
      const done = await core.parts.run({ type: 'describe-ceremony', payload: { ceremony } } as never, by())
      last = core.parts.handler.journal.head.seq
      expect(done.kind).not.toBe('unchanged')
    }
    deaf.resume()
    await isOver
    for (let seq = 0; seq < last;) {
      const item = await feed.next()
      if (!item.done) ({ seq } = item.value)
    }
    expect(core.parts.handler.journal.head.seq).toBe(last)
  }, 60_000)
})

describe('a client that wants too much', () => {
  it('at once without a token is held off, from one address and in all', async () => {
    const { server, desk } = await evening({ connections: { all: 200, unpaired: 4, unpairedPerAddress: 2 } })
    const from = (localAddress: string) => openSocket(server, null, null, { localAddress })
    await from('127.0.0.1')
    await from('127.0.0.1')
    expect(await closeOf(await from('127.0.0.1'))).toBe(4429)
    // another address still gets in
    const other = await from('127.0.0.9')
    expect(other.readyState).toBe(WebSocket.OPEN)
    await from('127.0.0.9')
    expect(await closeOf(await from('127.0.0.10'))).toBe(4429)
    await expect(desk.host.ping()).resolves.toHaveProperty('at')
  })

  it('with more connections than a device needs is cut off at the socket', async () => {
    const { server, desk } = await evening({ sockets: { all: 1000, perAddress: 3 } })
    const sockets = Array.from({ length: 6 }, () => {
      const socket = connect({ port: server.port, host: '127.0.0.1', localAddress: '127.0.0.9' })
      return opened(socket)
    })
    await expect.poll(() => sockets.filter(({ isOver }) => isOver()).length, SLOW).toBe(3)
    await expect(desk.host.ping()).resolves.toHaveProperty('at')
  })

  it('by calling faster than any page does is cut off', async () => {
    const { server, token, desk } = await evening({
      pace: { ...LIMITS.pace, station: { burst: 50, perSecond: 1 } },
    })
    const fast = await openSocket(server, token)
    const over = closeOf(fast)
    for (let count = 0; count < 60; count += 1) fast.send(frameOf(['host', 'ping'], `p${count}`))
    expect(await over).toBe(4429)
    await expect(desk.host.ping()).resolves.toHaveProperty('at')
  })

  it('by opening feed upon feed is cut off', async () => {
    const { server, token } = await evening({ callsAtOnce: 10 })
    const greedy = await openSocket(server, token)
    const over = closeOf(greedy)
    for (let count = 0; count < 11; count += 1) {
      greedy.send(frameOf(['live', 'facts'], `f${count}`, { since: null }))
    }
    expect(await over).toBe(4429)
  })

  it.each([
    ['unpaired', LIMITS.message.unpaired],
    ['reception', LIMITS.message.station],
  ] as const)('in one message as %s is cut off', async (role, most) => {
    const { core, server } = await evening()
    const token = role === 'unpaired' ? null : (await pairedStation(core, role)).token
    const socket = await openSocket(server, token)
    const over = closeOf(socket)
    socket.on('error', () => {})
    socket.send('x'.repeat(most + 1))
    // RFC 6455 § 7.4.1: too big to process; the connection may also be gone before that is read
    expect([1009, 1006]).toContain(await over)
    expect(core.parts.handler.state.attendees).toEqual({})
  })
})
