/**
 * Ten thousand random frames, as a broken or hostile device may send them: nothing ends but the sender's own
 * connection, nothing is written, and the memory stays flat. FUZZ_SEED repeats a run, FUZZ_FRAMES goes further.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { LIMITS } from '../../src/server/limits.ts'
import { frameOf, procedures } from '../fixtures/procedures.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now() % 1e9)
const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 10_000)
const LANES = 4
const MB = 1024 * 1024

/** Mulberry32: small, and the same numbers from the same seed everywhere. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const NASTY: unknown[] = [
  null,
  true,
  -1,
  0,
  1e308,
  '',
  'x',
  '\u0000',
  '\ud800',
  '__proto__',
  'constructor',
  [],
  {},
  [[[[]]]],
  { __proto__: { isAdmin: true } },
  { json: null },
  { meta: [[0, 'x']] },
  '../../etc/passwd',
  'ä'.repeat(3000),
  { e: 'message', d: {} },
  '2017-02-21T17:00:00Z',
  Number.MAX_VALUE,
]

/** Frames of every shape: whole calls of any procedure, calls with something wrong, shreds of them, and noise. */
function frames(next: () => number) {
  const whole = (most: number) => Math.floor(next() * most)
  const pick = <T>(list: readonly T[]): T => list[whole(list.length)]!
  const sent: string[] = []
  const callFrame = () =>
    frameOf(
      pick(procedures).path,
      `i${whole(40)}`,
      next() < 0.5 ? pick(NASTY) : { [`${String(pick(NASTY))}`]: pick(NASTY) },
    )
  const outOfOrder = () =>
    JSON.stringify({
      i: `i${whole(40)}`,
      t: whole(7),
      p: pick([undefined, pick(NASTY), { e: pick(['message', 'done', 'error', 'x']), d: pick(NASTY) }]),
    })
  const misshapen = () =>
    JSON.stringify({
      i: pick(NASTY),
      t: pick(NASTY),
      p: {
        u: pick(['/host/ping', 'http://evil.example/', '', '/__proto__/x', '//', pick(NASTY)]),
        b: pick(NASTY),
        h: pick([
          { 'content-type': 'text/event-stream' },
          { 'content-disposition': 'x' },
          { 'content-type': 'multipart/form-data' },
          pick(NASTY),
        ]),
        m: pick(['GET', 'DELETE', 1]),
      },
    })
  const cut = (frame: string) => frame.slice(whole(frame.length), whole(frame.length))
  const scratched = (frame: string) => {
    const bytes = Buffer.from(frame)
    for (let times = 1 + whole(6); times > 0; times -= 1) bytes[whole(bytes.length)] = whole(256)
    return bytes
  }
  const noise = () => Buffer.from(Array.from({ length: whole(600) }, () => whole(256)))
  const deep = () => '['.repeat(whole(20_000)) + ']'.repeat(whole(20_000))
  return (): string | Buffer => {
    const frame = pick([callFrame, callFrame, outOfOrder, misshapen, misshapen])()
    sent.push(frame)
    if (sent.length > 50) sent.shift()
    const shaped = pick([
      () => frame,
      () => frame,
      () => pick(sent),
      () => cut(frame),
      () => scratched(frame),
      () => scratched(frame).toString('latin1'),
      noise,
      () => Buffer.concat([Buffer.from(frame), Buffer.from([255]), noise()]),
      () => frame + pick(sent),
      deep,
    ])
    return shaped()
  }
}

const collect = (() => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
})()

async function heap(): Promise<number> {
  for (let times = 0; times < 3; times += 1) {
    await pause(50)
    collect()
  }
  return process.memoryUsage().heapUsed
}

/** Sends one frame and waits until the host has dealt with it: by the answer to a ping, or by the end of the connection. */
async function deliver(socket: WebSocket, frame: string | Buffer): Promise<void> {
  const dealtWith = Promise.race([once(socket, 'pong'), once(socket, 'close')])
  socket.send(frame)
  socket.ping()
  await dealtWith
}

