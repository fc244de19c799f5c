/** Pairing over real sockets: asking, letting in, moving, turning away. */
import { once } from 'node:events'
import type { WebSocket } from 'ws'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import type { AskingDevice, JoinProgress } from '../../src/shared/contract/stations.ts'
import type { StationServer } from '../../src/server/station-server.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import { PREPARATION } from '../fixtures/ceremony.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'
import type { Client } from '../fixtures/running-core.ts'

const SAFARI =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'

type Evening = { core: Core; server: StationServer; organizer: Client }

async function evening(now?: () => Date): Promise<Evening> {
  const core = await runningCore(now ? { now } : {})
  const server = await runningServer(core)
  const { token } = await pairedStation(core, 'organizer')
  return { core, server, organizer: await socketClient(server, token) }
}

/** The next item that fits; the feed goes on. */
async function next<T>(feed: AsyncIterator<T>, fits: (item: T) => boolean): Promise<T> {
  for (;;) {
    const { value, done } = await feed.next()
    if (done) throw new Error('the feed is over')
    if (fits(value)) return value
  }
}
const iterate = async <T>(feed: Promise<AsyncIterable<T>>) => (await feed)[Symbol.asyncIterator]()

async function device({ server, organizer }: Evening, role: Role = 'signing', name = 'Tablet 1') {
  const { code } = await organizer.stations.invite({ role, name })
  const stranger = await socketClient(server, null, { 'User-Agent': SAFARI, 'X-Forwarded-For': '6.6.6.6' })
  const answer = await stranger.stations.redeem({ code, isTouch: true })
  if (answer.status !== 'asking') throw new Error('let in without a word')
  const { ticket } = answer
  return { code, stranger, ticket, progress: await iterate(stranger.live.joining({ ticket })) }
}

const isPaired = (item: JoinProgress) => item.status === 'paired'
const closed = async (socket: WebSocket) => {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return { code, reason: reason.toString() }
}

describe('a device with a right code', () => {
  it('is let in by the organizer’s word, and not before', async () => {
    const all = await evening()
    const asking = await iterate(all.organizer.live.asking())
    expect(await next(asking, () => true)).toEqual([])
    const { progress } = await device(all)
    const waiting = await next(progress, ({ status }) => status === 'waiting')
    const [shown] = await next(asking, (devices) => devices.some(({ isPresent }) => isPresent))
    expect(shown).toMatchObject({
      name: 'Tablet 1',
      device: { kind: 'tablet', browser: 'Safari' },
      address: '127.0.0.1',
    })
    expect(waiting).toMatchObject({ mark: shown?.mark })
    expect(Object.values(all.core.parts.handler.state.stations)).toHaveLength(1)

    const { id } = shown as AskingDevice
    await expect(all.organizer.stations.confirm({ id })).resolves.toEqual({ unchanged: false })
    await expect(all.organizer.stations.confirm({ id })).resolves.toEqual({ unchanged: true })
    const { token } = (await next(progress, isPaired)) as { token: string }
    expect(token).toMatch(/^[\w-]{43}$/)
    const station = await socketClient(all.server, token)
    await expect(station.host.status()).resolves.toMatchObject({ station: { id, role: 'signing' } })
    expect(all.core.parts.handler.state.stations[id]).toMatchObject({
      device: { kind: 'tablet', browser: 'Safari' },
    })
  })

  it('that is refused gets no token, and its code is used up', async () => {
    const all = await evening()
    const { code, stranger, progress } = await device(all)
    const asking = await iterate(all.organizer.live.asking())
    const [shown] = await next(asking, (devices) => devices.length > 0)
    await all.organizer.stations.refuse({ id: (shown as AskingDevice).id })
    expect(await next(progress, ({ status }) => status !== 'waiting')).toEqual({ status: 'refused' })
    await expect(stranger.stations.redeem({ code })).rejects.toMatchObject({ code: 'PAIRING_CODE_WRONG' })
    expect(Object.values(all.core.parts.handler.state.stations)).toHaveLength(1)
  })

  it('goes on waiting over a new connection, as after a reload', async () => {
    const all = await evening()
    const first = await device(all)
    const again = await socketClient(all.server, null)
    const progress = await iterate(again.live.joining({ ticket: first.ticket }))
    expect(await next(progress, () => true)).toMatchObject({ status: 'waiting', organizerIsHere: false })
    const asking = await iterate(all.organizer.live.asking())
    expect(await next(progress, () => true)).toMatchObject({ status: 'waiting', organizerIsHere: true })
    const [shown] = await next(asking, (devices) => devices.length > 0)
    await all.organizer.stations.confirm({ id: (shown as AskingDevice).id })
    expect(await next(progress, isPaired)).toMatchObject({ role: 'signing' })
  })

  it('is nobody any more when the host was started anew', async () => {
    const all = await evening()
    const { ticket } = await device(all)
    const later = await evening()
    const stranger = await socketClient(later.server, null)
    const progress = await iterate(stranger.live.joining({ ticket }))
    expect(await next(progress, () => true)).toEqual({ status: 'over' })
  })

  it('on the host itself needs no word when it has the secret of the organizer’s own page', async () => {
    const { organizer, server } = await evening()
    const { secret, url } = await organizer.stations.openHere({ role: 'display', name: 'Leinwand' })
    expect(url).toBe(`${server.url}/join#secret=${secret}`)
    const tab = await socketClient(server, null)
    await expect(tab.stations.redeem({ code: secret })).resolves.toMatchObject({
      status: 'paired',
      role: 'display',
    })
  })
})

