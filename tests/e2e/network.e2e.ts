/** The house network as the organizer turns it on: in the same process, at an address of this computer alone. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Core } from '../../src/core/core.ts'
import { openCoreAt, PAGES_DIR } from '../../src/server/commands/open-core.ts'
import { startStationServer } from '../../src/server/station-server.ts'
import type { StationServer } from '../../src/server/station-server.ts'
import { expectAccessible } from './accessible.ts'
import { keepScreen, launchBrowser, openStation } from './host.ts'
import type { Complaints } from './host.ts'
import { goToStep } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let folder: string
let core: Core
let server: StationServer
let browser: Browser
let organizer: Page
const complaints: Complaints = []
const SLOW = { timeout: 40_000 }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-e2e-'))
  core = await openCoreAt(join(folder, 'data'), { inBrowser: true })
  const addresses = () => [
    { name: 'eth0', address: '127.0.0.2' },
    { name: 'wlan0', address: '127.0.0.3' },
  ]
  server = await startStationServer({ core, pagesDir: PAGES_DIR, port: 0, lan: false, addresses })
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  await organizer.goto(`${server.url}/join#secret=${core.inviteOrganizer()}`)
  await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
  await organizer.getByText('22 Partner unterschreiben').waitFor(SLOW)
  await goToStep(organizer, 'Geräte')
  await organizer.getByRole('heading', { name: 'Geräte im Hausnetz' }).waitFor(SLOW)
})

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await core?.close()
  await rm(folder, { recursive: true, force: true })
  expect(complaints).toEqual([])
})

tellOnFailure(() => ({ organizer }))

it('shows its addresses, what browsers will say of them, and no barrier to anybody', async () => {
  await organizer.getByRole('button', { name: 'Geräte verbinden' }).click()
  await organizer.getByText('eingeschaltet', { exact: true }).waitFor(SLOW)
  await organizer.getByText(/^https:\/\/127\.0\.0\.2:\d+$/).waitFor(SLOW)
  await organizer.getByText('Der Browser warnt vor der Verbindung?').click()
  await organizer.getByText('Fingerabdruck des Zertifikats (SHA-256):').waitFor()
  await keepScreen(organizer, 'network-on')
  await expectAccessible(organizer)
  await organizer.emulateMedia({ colorScheme: 'dark' })
  await keepScreen(organizer, 'network-on-dark')
  await expectAccessible(organizer)
})

it('is left at one address, and turned off, by keyboard', async () => {
  await organizer.getByLabel('Netz', { exact: true }).selectOption({ label: '127.0.0.3 (wlan0)' })
  await organizer.getByText(/^https:\/\/127\.0\.0\.2:\d+$/).waitFor({ state: 'detached', ...SLOW })
  await organizer.getByRole('button', { name: 'Ausschalten' }).focus()
  await organizer.keyboard.press('Enter')
  await organizer.getByText('ausgeschaltet', { exact: true }).waitFor(SLOW)
  await expectAccessible(organizer)
})
