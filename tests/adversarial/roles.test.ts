/** Every procedure × every caller: who is not named in the contract gets nothing, whatever it sends. */
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Caller } from '../../src/shared/contract/procedure.ts'
import type { StationId } from '../../src/shared/domain/ids.ts'
import { procedures, under } from '../fixtures/procedures.ts'
import {
  openSocket,
  pairedStation,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'

const CALLERS: Caller[] = ['unpaired', 'organizer', 'reception', 'signing', 'display']

describe('who may call what', () => {
  it('is said for every procedure', () => {
    expect(procedures.length).toBeGreaterThan(35)
    for (const { path, roles } of procedures) expect(roles.length, path.join('.')).toBeGreaterThan(0)
  })

  it('gives a signing tablet its task, the document, the pad, and nothing else', () => {
    const allowed = procedures.filter(({ roles }) => roles.includes('signing'))
    expect(allowed.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'agreement.document',
      'agreement.source',
      'appearance.logo',
      'host.ping',
      'host.status',
      'kiosk.leave',
      'kiosk.status',
      'live.appearance',
      'live.joining',
      'live.task',
      'signing.decline',
      'signing.draw',
      'signing.give',
      'signing.take',
      'signing.typeset',
      'stations.redeem',
    ])
  })

  it('leaves the backup, which holds everything, to the organizer alone', () => {
    const backup = procedures.filter(({ path }) => path[0] === 'backup')
    expect(backup.map(({ path, roles }) => [path.join('.'), ...roles])).toEqual([
      ['backup.status', 'organizer'],
      ['backup.damage', 'organizer'],
      ['backup.repair', 'organizer'],
      ['backup.fetchMissing', 'organizer'],
      ['backup.choose', 'organizer'],
      ['backup.restore', 'organizer'],
      ['backup.stop', 'organizer'],
      ['backup.callOff', 'organizer'],
      ['backup.forgetEarlier', 'organizer'],
      ['backup.goOnHere', 'organizer'],
    ])
  })

  it('leaves what opens the data to the organizer, and asking for it to browsers that are nobody yet', () => {
    const areas = procedures.filter(({ path }) => ['protection', 'screen', 'access'].includes(path[0] ?? ''))
    expect(areas.map(({ path, roles }) => [path.join('.'), ...roles])).toEqual([
      ['protection.status', 'organizer'],
      ['protection.proposeRecoveryKey', 'organizer'],
      ['protection.recoverySheet', 'organizer'],
      ['protection.switchOn', 'organizer'],
      ['protection.changePassphrase', 'organizer'],
      ['protection.renewRecoveryKey', 'organizer'],
      ['access.status', 'unpaired'],
      ['access.unlock', 'unpaired'],
      ['screen.status', 'organizer'],
      ['screen.lock', 'organizer'],
      ['screen.unlock', 'organizer'],
      ['screen.recover', 'organizer'],
      ['screen.choosePin', 'organizer'],
    ])
  })

  it('leaves people’s data, and the power to delete them, to the organizer alone', () => {
    const privacy = procedures.filter(({ path }) => path[0] === 'privacy')
    expect(privacy.map(({ path, roles }) => [path.join('.'), ...roles])).toEqual(
      [
        'status',
        'planRetention',
        'preview',
        'erase',
        'disclose',
        'template',
        'protocol',
        'formerProtocol',
        'eraseCeremony',
      ].map((name) => [`privacy.${name}`, 'organizer']),
    )
  })

  it('keeps the reception away from agreement and ink', () => {
    const allowed = procedures.filter(({ roles }) => roles.includes('reception'))
    expect(allowed.map(({ path }) => path.join('.')).toSorted()).toEqual([
      'appearance.logo',
      'checkIn.admitDelegation',
      'checkIn.checkIn',
      'checkIn.joinCompanions',
      'checkIn.settle',
      'checkIn.standIn',
      'checkIn.substitute',
      'checkIn.undo',
      'checkIn.undoMerge',
      'checkIn.undoStandIn',
      'checkIn.walkIn',
      'host.ping',
      'host.status',
      'live.appearance',
      'live.facts',
      'live.joining',
      'printing.badge',
      'printing.discardBadgesBehind',
      'printing.noteBadge',
      'stations.redeem',
    ])
  })

  it.each(CALLERS)(
    'refuses a caller as %s everything that is not theirs, before looking at the input',
    async (role) => {
      const core = await runningCore()
      const context = { caller: { station: `as-${role}` as StationId, role } }
      for (const { path, roles } of procedures) {
        if (roles.includes(role)) continue
        const target = under(core.router, path)
        const code = role === 'unpaired' ? 'NOT_PAIRED' : 'ROLE_NOT_ALLOWED'
        const answer = call(target as never, { nonsense: true } as never, { context })
        await expect(answer, path.join('.')).rejects.toMatchObject({ code })
      }
      expect(core.parts.handler.journal.head.seq).toBe(0)
    },
  )
})

