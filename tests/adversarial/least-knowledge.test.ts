/** What goes over to each role while the evening goes on around it: every frame is looked at. */
import { expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import type { Command } from '../../src/shared/domain/decide.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import {
  AGREEMENT,
  attendee,
  COMPANY,
  COUNTY,
  id,
  JOBCENTER,
  LANDRAT,
  MANAGER,
  PREPARATION,
  SIGNATURE,
} from '../fixtures/ceremony.ts'
import { frameOf } from '../fixtures/procedures.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'
import type { StationServer } from '../../src/server/station-server.ts'

/** Somebody with everything a guest list may know of a person. */
const person = (name: string, partnerId = COMPANY) =>
  attendee({
    id: id.attendee(name.toLowerCase()),
    partnerId,
    firstName: `Vorname-${name}`,
    lastName: name,
    function: `Amt-${name}`,
    email: `${name.toLowerCase()}@example.org`,
    phone: `07071 ${name.length}4711`,
    note: `Notiz-${name}`,
    seat: `Platz-${name}`,
  })

/** What must never reach a station that has nothing to do with this person. */
const tracesOf = (name: string) => [
  name,
  `${name.toLowerCase()}@example.org`,
  `07071 ${name.length}4711`,
  `Notiz-${name}`,
  `Platz-${name}`,
  `Amt-${name}`,
]
const OTHERS = ['Quittenbaum', 'Mirabellenhain', 'Zwetschgenstiel', 'Holunderweg', 'Schlehdorn']
const FEEDS: Record<Role, string[]> = {
  organizer: ['facts', 'stage'],
  reception: ['facts'],
  signing: ['task'],
  display: ['stage', 'ink'],
}

/** Follows everything this role may, and remembers all that comes. */
async function listening(core: Core, server: StationServer, role: Role) {
  const { token, station } = await pairedStation(core, role)
  const socket = await openSocket(server, token)
  const frames: string[] = []
  socket.on('message', (data: Buffer) => frames.push(data.toString('utf8')))
  for (const [index, feed] of FEEDS[role].entries()) {
    socket.send(frameOf(['live', feed], `feed-${index}`, feed === 'ink' ? undefined : { since: null }))
  }
  const arrived = (text: string) => expect.poll(() => frames.some((frame) => frame.includes(text))).toBe(true)
  return { token, station, frames, arrived, all: () => frames.join('\n') }
}

const run = (core: Core, command: Command, station = core.hostCaller.station) =>
  core.parts.run(command, { commandId: newCommandId(), station })

async function evening() {
  const core = await runningCore()
  const server = await runningServer(core)
  for (const command of PREPARATION.slice(0, 2)) await run(core, command)
  for (const name of OTHERS.slice(0, 4)) {
    await run(core, { type: 'save-attendee', payload: { attendee: person(name) } })
  }
  await run(core, PREPARATION[2]!)
  await run(core, { type: 'open-agreement', payload: {} })
  return { core, server }
}

/** Arrivals, a stand-in, a walk-in, a change, and the signature of another partner on another tablet. */
async function theEveningGoesOn(core: Core, server: StationServer) {
  const desk = await socketClient(server, (await pairedStation(core, 'reception', 'Einlass 1')).token)
  const [first, second, third] = OTHERS.map((name) => id.attendee(name.toLowerCase()))
  const commandId = newCommandId
  await desk.checkIn.checkIn({ attendeeId: first!, commandId: commandId() })
  await desk.checkIn.checkIn({ attendeeId: second!, commandId: commandId() })
  await desk.checkIn.undo({ attendeeId: second!, reason: 'Notiz-Mirabellenhain', commandId: commandId() })
  await desk.checkIn.substitute({
    absentId: third!,
    substitute: person('Schlehdorn'),
    reason: 'verhindert',
    commandId: commandId(),
  })
  const other = await pairedStation(core, 'signing', 'Tablet 2')
  const pad = await socketClient(server, other.token)
  const call = { partnerId: JOBCENTER, attendeeId: MANAGER, stationId: other.station }
  await run(core, { type: 'call-partner', payload: call })
  await pad.signing.take({ partnerId: JOBCENTER, commandId: commandId() })
  await run(
    core,
    {
      type: 'give-signature',
      payload: { partnerId: JOBCENTER, signature: { ...SIGNATURE, attendeeId: MANAGER } },
    },
    other.station,
  )
}

it('a signing tablet hears of nobody but the guest it was called for', async () => {
  const { core, server } = await evening()
  const tablet = await listening(core, server, 'signing')
  await theEveningGoesOn(core, server)
  const call = { partnerId: COUNTY, attendeeId: LANDRAT, stationId: tablet.station }
  await run(core, { type: 'call-partner', payload: call })
  await tablet.arrived('Walter')
  for (const name of [...OTHERS, 'Öztürk', 'Groß', 'Łukaszewska']) {
    for (const trace of tracesOf(name)) expect(tablet.all(), trace).not.toContain(trace)
  }
  expect(tablet.all()).not.toContain('Jobcenter')
  expect(tablet.all()).not.toContain('@')
  // when its own guest is done, the next word on the wire is that there is nothing to do
  await run(core, { type: 'cancel-call', payload: { partnerId: COUNTY, reason: '' } })
  await expect.poll(() => tablet.frames.at(-1)).toContain('"call":null')
})

it('a reception desk sees neither agreement nor signatures', async () => {
  const { core, server } = await evening()
  const desk = await listening(core, server, 'reception')
  await theEveningGoesOn(core, server)
  await desk.arrived('Schlehdorn')
  expect(desk.all()).not.toContain(AGREEMENT.sha256)
  for (const fact of [
    'agreement-',
    'signature-',
    'partner-called',
    'task-taken',
    '"strokes"',
    'tokenHash":"0',
  ]) {
    expect(desk.all(), fact).not.toContain(fact)
  }
})

it('the projector knows who signs, and of all others no name and no address', async () => {
  const { core, server } = await evening()
  const wall = await listening(core, server, 'display')
  await theEveningGoesOn(core, server)
  await wall.arrived('"status":"signed"')
  for (const name of OTHERS)
    for (const trace of tracesOf(name)) expect(wall.all(), trace).not.toContain(trace)
  expect(wall.all()).not.toContain('@')
})

it('no role is ever sent the hash of a token', async () => {
  const { core, server } = await evening()
  const roles = await Promise.all(
    (['organizer', 'reception', 'signing', 'display'] as const).map((role) => listening(core, server, role)),
  )
  await theEveningGoesOn(core, server)
  await roles[0]!.arrived('signature-given')
  const hashes = Object.values(core.parts.handler.state.stations).map(({ tokenHash }) => tokenHash)
  for (const { frames } of roles) for (const hash of hashes) expect(frames.join()).not.toContain(hash)
})
