/** A rehearsal over the wire: nobody is in it, or out of it, by mistake. */
import { once } from 'node:events'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { StationServer } from '../../src/server/station-server.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { keepConnection } from '../../src/renderer/connection/connection.ts'
import { dialPort, dialSocket, endOf } from '../../src/renderer/connection/wire.ts'
import { openDeskKeep, untoldActs } from '../../src/renderer/desk/keep.ts'
import { deskKeepOf } from '../../src/renderer/desk/keep-name.ts'
import type { Attendee } from '../../src/shared/domain/registry/registry.ts'
import { MessageChannel } from 'node:worker_threads'
import { RPCHandler } from '@orpc/server/message-port'
import { openedSample, organizerOf } from '../fixtures/rehearsal.ts'
import { openSocket, pairedStation, runningServer } from '../fixtures/running-core.ts'
import type { Client } from '../fixtures/running-core.ts'
import { openTestDesk } from '../fixtures/test-desk.ts'

async function served() {
  const core = await openedSample()
  const server = await runningServer(core)
  const { token } = await pairedStation(core, 'reception')
  return { core, server, token }
}

async function socketIn(server: StationServer, token: string, rehearsal: string | null): Promise<WebSocket> {
  const offers = [`token.${token}`, ...(rehearsal === null ? [] : [`in.${rehearsal}`])]
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, ['mappe.v1', ...offers])
  onTestFinished(() => socket.terminate())
  await once(socket, 'open')
  return socket
}

async function endAsTold(socket: WebSocket) {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer]
  return endOf({ code, reason: reason.toString() })
}

describe('a rehearsal over the wire', () => {
  it('sends each station where the host has turned, and takes nobody who believes to be elsewhere', async () => {
    const { core, server, token } = await served()
    const before = await openSocket(server, token)
    const turned = endAsTold(before)
    const { id } = await organizerOf(core).rehearsal.begin()
    expect(await turned).toBe(`turned:${id}`)
    expect(await endAsTold(await openSocket(server, token))).toBe(`turned:${id}`)
    const inside = await socketIn(server, token, id)
    const client: Client = createORPCClient(
      new RPCLink({ websocket: inside as unknown as globalThis.WebSocket }),
    )
    expect(await client.host.status()).toMatchObject({ rehearsal: id, station: { role: 'reception' } })
    const back = endAsTold(inside)
    await organizerOf(core).rehearsal.end()
    expect(await back).toBe('turned:')
    expect(await endAsTold(await socketIn(server, token, id))).toBe('turned:')
  })

  it('ends the connection of a page for good, so that it begins anew', async () => {
    const { core, server, token } = await served()
    const url = `${server.url.replace('http', 'ws')}/rpc`
    const connection = keepConnection(() => dialSocket(url, { token }))
    onTestFinished(() => connection.close())
    await expect.poll(() => connection.status.value).toBe('connected')
    expect(connection.turnedTo.value).toBeUndefined()
    const { id } = await organizerOf(core).rehearsal.begin()
    await expect.poll(() => connection.turnedTo.value).toBe(id)
  })

  it('asks a port first where it leads, and lets nothing over one that leads elsewhere', async () => {
    const core = await openedSample()
    const { id } = await organizerOf(core).rehearsal.begin()
    const { port1, port2 } = new MessageChannel()
    onTestFinished(() => port1.close())
    new RPCHandler(core.router).upgrade(port1 as unknown as MessagePort, {
      context: { caller: core.hostCaller },
    })
    const wire = dialPort(async () => port2 as unknown as MessagePort, null)
    expect(await wire.opened).toBe(true)
    expect(await wire.ended).toBe(`turned:${id}`)
    await expect(wire.link.call(['host', 'ping'], undefined, { context: {} })).rejects.toMatchObject({
      code: 'TIMED_OUT',
    })
  })
})

describe('a desk without its host', () => {
  it('never sends what it did in the rehearsal to the evening, nor the other way', async () => {
    const { core, server, token } = await served()
    const url = `${server.url.replace('http', 'ws')}/rpc`
    const [first, second] = Object.values(core.parts.handler.state.attendees)
    const evening = await openTestDesk(deskKeepOf(null), url, token)
    await expect.poll(evening.status).toBe('connected')
    await expect.poll(() => evening.isLoaded.value).toBe(true)
    evening.kill()
    await keepAct(deskKeepOf(null), first!)

    const { id } = await organizerOf(core).rehearsal.begin()
    const rehearsing = await openTestDesk(deskKeepOf(id), url, token, { rehearsal: id })
    await expect.poll(() => rehearsing.isLoaded.value).toBe(true)
    expect(rehearsing.waiting.value).toEqual([])
    rehearsing.kill()
    await keepAct(deskKeepOf(id), second!)
    await organizerOf(core).rehearsal.end()

    expect(await untoldActs(deskKeepOf(id))).toBe(1)
    const late = await openTestDesk(deskKeepOf(id), url, token, { rehearsal: id })
    await expect.poll(late.status).not.toBe('connected')
    const back = await openTestDesk(deskKeepOf(null), url, token)
    await expect.poll(() => Object.keys(core.parts.handler.state.arrivals)).toEqual([first!.id])
    expect(back.waiting.value).toEqual([])
    late.kill()
    back.kill()
  })
})

/** What a desk keeps of an act that it has done alone. */
async function keepAct(name: string, guest: Attendee): Promise<void> {
  const keep = await openDeskKeep(name, 'any')
  await keep.putAct({
    commandId: newCommandId(),
    place: 1,
    at: Date.now(),
    station: null,
    deed: { type: 'check-in', guest },
    isAlone: true,
    seq: null,
    refused: null,
  })
  keep.close()
}
