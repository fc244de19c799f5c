/** The built program in the real Electron, where its binary and a screen exist (`npm test` names the binary). */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron } from 'playwright-core'
import type { ElectronApplication, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const executablePath = process.env['MAPPE_ELECTRON'] ?? ''

describe.skipIf(!executablePath)('the program in its own window', () => {
  let program: ElectronApplication
  let page: Page
  let dataDir: string

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mappe-electron-'))
    const args = [ROOT, '--data', dataDir, '--port', '0', `--user-data-dir=${join(dataDir, 'chromium')}`]
    program = await _electron.launch({ executablePath, args })
    page = await program.firstWindow()
  })

  afterAll(async () => {
    await program?.close()
    await rm(dataDir, { recursive: true, force: true })
  })

  it('shows the organizer’s page from its own files', async () => {
    await page.waitForLoadState('domcontentloaded')
    expect(page.url()).toBe('app://mappe/organizer')
    await page.locator('h1').first().waitFor()
  })

  it('gives the page a port and no Node', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'mappe') ?? {}).toSorted(),
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    }))
    expect(found).toEqual({ bridge: ['print', 'shell'], node: ['undefined', 'undefined'] })
  })

  it('opens no window for a page that asks for one', async () => {
    await page.evaluate(() => window.open('https://example.org/'))
    expect(program.windows()).toHaveLength(1)
  })
})
