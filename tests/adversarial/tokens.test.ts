/** Every procedure × every role × every kind of token, on the wire: what does not open the door opens nothing behind it. */
import { call, isProcedure } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import type { CallContext } from '../../src/core/core.ts'
import { roleSchema } from '../../src/shared/domain/station.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import { frameOf, procedures, under } from '../fixtures/procedures.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'

const ROLES = roleSchema.options
const MONTH_MS = 31 * 24 * 60 * 60_000
/** So that a whole table goes over one connection. */
const QUICK = {
  pace: { station: { burst: 1e5, perSecond: 1e5 }, unpaired: { burst: 1e5, perSecond: 1e5 } },
  callsAtOnce: 1e4,
}

type Evening = { core: Core; url: string; pass: (ms: number) => void }

async function evening(): Promise<Evening> {
  let time = Date.parse('2017-02-21T17:00:00Z')
  const core = await runningCore({ now: () => new Date(time) })
  const { url } = await runningServer(core, () => [], QUICK)
  return { core, url, pass: (ms) => void (time += ms) }
}

const byHost = ({ hostCaller }: Core) => ({ station: hostCaller.station, commandId: newCommandId() })

/** A token of this role that opens nothing, and the code with which it is refused. */
const BAD_TOKENS: Record<string, { code: number; make: (evening: Evening, role: Role) => Promise<string> }> =
  {
    'made up': { code: 4401, make: async () => 'x'.repeat(43) },
    'of another ceremony': {
      code: 4401,
      make: async (_evening, role) => (await pairedStation(await runningCore(), role)).token,
    },
    revoked: {
      code: 4403,
      make: async ({ core }, role) => {
        const { token, station } = await pairedStation(core, role)
        await core.parts.run({ type: 'revoke-station', payload: { stationId: station } }, byHost(core))
        return token
      },
    },
    expired: {
      code: 4408,
      make: async ({ core, pass }, role) => {
        const { token } = await pairedStation(core, role)
        pass(MONTH_MS)
        return token
      },
    },
  }

/** Calls everything over a connection without waiting, and gives what came back before it was closed. */
async function callEverything(socket: WebSocket): Promise<{ code: number; frames: string[] }> {
  const frames: string[] = []
  socket.on('message', (data: Buffer) => frames.push(data.toString()))
  const closed = new Promise<number>((resolve) => socket.once('close', resolve))
  procedures.forEach(({ path }, index) => socket.send(frameOf(path, `call-${index}`)))
  return { code: await closed, frames }
}

describe.each(Object.entries(BAD_TOKENS))('a token that is %s', (_what, { code, make }) => {
  it.each(ROLES)('as %s is answered nothing at all, whatever it calls', async (role) => {
    const given = await evening()
    const token = await make(given, role)
    const before = given.core.parts.handler.journal.head.seq
    const answer = await callEverything(await openSocket(given, token))
    expect(answer).toEqual({ code, frames: [] })
    expect(given.core.parts.handler.journal.head.seq).toBe(before)
  })
})

describe('without a token', () => {
  it('everything but joining is refused', async () => {
    const given = await evening()
    const stranger = await socketClient(given, null)
    for (const { path, roles } of procedures) {
      if (roles.includes('unpaired')) continue
      const ask = under(stranger, path) as (input: unknown) => Promise<unknown>
      await expect(ask({ nonsense: true }), path.join('.')).rejects.toMatchObject({ code: 'NOT_PAIRED' })
    }
    const open = procedures.filter(({ roles }) => roles.includes('unpaired'))
    expect(open.map(({ path }) => path.join('.'))).toEqual([
      // the house's name and logo stand on the page for joining
      'appearance.logo',
      'stations.redeem',
      'access.status',
      'access.unlock',
      'live.appearance',
      'live.joining',
      'host.ping',
      'host.status',
    ])
  })
})

describe('with a good token', () => {
  it.each(ROLES)('%s is refused what is not for this role', async (role) => {
    const given = await evening()
    const { token } = await pairedStation(given.core, role)
    const station = await socketClient(given, token)
    for (const { path, roles } of procedures) {
      if (roles.includes(role)) continue
      const ask = under(station, path) as (input: unknown) => Promise<unknown>
      await expect(ask({ nonsense: true }), path.join('.')).rejects.toMatchObject({
        code: 'ROLE_NOT_ALLOWED',
      })
    }
  })
})

describe('a connection that is older than the last word on its station', () => {
  const LAST_WORDS = {
    STATION_REVOKED: async ({ core }: Evening, stationId: CallContext['caller']['station']) => {
      await core.parts.run({ type: 'revoke-station', payload: { stationId } }, byHost(core))
    },
    STATION_MOVED: async ({ core }: Evening, stationId: CallContext['caller']['station']) => {
      await core.parts.run({ type: 'move-station', payload: { stationId, role: 'display' } }, byHost(core))
    },
    STATION_EXPIRED: async ({ pass }: Evening) => pass(MONTH_MS),
  }
  it.each(Object.entries(LAST_WORDS))('is refused everything: %s', async (code, say) => {
    const given = await evening()
    const { station } = await pairedStation(given.core, 'signing')
    const context = { caller: { station, role: 'signing' as const } }
    await say(given, station)
    for (const { path } of procedures) {
      const answer = call(under(given.core.router, path) as never, { nonsense: true } as never, { context })
      await expect(answer, path.join('.')).rejects.toMatchObject({ code })
    }
  })
})

describe('the house network', () => {
  it('offers exactly the procedures of the contract, and none of the desktop', async () => {
    const { router } = await runningCore()
    const offered = pathsOf(router)
    expect(offered.toSorted()).toEqual(procedures.map(({ path }) => path.join('.')).toSorted())
    // what the program's own window may do besides (print, choose files) is in no area of these
    expect([...new Set(offered.map((path) => path.split('.')[0]))].toSorted()).toEqual([
      'access',
      'agreement',
      'appearance',
      'backup',
      'ceremony',
      'checkIn',
      'documents',
      'host',
      'kiosk',
      'live',
      'network',
      'printing',
      'privacy',
      'protection',
      'registration',
      'registry',
      'rehearsal',
      'run',
      'screen',
      'signing',
      'stations',
    ])
  })

  it('answers no procedure over plain HTTP, with a token or without', async () => {
    const { core, url } = await evening()
    const { token } = await pairedStation(core, 'organizer')
    const headers = { Authorization: `Bearer ${token}`, Cookie: `token=${token}` }
    for (const { path } of procedures) {
      for (const start of ['/rpc/', '/api/', '/']) {
        const address = `${url}${start}${path.join('/')}`
        for (const given of [{}, headers]) {
          expect((await fetch(address, { method: 'POST', body: '{}', headers: given })).status).toBe(405)
        }
      }
    }
    const page = await fetch(`${url}/rpc/host/status`, { headers })
    expect(await page.text()).toBe('<!doctype html><title>Unterschriftenmappe</title>')
  })
})

function pathsOf(router: object, path: string[] = []): string[] {
  return Object.entries(router).flatMap(([name, value]: [string, unknown]) => {
    if (isProcedure(value)) return [[...path, name].join('.')]
    return typeof value === 'object' && value !== null ? pathsOf(value, [...path, name]) : []
  })
}