describe('wrong codes', () => {
  it('are slowed down, and say for how long', async () => {
    const { server } = await evening()
    const stranger = await socketClient(server, null)
    const tries = []
    for (let count = 0; count < 4; count += 1) {
      tries.push(await stranger.stations.redeem({ code: 'x' }).catch((error: unknown) => error))
    }
    expect(tries).toMatchObject([
      { code: 'PAIRING_CODE_WRONG', data: { seconds: 0 } },
      { code: 'PAIRING_CODE_WRONG', data: { seconds: 0 } },
      { code: 'PAIRING_CODE_WRONG', data: { seconds: 1 } },
      { code: 'PAIRING_LOCKED', data: { seconds: 1 } },
    ])
  })
})

describe('a station that is moved', () => {
  it('loses its old feed at once and is told its new role, now and whenever it comes back', async () => {
    const { core, server, organizer } = await evening()
    const { token, station } = await pairedStation(core, 'reception')
    const socket = await openSocket(server, token, 'reception')
    const over = closed(socket)
    await organizer.stations.move({ stationId: station, role: 'display', commandId: newCommandId() })
    expect(await over).toEqual({ code: 4409, reason: 'display' })
    const back = await openSocket(server, token, 'reception')
    expect(await closed(back)).toEqual({ code: 4409, reason: 'display' })
    const projector = await socketClient(server, token)
    await expect(projector.live.facts({})).rejects.toMatchObject({ code: 'ROLE_NOT_ALLOWED' })
    await expect(projector.live.stage({})).resolves.toBeDefined()
  })

  it('is sent nothing of its old role after the move, not even what happens in the same moment', async () => {
    const { core, server } = await evening()
    const { token, station } = await pairedStation(core, 'reception')
    const socket = await openSocket(server, token)
    const frames: string[] = []
    socket.on('message', (data: Buffer) => frames.push(data.toString()))
    socket.send(JSON.stringify({ i: '1', p: { u: '/live/facts', b: { json: { since: null } } } }))
    await expect.poll(() => frames.some((frame) => frame.includes('caught-up'))).toBe(true)
    const by = () => ({ station: core.hostCaller.station, commandId: newCommandId() })
    await Promise.all([
      core.parts.run({ type: 'move-station', payload: { stationId: station, role: 'signing' } }, by()),
      core.parts.run(PREPARATION[0]!, by()),
    ])
    await closed(socket)
    expect(frames.join()).not.toContain('Landkreis Tübingen')
    expect(core.parts.handler.state.ceremony?.host).toBe('Landkreis Tübingen')
  })
})

describe('a token', () => {
  it('is refused after thirty days, with a code of its own', async () => {
    let time = new Date('2017-02-21T17:00:00Z')
    const { core, server } = await evening(() => time)
    const { token } = await pairedStation(core, 'reception')
    time = new Date('2017-03-23T17:00:00Z')
    expect(await closed(await openSocket(server, token))).toEqual({ code: 4408, reason: 'expired' })
  })
})
