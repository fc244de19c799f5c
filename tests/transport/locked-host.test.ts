/** A host whose folder is locked: it answers one question, tells stations to come again, and becomes the open one. */
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lockedHost } from '../../src/core/core.ts'
import type { Core } from '../../src/core/core.ts'
import { startLockedServer } from '../../src/server/locked-server.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { eveningWithBackup } from '../fixtures/backups.ts'
import { PASSPHRASE, protect } from '../fixtures/protection.ts'
import { openSocket, pairedStation, socketClient } from '../fixtures/running-core.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const right = { by: 'passphrase', passphrase: PASSPHRASE } as const
const wrong = { by: 'passphrase', passphrase: 'geraten' } as const

/** Protected by a passphrase, or as somebody else does it. */
async function lockedServer(protecting: (core: Core) => Promise<unknown> = protect) {
  const { core } = await eveningWithBackup()
  await protecting(core)
  const { token } = await pairedStation(core, 'reception')
  const dataDir = core.parts.folder.path
  await core.close()
  let time = Date.now()
  let opened: Core | null = null
  const host = lockedHost(
    {
      dataDir,
      resourcesDir: RESOURCES,
      pdfWorkerUrl: PDF_WORKER,
      listWorkerUrl: LIST_WORKER,
      version: '0.0.0-test',
      now: () => new Date(time),
    },
    async (core) => void (opened = core),
  )
  const pagesDir = join(await temporaryFolder(), 'pages')
  await mkdir(pagesDir)
  await writeFile(join(pagesDir, 'index.html'), '<!doctype html>')
  const server = await startLockedServer({ host, pagesDir, port: 0, findFreePort: false })
  onTestFinished(async () => {
    await server.close()
    await opened?.close()
  })
  return { server, token, opened: () => opened, pass: (ms: number) => void (time += ms) }
}

describe('a locked host', () => {
  it('says that it is, and nothing of the evening', async () => {
    const { server } = await lockedServer()
    expect(new URL(server.url).hostname).toBe('127.0.0.1')
    const page = await socketClient(server, null)
    expect(await page.access.status()).toEqual({ isLocked: true, opensBy: ['passphrase', 'recovery-key'] })
    expect(await page.host.status()).toMatchObject({ station: null, dataFolder: null, addresses: [] })
    await expect(page.live.facts({})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('that no passphrase was set for names the ways that there are, and opens by the recovery key', async () => {
    let recoveryKey = ''
    const { server } = await lockedServer(async ({ parts: { protection } }) => {
      recoveryKey = protection.proposeRecoveryKey()
      await protection.switchOn({
        recoveryKey,
        secrets: [{ by: 'key-file', bytes: new Uint8Array(32).fill(7) }],
      })
    })
    const page = await socketClient(server, null)
    expect(await page.access.status()).toEqual({ isLocked: true, opensBy: ['recovery-key', 'key-file'] })
    const unlocked = page.access.unlock({ secret: { by: 'recovery-key', key: recoveryKey } })
    await expect(unlocked).resolves.toBeDefined()
  })

  it('tells a station to come again instead of forgetting its token', async () => {
    const { server, token } = await lockedServer()
    const socket = await openSocket(server, token)
    expect((await once(socket, 'close'))[0]).toBe(4423)
  })

  it('opens with the right passphrase, makes the browser the organizer’s, and asks no further', async () => {
    const { server, opened } = await lockedServer()
    const page = await socketClient(server, null)
    await expect(page.access.unlock({ secret: wrong })).rejects.toMatchObject({
      code: 'SECRET_WRONG',
      data: { reason: 'passphrase' },
    })
    const { invitation } = await page.access.unlock({ secret: right })
    const core = opened()
    if (!core) throw new Error('not opened')
    expect(core.parts.codes.redeem(invitation, '')).toMatchObject({ role: 'organizer', isSecret: true })
    await expect(page.access.unlock({ secret: right })).rejects.toMatchObject({ code: 'NOT_ALLOWED_NOW' })
  })

  it('slows down guessing', async () => {
    const { server, pass } = await lockedServer()
    const page = await socketClient(server, null)
    for (let guess = 0; guess < 3; guess += 1)
      await expect(page.access.unlock({ secret: wrong })).rejects.toMatchObject({ code: 'SECRET_WRONG' })
    await expect(page.access.unlock({ secret: right })).rejects.toMatchObject({
      code: 'PIN_LOCKED',
      data: { seconds: 2 },
    })
    pass(2000)
    await expect(page.access.unlock({ secret: right })).resolves.toBeDefined()
  })
})