describe('tokens', () => {
  it('open the door for the paired role, and for nobody without one', async () => {
    const core = await runningCore()
    const server = await runningServer(core)
    const { token } = await pairedStation(core, 'reception')
    await expect((await socketClient(server, token)).host.status()).resolves.toMatchObject({
      station: { role: 'reception' },
    })
    const stranger = await socketClient(server, null)
    await expect(stranger.live.facts({})).rejects.toMatchObject({ code: 'NOT_PAIRED' })
  })

  it('that nobody gave out close the connection', async () => {
    const server = await runningServer(await runningCore())
    const socket = await openSocket(server, 'made-up-token')
    await expect(new Promise((resolve) => socket.once('close', resolve))).resolves.toBe(4401)
  })

  it('lose their power at once when the station is revoked', async () => {
    const core = await runningCore()
    const server = await runningServer(core)
    const { token, station } = await pairedStation(core, 'reception')
    const socket = await openSocket(server, token)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const origin = { commandId: newCommandId(), station: core.hostCaller.station }
    await core.parts.run({ type: 'revoke-station', payload: { stationId: station } }, origin)
    expect(await closed).toBe(4403)
    const again = await openSocket(server, token)
    await expect(new Promise((resolve) => again.once('close', resolve))).resolves.toBe(4403)
  })

  it('are kept as a hash only, and never leave with the stream of facts', async () => {
    const core = await runningCore()
    const { token } = await pairedStation(core, 'organizer')
    const facts = await core.parts.handler.factsSince(0)
    expect(JSON.stringify(facts)).not.toContain(token)
    const client = await socketClient(await runningServer(core), token)
    const seen: unknown[] = []
    for await (const item of await client.live.facts({ since: 0 })) {
      seen.push(item)
      if (item.type === 'caught-up') break
    }
    expect(JSON.stringify(seen)).toContain('station-paired')
    expect(JSON.stringify(seen)).not.toMatch(/"tokenHash":"[0-9a-f]+"/)
  })
})

describe('the station server', () => {
  it('answers only to its own names', async () => {
    const server = await runningServer(await runningCore())
    const { request } = await import('node:http')
    const status = await new Promise((resolve) => {
      request(`${server.url}/`, { headers: { Host: 'evil.example' } }, (answer) =>
        resolve(answer.statusCode),
      ).end()
    })
    expect(status).toBe(421)
  })

  it('refuses a WebSocket that a foreign page opens', async () => {
    const server = await runningServer(await runningCore())
    const { WebSocket } = await import('ws')
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/rpc`, ['mappe.v1'], {
      origin: 'https://evil.example',
    })
    const failure = await new Promise<Error>((resolve) => socket.once('error', resolve))
    expect(failure.message).toContain('403')
  })

  it('tells browsers to run no foreign code', async () => {
    const server = await runningServer(await runningCore())
    const answer = await fetch(`${server.url}/anything`)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toContain("'unsafe-eval'")
    expect(policy.match(/script-src [^;]*/)?.[0]).not.toContain('unsafe-inline')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it.each([
    ['nothing', ''],
    ['half an object', '{'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a number without a call', '{"i":1}'],
    ['a kind that is unknown', '{"i":"x","t":99}'],
    ['control characters', '\u0000\u0001'],
    ['a long nonsense', 'x'.repeat(100_000)],
  ])('ends a connection whose frame holds %s, and changes nothing', async (_what, junk) => {
    const core = await runningCore()
    const server = await runningServer(core)
    const { token } = await pairedStation(core, 'reception')
    const before = core.parts.handler.journal.head.seq
    for (const frame of [junk, Buffer.from(junk)]) {
      const socket = await openSocket(server, token)
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.send(frame)
      expect(await closed).toBe(1007)
    }
    const other = await socketClient(server, token)
    await expect(other.host.ping()).resolves.toHaveProperty('at')
    expect(core.parts.handler.journal.head.seq).toBe(before)
  })
})
