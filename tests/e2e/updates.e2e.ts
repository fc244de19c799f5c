/** The program is updated while a desk is open: its page changes once, at a quiet moment, and nothing that waits is lost. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, openStation } from './host.ts'
import { serveVersion } from './program-versions.ts'
import type { ServedVersion } from './program-versions.ts'
import { inviteStation, joinWith } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const SLOW = { timeout: 40_000 }
let folder: string
let host: ServedVersion
let browser: Browser
let desk: Page
let loads = 0
const complaints: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-e2e-'))
  host = await serveVersion({ mark: 'aaaaaaaaaaaa', program: '0.0.1' }, folder, 0)
  browser = await launchBrowser()
  const { page: organizer } = await openStation(browser, complaints)
  desk = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await organizer.close()
})

afterAll(async () => {
  await browser?.close()
  await host?.stop()
  await rm(folder, { recursive: true, force: true })
})

tellOnFailure(() => ({ desk }))

const isKept = () => desk.evaluate(() => navigator.serviceWorker.controller !== null)
const keptVersions = () => desk.evaluate(() => caches.keys())
const runningVersion = () =>
  desk.evaluate(() => /-(\w{12})\.js/.exec(document.querySelector('script[src]')?.outerHTML ?? '')?.[1])
const search = () => desk.getByRole('searchbox').first()
const present = async () => Number(/\d+/.exec(await desk.getByText(/\d+ von \d+ Plätzen/).innerText())?.[0])

/** The host is gone; the desk lets somebody in all the same. */
async function letInAlone(typed: string, name: string): Promise<void> {
  await host.stop()
  await desk.getByText('Keine Verbindung zum Hauptrechner').waitFor(SLOW)
  await search().fill(typed)
  await desk.getByRole('button', { name: `${name} einlassen` }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByText('Ein Vorgang wartet.').waitFor()
}

it('a desk is kept by its browser', async () => {
  await expect.poll(keptVersions, SLOW).toEqual(['mappe-pages-aaaaaaaaaaaa'])
  await desk.reload()
  await expect.poll(isKept, SLOW).toBe(true)
  desk.on('domcontentloaded', () => void (loads += 1))
})

describe('an update of pages alone', () => {
  it('waits while somebody types, then changes the page once, and tells what waited', async () => {
    await letInAlone('joachim wal', 'Joachim Walter')
    await search().fill('trau')
    host = await serveVersion({ mark: 'bbbbbbbbbbbb', program: '0.0.1' }, folder, host.port)
    await expect.poll(keptVersions, SLOW).toEqual(['mappe-pages-bbbbbbbbbbbb'])
    await desk.getByText('Ein Vorgang wartet.').waitFor({ state: 'detached', ...SLOW })
    expect(await runningVersion()).toBe('aaaaaaaaaaaa')
    expect(loads).toBe(0)
    await search().fill('')
    await expect.poll(runningVersion, SLOW).toBe('bbbbbbbbbbbb')
    await expect.poll(present, SLOW).toBe(1)
    expect(loads).toBe(1)
  })
})

describe('an update after which host and page no longer understand each other', () => {
  it('changes the page once, and what waited is told by the new one', async () => {
    await expect.poll(isKept, SLOW).toBe(true)
    loads = 0
    await letInAlone('trautwein', 'Holger Trautwein-Böß')
    host = await serveVersion({ mark: 'cccccccccccc', program: '0.0.2' }, folder, host.port)
    await expect.poll(runningVersion, SLOW).toBe('cccccccccccc')
    await expect.poll(keptVersions, SLOW).toEqual(['mappe-pages-cccccccccccc'])
    await expect.poll(present, SLOW).toBe(2)
    await expect.poll(() => desk.getByText('Ein Vorgang wartet.').count(), SLOW).toBe(0)
    expect(loads).toBe(1)
    expect(complaints).toEqual([])
  })

  it('leaves the desk able to come back without the host, in the new version', async () => {
    await host.stop()
    await desk.getByText('Keine Verbindung zum Hauptrechner').waitFor(SLOW)
    await desk.reload()
    await expect.poll(present, SLOW).toBe(2)
    expect(await runningVersion()).toBe('cccccccccccc')
  })
})