it(`survives ${FRAMES} random frames (FUZZ_SEED=${SEED})`, async () => {
  console.log(`FUZZ_SEED=${SEED}`)
  const faults: string[] = []
  const onFault = (error: unknown) => faults.push(String(error))
  process.on('unhandledRejection', onFault)
  const core = await runningCore()
  const calm = { burst: 1e7, perSecond: 1e7 }
  const server = await runningServer(core, () => [], {
    pace: { station: calm, unpaired: calm },
    callsAtOnce: 1000,
  })
  // a projector may only look: whatever arrives of its frames must change nothing
  const { token } = await pairedStation(core, 'display')
  const before = structuredClone(core.parts.handler.state)
  const { head } = core.parts.handler.journal
  let delivered = 0
  let ended = 0

  /** Kept by nobody once it is closed: this test looks at the memory. */
  async function dial(offers: string[]): Promise<WebSocket> {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, ['mappe.v1', ...offers])
    socket.on('error', () => {})
    await once(socket, 'open')
    return socket
  }
  async function lane(number: number, most: number): Promise<void> {
    const frame = frames(random(SEED + number))
    let socket: WebSocket | null = null
    for (let count = 0; count < most; count += 1) {
      if (socket?.readyState !== WebSocket.OPEN) {
        if (socket) ended += 1
        socket = await dial(number % 2 === 0 ? [`token.${token}`] : [])
      }
      // the connection may just be on its way out: then this frame needs another one
      await deliver(socket, frame()).catch(() => {})
      delivered += 1
      // feeds that were opened by chance end with their connection
      if (count % 200 === 199) socket.terminate()
    }
    socket?.terminate()
  }
  const run = (most: number) =>
    Promise.all(Array.from({ length: LANES }, (_, number) => lane(number, most / LANES)))
  await run(Math.min(2000, FRAMES / 5))
  const warm = await heap()
  await run(FRAMES)
  const after = await heap()
  const figure = `${delivered} frames, ${ended} connections ended, heap ${(warm / MB).toFixed(1)} -> ${(after / MB).toFixed(1)} MB`
  console.log(figure)
  process.off('unhandledRejection', onFault)

  expect(faults).toEqual([])
  expect(core.parts.handler.journal.head).toEqual(head)
  expect(core.parts.handler.state).toEqual(before)
  expect({}).not.toHaveProperty('isAdmin')
  expect(after - warm, figure).toBeLessThan(12 * MB)
  await expect((await socketClient(server, token)).host.status()).resolves.toMatchObject({
    station: { role: 'display' },
  })
}, 540_000)

it(`survives bytes that are no WebSocket at all (FUZZ_SEED=${SEED})`, async () => {
  const next = random(SEED)
  const whole = (most: number) => Math.floor(next() * most)
  const core = await runningCore()
  const server = await runningServer(core, () => [], { slowness: { ...LIMITS.slowness, lookEvery: 50 } })
  const { token } = await pairedStation(core, 'display')
  const upgrade = [
    'GET /rpc HTTP/1.1',
    `Host: 127.0.0.1:${server.port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
    `Sec-WebSocket-Protocol: mappe.v1, token.${token}`,
  ].join('\r\n')
  for (let count = 0; count < 400; count += 1) {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    const noise = Buffer.from(Array.from({ length: 1 + whole(300) }, () => whole(256)))
    // half of them behind a good upgrade: wrong op codes, reserved bits, no mask, lengths that are not true
    socket.write(count % 2 === 0 ? Buffer.concat([Buffer.from(`${upgrade}\r\n\r\n`), noise]) : noise)
    socket.end()
    socket.resume()
    await once(socket, 'close')
  }
  expect(core.parts.handler.journal.head.seq).toBe(1)
  await expect((await socketClient(server, token)).host.ping()).resolves.toHaveProperty('at')
}, 120_000)

it('does not take a command twice that is played back', async () => {
  const core = await runningCore()
  const server = await runningServer(core)
  const { token } = await pairedStation(core, 'organizer')
  const frame = frameOf(['ceremony', 'loadSample'], '1', { commandId: 'once' })
  const seqs: number[] = []
  for (const socket of [await openSocket(server, token), await openSocket(server, token)]) {
    // the same id on one connection while it runs, and again on another afterwards
    const answered = once(socket, 'message')
    socket.send(frame)
    socket.send(frame)
    await answered
    seqs.push(core.parts.handler.journal.head.seq)
  }
  expect(seqs[1]).toBe(seqs[0])
}, 120_000)
