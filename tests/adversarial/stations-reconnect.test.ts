/** Host gone, host hanging, network cut at random, another journal: every station comes back by itself to exactly what the host knows. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { createPinia } from 'pinia'
import { expect, it, onTestFinished, vi } from 'vitest'
import { hostOver } from '../../src/renderer/client.ts'
import { keepConnection } from '../../src/renderer/connection/connection.ts'
import { TIMING } from '../../src/renderer/connection/timing.ts'
import { dialSocket } from '../../src/renderer/connection/wire.ts'
import { useCeremonyStore } from '../../src/renderer/stores/ceremony.ts'
import { useStageStore } from '../../src/renderer/stores/stage.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { newToken } from '../../src/core/pairing/token.ts'
import type { Command } from '../../src/shared/domain/decide.ts'
import { stageOf } from '../../src/shared/domain/evening/stage-view.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import { stateFor } from '../../src/shared/domain/views.ts'
import { layWire } from '../fixtures/bad-wire.ts'
import { attendee, id, PREPARATION } from '../fixtures/ceremony.ts'
import { randomFrom } from '../fixtures/random.ts'
import { startDoor } from '../fixtures/door-process.ts'
import { pairedStation, runningCore, runningServer } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const SOON = {
  ...TIMING,
  opening: 800,
  heartbeatEvery: 60,
  heartbeatLimit: 700,
  retryFirst: 10,
  retryMost: 100,
}
const until = (check: () => void, timeout = 20_000) => vi.waitFor(check, { timeout, interval: 10 })
const socketUrl = (url: string) => `${url.replace('http', 'ws')}/rpc`

/** A station's page without its pixels: connection, feed and store are the page's own. */
function station(url: () => string, token: string, timing = SOON) {
  const connection = keepConnection(() => dialSocket(url(), { token }), timing)
  const host = hostOver(connection)
  const pinia = createPinia()
  const [ceremony, stage] = [useCeremonyStore(pinia), useStageStore(pinia)]
  onTestFinished(() => host.close())
  return { host, ceremony, stage, status: connection.status }
}
const run = (core: Core, command: Command) =>
  core.parts.run(command, { commandId: newCommandId(), station: core.hostCaller.station })

it('a host that hangs is noticed within three seconds, and found again when it goes on or is started anew', async () => {
  const tokens = [newToken(), newToken()]
  const door = await startDoor(join(await temporaryFolder(), 'data'), 3, tokens)
  onTestFinished(() => door.kill())
  const url = () => `ws://127.0.0.1:${door.port}/rpc`
  const desks = tokens.map((token) => station(url, token, TIMING))
  for (const { ceremony, host } of desks) onTestFinished(ceremony.follow(host))
  const allAre = (status: string) => () =>
    expect(desks.map((desk) => desk.status.value)).toEqual([status, status])
  await until(allAre('connected'))
  await until(() => expect(desks.every(({ ceremony }) => ceremony.isLoaded)).toBe(true))

  const frozenAt = performance.now()
  door.freeze()
  await until(allAre('lost'))
  expect(performance.now() - frozenAt).toBeLessThan(3_000)
  door.thaw()
  await until(allAre('connected'))

  await door.kill()
  await until(allAre('lost'))
  await door.restart()
  await until(allAre('connected'))
  await until(() =>
    expect(desks.every(({ ceremony }) => ceremony.journal?.entries === ceremony.state.seq)).toBe(true),
  )
})

it('however often the network is cut, a station knows what the host knows: nothing missing, nothing doubled', async () => {
  const random = randomFrom(Number(process.env['STATIONS_SEED'] ?? 20170221))
  const core = await runningCore()
  for (const command of PREPARATION) await run(core, command)
  const server = await runningServer(core)
  const wire = await layWire(server.port)
  onTestFinished(() => wire.close())
  const join = async (role: Role) => station(() => wire.url, (await pairedStation(core, role)).token)
  const [organizer, reception, display] = [
    await join('organizer'),
    await join('reception'),
    await join('display'),
  ]
  for (const { ceremony, host } of [organizer, reception]) onTestFinished(ceremony.follow(host))
  onTestFinished(display.stage.follow(display.host))

  const guests = Array.from({ length: 40 }, (_, number) => id.attendee(`guest-${number}`))
  const incidents = [wire.cut, wire.cut, wire.cut, wire.hang, wire.goAway]
  for (const guest of guests) {
    await run(core, {
      type: 'save-attendee',
      payload: { attendee: attendee({ id: guest, lastName: `Gast ${guest}` }) },
    })
    if (random() < 0.7) await run(core, { type: 'check-in', payload: { attendeeId: guest } })
    await run(core, { type: 'start-agenda-item', payload: { item: Math.floor(random() * 2) } })
    if (random() < 0.3) await run(core, { type: 'take-back-run-step', payload: {} })
    if (random() < 0.5) incidents[Math.floor(random() * incidents.length)]?.()
    await new Promise((resolve) => setTimeout(resolve, random() * 60))
    wire.mend()
  }

  const { state } = core.parts.handler
  await until(() =>
    expect([organizer, reception].map(({ ceremony }) => ceremony.journal && ceremony.lastSeq)).toEqual([
      state.seq,
      state.seq,
    ]),
  )
  // what passed the wire is JSON: as the host's own state is once it lay on the disk
  const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
  expect(plain(organizer.ceremony.state)).toEqual(plain(stateFor('organizer', state)))
  expect(plain(stateFor('reception', reception.ceremony.state))).toEqual(plain(stateFor('reception', state)))
  await until(() => expect(plain(display.stage.stage)).toEqual(plain(stageOf(state))))
  expect(organizer.ceremony.hostIsBehind).toBe(false)
})

it('a station begins anew with a host whose journal is another one, even a longer one, instead of mixing the two', async () => {
  const [first, backup] = [join(await temporaryFolder(), 'data'), join(await temporaryFolder(), 'data')]
  const before = await runningCore({ dataDir: first })
  for (const command of PREPARATION) await run(before, command)
  const { token } = await pairedStation(before, 'organizer')
  await cp(first, backup, {
    recursive: true,
    filter: (path) => !path.endsWith('.lock') && !path.endsWith('lock'),
  })
  const oldServer = await runningServer(before)
  let url = socketUrl(oldServer.url)
  const organizer = station(() => url, token)
  onTestFinished(organizer.ceremony.follow(organizer.host))
  const lost = id.attendee('lost')
  await run(before, {
    type: 'save-attendee',
    payload: { attendee: attendee({ id: lost, lastName: 'Verloren' }) },
  })
  await until(() => expect(organizer.ceremony.state.attendees[lost]).toBeDefined())

  const restored = await runningCore({ dataDir: backup })
  const kept = Array.from({ length: 5 }, (_, number) => id.attendee(`kept-${number}`))
  for (const guest of kept) {
    await run(restored, {
      type: 'save-attendee',
      payload: { attendee: attendee({ id: guest, lastName: `Neu ${guest}` }) },
    })
  }
  url = socketUrl((await runningServer(restored)).url)
  await oldServer.close()
  await until(() => expect(organizer.ceremony.state.attendees[kept[4]!]).toBeDefined())
  expect(organizer.ceremony.state.attendees[lost]).toBeUndefined()
  expect(organizer.ceremony.lastSeq).toBe(restored.parts.handler.state.seq)
  await until(() => expect(organizer.ceremony.hostIsBehind).toBe(true))
})
