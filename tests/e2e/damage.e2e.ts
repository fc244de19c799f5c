/** A journal that was damaged while the computer was off, and a file that is gone: seen, decided by a person, and gone on with. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let folder: string
const complaints: string[] = []
const SLOW = { timeout: 25_000 }
const journal = () => join(host.dataDir, 'journal.jsonl')

tellOnFailure(() => ({ organizer }))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-stick-'))
  await mkdir(join(folder, 'USB-STICK'))
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  // the guests are there before the agreement
  await vi.waitUntil(async () => (await readdir(join(host.dataDir, 'blobs'))).length === 1, SLOW)
  await organizer.getByRole('link', { name: 'Keine Sicherung' }).click()
  await organizer.getByLabel('Ort der Sicherung').fill(join(folder, 'USB-STICK'))
  await organizer.getByLabel('Ort der Sicherung').press('Enter')
  await organizer.getByRole('link', { name: /^Sicherung: (gerade eben|vor )/ }).waitFor(SLOW)
})

afterAll(async () => {
  await browser.close()
  await host.remove()
  await rm(folder, { recursive: true, force: true })
})

/** While the program is off, `change` happens to the folder; then the organizer comes back. */
async function meanwhile(change: () => Promise<void>): Promise<void> {
  await host.stop()
  await change()
  await organizer.goto(await host.restart())
}

it('is said on every page, and shown with what the backup has', async () => {
  await meanwhile(async () => {
    const whole = await readFile(journal())
    const last = whole.lastIndexOf('\n', whole.length - 2) + 60
    await writeFile(journal(), whole.with(last, whole[last]! ^ 1))
    await rm(join(host.dataDir, 'snapshot.json'), { force: true })
  })
  await organizer.getByText('Das Journal ist beschädigt. Es wird nur gelesen').waitFor(SLOW)
  await organizer.getByRole('link', { name: 'Ansehen und entscheiden' }).click()
  await organizer.getByRole('heading', { name: 'Das Journal ist beschädigt' }).waitFor()
  await organizer.getByText('ist unversehrt und reicht').waitFor()
  await expectUsable(organizer, 'damage-journal')
})

it('goes on from the backup with one tap, and says nothing any more', async () => {
  await organizer.getByRole('button', { name: 'Mit der Sicherung weitermachen' }).click()
  await organizer
    .getByRole('heading', { name: 'Das Journal ist beschädigt' })
    .waitFor({ state: 'detached', ...SLOW })
  await organizer.getByRole('link', { name: /^Sicherung: (gerade eben|vor )/ }).waitFor(SLOW)
  await expect.poll(() => organizer.getByText('Es wird nur gelesen').count(), SLOW).toBe(0)
})

it('names a file that is missing, and fetches it from the backup', async () => {
  // the sample keeps one file so far: its agreement
  const [agreement] = await readdir(join(host.dataDir, 'blobs'))
  await meanwhile(() => rm(join(host.dataDir, 'blobs', agreement!)))
  await organizer.getByRole('link', { name: 'Ansehen und entscheiden' }).click(SLOW)
  await organizer.getByRole('heading', { name: 'Dateien fehlen' }).waitFor()
  await organizer.getByText('Die Vereinbarung').first().waitFor()
  await expectUsable(organizer, 'damage-files')
  await organizer.getByRole('button', { name: 'Aus der Sicherung holen' }).click()
  await organizer.getByRole('heading', { name: 'Dateien fehlen' }).waitFor({ state: 'detached', ...SLOW })
})

it('can be told of to whoever looks for the fault: the help page saves a diagnosis', async () => {
  await organizer.getByRole('link', { name: 'Hilfe' }).click()
  await organizer.getByText(host.dataDir).waitFor()
  await keepScreen(organizer, 'help')
  const [download] = await Promise.all([
    organizer.waitForEvent('download'),
    organizer.getByRole('button', { name: 'Diagnose speichern' }).click(),
  ])
  const bundle = unzipSync(await readFile(await download.path()))
  expect(Object.keys(bundle)).toEqual(
    expect.arrayContaining(['LIESMICH.txt', 'diagnose.json', 'logs/mappe.log']),
  )
})
