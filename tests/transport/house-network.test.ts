/** The house network over real sockets; a second loopback address stands for the network card. */
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { get } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { pairedStation, runningCore, runningServer, socketClient } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const CARD = '127.0.0.2'
const card = () => [{ name: 'eth0', address: CARD }]

type Answer = { status: number | undefined; type: string | undefined; body: Buffer }

async function fetched(url: string, options: { ca?: string; host?: string } = {}): Promise<Answer> {
  const { ca, host } = options
  const request = get(url, {
    ...(ca ? { ca } : { rejectUnauthorized: false }),
    ...(host && { headers: { host } }),
  })
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  return { status: response.statusCode, type: response.headers['content-type'], body }
}

async function organizer(dataDir?: string) {
  const core = await runningCore(dataDir ? { dataDir } : {})
  const server = await runningServer(core, card)
  const { token } = await pairedStation(core, 'organizer')
  return { core, server, token, client: await socketClient(server, token) }
}

// macOS has no second loopback address of its own
describe.runIf(process.platform === 'linux')('devices in the house network', () => {
  it('find no door until the organizer opens it', async () => {
    const { client } = await organizer()
    expect(await client.network.status()).toMatchObject({ isOn: false, urls: [], interfaces: card() })
    const { urls } = await client.network.choose({ isOn: true, address: null })
    expect(urls).toHaveLength(1)
    await client.network.choose({ isOn: false, address: null })
    await expect(fetched(urls[0]!)).rejects.toThrow('ECONNREFUSED')
  })

  it('get the pages over a connection that the host’s own certificate vouches for', async () => {
    const { client } = await organizer()
    const { urls } = await client.network.choose({ isOn: true, address: CARD })
    const authority = await fetched(`${urls[0]}/zertifikat.crt`)
    expect(authority.type).toBe('application/x-x509-ca-cert')
    const page = await fetched(urls[0]!, { ca: new X509Certificate(authority.body).toString() })
    expect(page.body.toString()).toContain('Unterschriftenmappe')
  })

  it('are refused under a name that is not the host’s', async () => {
    const { client } = await organizer()
    const { urls } = await client.network.choose({ isOn: true, address: null })
    expect((await fetched(urls[0]!, { host: 'evil.example' })).status).toBe(421)
    // of this computer alone, not of the house network
    expect((await fetched(urls[0]!, { host: `localhost:${new URL(urls[0]!).port}` })).status).toBe(421)
  })

  it('are invited under the address they can reach', async () => {
    const { client } = await organizer()
    const { urls } = await client.network.choose({ isOn: true, address: null })
    const invitation = await client.stations.invite({ role: 'signing', name: 'Tablet 1' })
    expect(invitation.urls).toEqual([`${urls[0]}/join#code=${invitation.code}`])
  })

  it('lose their connection when the network is turned off, while this computer keeps its own', async () => {
    const { core, client } = await organizer()
    const { urls } = await client.network.choose({ isOn: true, address: null })
    const { token } = await pairedStation(core, 'display')
    const socket = new WebSocket(`${urls[0]!.replace('https', 'wss')}/rpc`, ['mappe.v1', `token.${token}`], {
      rejectUnauthorized: false,
    })
    await once(socket, 'open')
    const closed = once(socket, 'close')
    await client.network.choose({ isOn: false, address: null })
    await closed
    await expect(client.host.ping()).resolves.toHaveProperty('at')
  })

  it('find their host again after a restart', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const first = await organizer(dataDir)
    await first.client.network.choose({ isOn: true, address: null })
    await first.server.close()
    await first.core.close()
    const { client } = await organizer(dataDir)
    expect(await client.network.status()).toMatchObject({ isOn: true, problem: null })
  })

  it('cannot turn the network on themselves', async () => {
    const { core, server } = await organizer()
    const { token } = await pairedStation(core, 'reception')
    const desk = await socketClient(server, token)
    await expect(desk.network.choose({ isOn: true, address: null })).rejects.toMatchObject({
      code: 'ROLE_NOT_ALLOWED',
    })
  })
})
