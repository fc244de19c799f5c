/** The organizer chooses a stick, sees its age, loses it, gets it back, and learns that another computer goes on. */
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let folder: string
const complaints: string[] = []
const SLOW = { timeout: 25_000 }
const stick = () => join(folder, 'USB-STICK')

tellOnFailure(() => ({ organizer }))

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mappe-stick-'))
  await mkdir(stick())
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
})

afterAll(async () => {
  await browser.close()
  await host.remove()
  await rm(folder, { recursive: true, force: true })
})

it('is chosen with the keyboard alone, and its age stands on every page from then on', async () => {
  await organizer.getByRole('link', { name: 'Keine Sicherung' }).press('Enter')
  await organizer.getByLabel('Ort der Sicherung').waitFor()
  await keepScreen(organizer, 'backup-none')
  await organizer.getByLabel('Ort der Sicherung').fill(join(folder, 'nicht-da'))
  await organizer.getByLabel('Ort der Sicherung').press('Enter')
  await organizer.getByText('Diesen Ordner gibt es nicht.').waitFor()
  await organizer.getByLabel('Ort der Sicherung').fill(stick())
  await organizer.getByLabel('Ort der Sicherung').press('Enter')
  const mark = organizer.getByRole('link', { name: /^Sicherung: (gerade eben|vor )/ })
  await mark.waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'backup-fine')
  await organizer.goto(`${new URL(host.organizerUrl).origin}/organizer/closing`)
  await mark.waitFor(SLOW)
})

it('is missed when the stick is pulled', async () => {
  await organizer.goto(`${new URL(host.organizerUrl).origin}/organizer/backup`)
  await rename(stick(), `${stick()}-weg`)
  await organizer.getByRole('link', { name: /^Sicherung fehlt seit \d\d:\d\d/ }).waitFor(SLOW)
  await organizer.getByText('Ist der Stick abgezogen?').waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'backup-missing')
})

it('is named by a deletion while it is away, and no more once it is back by itself', async () => {
  await organizer.goto(`${new URL(host.organizerUrl).origin}/organizer/registry`)
  await organizer.getByRole('button', { name: /^Personen/ }).click()
  await organizer.getByRole('button', { name: 'Cemil Öztürk bearbeiten' }).click()
  await organizer.getByRole('button', { name: 'Alle Daten löschen …' }).click()
  await organizer.getByRole('heading', { name: 'Das bleibt, und warum' }).waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'erase-person')
  await organizer.getByLabel('Ich weiß, dass das nicht rückgängig gemacht werden kann.').check()
  await organizer.getByRole('button', { name: 'Endgültig löschen' }).click()
  await organizer.getByText('Diese Sicherungen kann das Programm nicht erreichen').waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'erase-person-done')
  await organizer.getByRole('button', { name: 'Schließen' }).last().click()
  await organizer.goto(`${new URL(host.organizerUrl).origin}/organizer/privacy`)
  await organizer.getByText('alle Daten einer Person, auf Verlangen').waitFor(SLOW)
  await organizer.getByText(stick()).first().waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'privacy-copies-away')
  await rename(`${stick()}-weg`, stick())
  await organizer
    .getByText(stick())
    .first()
    .waitFor({ ...SLOW, state: 'detached' })
  await organizer.getByRole('link', { name: /^Sicherung: / }).waitFor(SLOW)
})

it('is gone on from at another computer, which the old one notices, and lets it go on only with a reason', async () => {
  const other = await startHost()
  try {
    const { page } = await openStation(browser, complaints)
    await page.goto(other.organizerUrl)
    await page.getByLabel('Ort der Sicherung').fill(stick())
    await keepScreen(page, 'backup-restore')
    await page.getByLabel('Ort der Sicherung').press('Enter')
    await page.getByText(/^Seit .* geht es auf .* weiter, zuvor auf/).waitFor(SLOW)
    await page.getByText('22 Partner unterschreiben').waitFor(SLOW)
    await page.getByRole('link', { name: /^Sicherung: / }).waitFor(SLOW)
    await keepScreen(page, 'backup-restored')
    await page.context().close()
  } finally {
    await other.remove()
  }
  await organizer.getByText(/^Diese Veranstaltung wird seit .* weitergeführt$/).waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'backup-superseded')
  await organizer.getByRole('button', { name: 'Trotzdem hier weitermachen …' }).click()
  await organizer.getByText('Hier weitermachen?').waitFor()
  await keepScreen(organizer, 'backup-go-on')
  await organizer.getByLabel('Grund').fill('Der andere Rechner ist ausgefallen')
  await organizer.getByRole('button', { name: 'Hier weitermachen', exact: true }).click()
  await organizer.getByRole('link', { name: 'Keine Sicherung' }).waitFor(SLOW)
  expect(await organizer.getByText('Diese Veranstaltung wird seit').count()).toBe(0)
  expect(complaints).toEqual([])
})
