import { createRouterClient } from '@orpc/server'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Core } from '../../../src/core/core.ts'
import type { SystemProtection } from '../../../src/core/protection/key-record.ts'
import { openHost } from '../../../src/main/host.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../../fixtures/host-paths.ts'
import { organizerOf } from '../../fixtures/backups.ts'
import { PASSPHRASE, protect, systemOf } from '../../fixtures/protection.ts'
import { portClient } from '../../fixtures/running-core.ts'
import { temporaryFolder } from '../../fixtures/temporary-folder.ts'

async function hostOf(dataDir: string, system: SystemProtection | null) {
  const opened: Core[] = []
  const options = {
    dataDir,
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: '0.0.0-test',
    access: { system },
  }
  const host = await openHost(options, async (core) => void opened.push(core))
  onTestFinished(() => opened[0]?.close())
  return { host, opened }
}

describe('the host behind the windows', () => {
  it('opens a protected folder by itself where the operating system keeps its key', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const { opened } = await hostOf(dataDir, systemOf('Anna'))
    await protect(opened[0]!, null)
    await opened[0]!.close()
    const { host } = await hostOf(dataDir, systemOf('Anna'))
    expect(host.core()).not.toBeNull()
    expect(await organizerOf(host.core()!).protection.status()).toMatchObject({ opensByItself: true })
  })

  it('asks for the passphrase elsewhere, and its gate then leads to the open core', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const { opened } = await hostOf(dataDir, systemOf('Anna'))
    await protect(opened[0]!)
    await opened[0]!.close()
    const { host, opened: again } = await hostOf(dataDir, systemOf('Bernd'))
    expect([host.core(), host.face().hostCaller.role]).toEqual([null, 'unpaired'])
    const page = portClient(host.face(), host.face().hostCaller)
    await page.access.unlock({ secret: { by: 'passphrase', passphrase: PASSPHRASE } })
    expect(host.core()).toBe(again[0])
    const window = createRouterClient(host.core()!.router, { context: { caller: host.face().hostCaller } })
    expect(await window.protection.status()).toMatchObject({ isOn: true, opensByItself: true })
  })
})
