/** The organizer encrypts the evening, locks the page, forgets nothing, and opens it again after the computer was switched off. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesTelling } from '../fixtures/protection.ts'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { openMore } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const PASSPHRASE = 'drei rote Mappen im Saal'
const PIN = '4711'
/** Deriving a key takes a second on a fast machine. */
const SLOW = { timeout: 40_000 }

let host: RunningHost
let browser: Browser
let organizer: Page
let recoveryKey = ''
let stick = ''
const complaints: string[] = []

tellOnFailure(() => ({ organizer }))

beforeAll(async () => {
  stick = await mkdtemp(join(tmpdir(), 'mappe-stick-'))
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
})

afterAll(async () => {
  await browser.close()
  await host.remove()
  await rm(stick, { recursive: true, force: true })
})

const button = (name: string | RegExp) => organizer.getByRole('button', { name })

it('encrypts only after the recovery key was shown, and confirmed from the sheet', async () => {
  await openMore(organizer, 'Verschlüsselung und PIN')
  await organizer.getByText('Nicht verschlüsselt').waitFor()
  await expectAccessible(organizer)
  await keepScreen(organizer, 'protection-off')
  await organizer.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE)
  await organizer.getByLabel('Passphrase wiederholen').fill(`${PASSPHRASE}!`)
  await button('Weiter zum Wiederherstellungsschlüssel').click()
  await organizer.getByText('Die beiden Eingaben sind nicht gleich.').waitFor()
  await organizer.getByLabel('Passphrase wiederholen').fill(PASSPHRASE)
  await button('Weiter zum Wiederherstellungsschlüssel').click()
  const groups = organizer.getByRole('list', { name: 'Wiederherstellungsschlüssel' }).getByRole('listitem')
  await groups.first().waitFor(SLOW)
  const shown = await groups.allTextContents()
  recoveryKey = shown.map((text) => text.trim()).join(' ')
  await expectAccessible(organizer)
  await keepScreen(organizer, 'protection-recovery-key')
  const download = organizer.waitForEvent('download', SLOW)
  await button('Als PDF speichern').click()
  expect((await download).suggestedFilename()).toBe('wiederherstellungsschluessel.pdf')
  const field = organizer.getByLabel(/^Zur Bestätigung: die \d\. Gruppe/)
  await field.fill('nicht')
  await button(/jetzt verschlüsseln/).click()
  await organizer.getByText(/^Das ist nicht die \d\. Gruppe/).waitFor()
  const asked = Number(
    /(\d)\. Gruppe/.exec((await organizer.getByText(/^Zur Bestätigung/).textContent()) ?? '')?.[1],
  )
  await field.fill(shown[asked - 1]?.trim().toLowerCase() ?? '')
  await button(/jetzt verschlüsseln/).click()
  await organizer.getByText('Verschlüsselt', { exact: true }).waitFor(SLOW)
  expect(await filesTelling(host.dataDir, ['Landkreis', 'PRIVATE KEY'])).toEqual([])
})

it('is locked by a key and stays so through a reload; the PIN opens it', async () => {
  await organizer.getByLabel('PIN (4 bis 12 Ziffern)').fill(PIN)
  await button('PIN festlegen').click()
  await organizer.getByText('PIN gesetzt').waitFor(SLOW)
  await expectAccessible(organizer)
  await keepScreen(organizer, 'protection-on')
  await organizer.keyboard.press('Control+Alt+l')
  await organizer.getByRole('heading', { name: 'Gesperrt' }).waitFor(SLOW)
  expect(await organizer.getByText('22 Partner unterschreiben').count()).toBe(0)
  await organizer.reload()
  await organizer.getByRole('heading', { name: 'Gesperrt' }).waitFor(SLOW)
  await expectUsable(organizer, 'screen-locked')
  await organizer.getByLabel('PIN der Leitung').fill('0000')
  await button('Entsperren').click()
  await organizer.getByText('Diese PIN ist falsch.').waitFor(SLOW)
  await organizer.getByLabel('PIN der Leitung').fill(PIN)
  await button('Entsperren').click()
  await organizer.getByText('22 Partner unterschreiben').waitFor(SLOW)
})

it('asks for the passphrase after a restart, says what is wrong, and goes on where it was', async () => {
  await host.stop()
  await host.restart()
  await organizer.getByRole('heading', { name: 'Verschlüsselte Veranstaltung' }).waitFor(SLOW)
  await expectUsable(organizer, 'unlock')
  await organizer.getByLabel('Passphrase').fill('ganz etwas anderes')
  await button('Öffnen').click()
  await organizer.getByText('Die Passphrase stimmt nicht.').waitFor(SLOW)
  await organizer.emulateMedia({ colorScheme: 'dark' })
  await keepScreen(organizer, 'unlock-wrong-dark')
  await organizer.getByLabel('Passphrase').fill(PASSPHRASE)
  await button('Öffnen').click()
  await organizer.getByRole('heading', { name: 'Gesperrt' }).waitFor(SLOW)
  await button('PIN vergessen?').click()
  await keepScreen(organizer, 'screen-locked-forgotten-dark')
  await organizer.getByLabel('Wiederherstellungsschlüssel').fill(recoveryKey)
  await button('PIN aufheben und entsperren').click()
  await organizer.getByText('22 Partner unterschreiben').waitFor(SLOW)
})

it('keeps an encrypted stick, from which a fresh computer goes on with the passphrase alone', async () => {
  await organizer.emulateMedia({ colorScheme: 'light' })
  await organizer.getByRole('link', { name: 'Keine Sicherung' }).click()
  await organizer.getByLabel('Ort der Sicherung').fill(stick)
  await organizer.getByLabel('Ort der Sicherung').press('Enter')
  await organizer.getByRole('link', { name: /^Sicherung: (gerade eben|vor )/ }).waitFor(SLOW)
  expect(await filesTelling(stick, ['Landkreis', 'PRIVATE KEY'])).toEqual([])
  const fresh = await startHost()
  try {
    const { page } = await openStation(browser, complaints)
    await page.goto(fresh.organizerUrl)
    await page.getByLabel('Ort der Sicherung').fill(stick)
    await page.getByLabel('Ort der Sicherung').press('Enter')
    await page.getByLabel('Passphrase').fill('ganz etwas anderes')
    await expectAccessible(page)
    await page.getByLabel('Passphrase').press('Enter')
    await page.getByText('Die Passphrase stimmt nicht.').waitFor(SLOW)
    await keepScreen(page, 'restore-encrypted-wrong')
    await page.getByLabel('Passphrase').fill(PASSPHRASE)
    await page.getByLabel('Passphrase').press('Enter')
    await page
      .getByRole('heading', { name: 'Gesperrt' })
      .or(page.getByText('22 Partner unterschreiben'))
      .waitFor(SLOW)
    expect(await filesTelling(fresh.dataDir, ['Landkreis', 'PRIVATE KEY'])).toEqual([])
    await page.context().close()
  } finally {
    await fresh.remove()
  }
  expect(complaints).toEqual([])
})
