/** A locked organizer's page gets nothing and may do nothing but unlock; everybody else goes on. */
import { call } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { eveningWithBackup, nextGuest, organizerOf } from '../fixtures/backups.ts'
import { procedures, under } from '../fixtures/procedures.ts'
import { protect } from '../fixtures/protection.ts'
import { pairedStation, runningCore, runningServer, socketClient } from '../fixtures/running-core.ts'

const PIN = '4711'

/** What still answers while the page is locked: what any browser is told, too. */
const OPEN = [
  'appearance.logo',
  'host.ping',
  'host.status',
  'live.appearance',
  'live.joining',
  'screen.recover',
  'screen.status',
  'screen.unlock',
  'stations.redeem',
]

async function lockedCore() {
  const core = await runningCore()
  const organizer = organizerOf(core)
  await organizer.screen.choosePin({ pin: PIN, idleMinutes: null })
  await organizer.screen.lock()
  return { core, organizer }
}

describe('a locked organizer’s page', () => {
  it('is refused every procedure but those that unlock, before its input is looked at', async () => {
    const { core } = await lockedCore()
    const context = { caller: core.hostCaller }
    for (const { path, roles } of procedures) {
      const name = path.join('.')
      if (!roles.includes('organizer') || OPEN.includes(name)) continue
      const answer = call(under(core.router, path) as never, { nonsense: true } as never, { context })
      await expect(answer, name).rejects.toMatchObject({ code: 'SCREEN_LOCKED' })
    }
  })

  it('is told nothing of the host by what still answers', async () => {
    const { organizer } = await lockedCore()
    const status = await organizer.host.status()
    expect(status).toMatchObject({ notices: [], dataFolder: null, addresses: [] })
  })

  it('loses its feeds at the moment it is locked', async () => {
    const core = await runningCore()
    const organizer = organizerOf(core)
    await organizer.screen.choosePin({ pin: PIN, idleMinutes: null })
    const feeds = [
      await organizer.live.facts({}),
      await organizer.live.presence(),
      await organizer.live.asking(),
    ]
    const ended = feeds.map(async (feed) => {
      const seen: unknown[] = []
      for await (const item of feed) seen.push(item)
      return seen.length
    })
    await organizer.screen.lock()
    await Promise.all(ended)
    await expect(organizer.live.facts({})).rejects.toMatchObject({ code: 'SCREEN_LOCKED' })
  })

  it('stays locked through a new connection, and opens with the PIN', async () => {
    const core = await runningCore()
    const server = await runningServer(core)
    const { token } = await pairedStation(core, 'organizer')
    const page = await socketClient(server, token)
    await page.screen.choosePin({ pin: PIN, idleMinutes: 10 })
    await page.screen.lock()
    const reloaded = await socketClient(server, token)
    expect(await reloaded.screen.status({})).toMatchObject({ isLocked: true })
    await expect(reloaded.backup.status()).rejects.toMatchObject({ code: 'SCREEN_LOCKED' })
    await expect(reloaded.screen.unlock({ pin: '0000' })).rejects.toMatchObject({ code: 'PIN_WRONG' })
    expect(await reloaded.screen.unlock({ pin: PIN })).toMatchObject({ isLocked: false })
    await expect(page.backup.status()).resolves.toBeDefined()
  })

  it('hinders no desk and no tablet', async () => {
    const { core, organizer } = await eveningWithBackup()
    const server = await runningServer(core)
    const desk = await socketClient(server, (await pairedStation(core, 'reception')).token)
    const tablet = await socketClient(server, (await pairedStation(core, 'signing')).token)
    const feed = await desk.live.facts({})
    await organizer.screen.choosePin({ pin: PIN, idleMinutes: null })
    await organizer.screen.lock()
    const guest = Object.values(core.parts.handler.state.attendees)[0]!
    await desk.checkIn.checkIn({ attendeeId: guest.id, commandId: newCommandId() })
    for await (const item of feed) if (item.type === 'fact') break
    await expect(tablet.kiosk.status()).resolves.toBeDefined()
    await expect(nextGuest(core)).rejects.toMatchObject({ code: 'SCREEN_LOCKED' })
  })

  it('is opened by the recovery key of the encrypted folder, which takes the PIN away', async () => {
    const core = await runningCore()
    const recoveryKey = await protect(core)
    const organizer = organizerOf(core)
    await organizer.screen.choosePin({ pin: PIN, idleMinutes: null })
    expect(await organizer.screen.lock()).toMatchObject({ isLocked: true, canRecover: true })
    await expect(organizer.screen.recover({ recoveryKey: 'AAAAA' })).rejects.toMatchObject({
      code: 'SECRET_WRONG',
    })
    expect(await organizer.screen.recover({ recoveryKey })).toMatchObject({ hasPin: false, isLocked: false })
  })
})
