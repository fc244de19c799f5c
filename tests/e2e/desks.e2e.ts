/** Two desks at the door in real browsers: the host is killed, pages are closed and loaded anew, and nobody is lost or doubled. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { downloadBy, goToStep, inviteStation, joinWith } from './surfaces.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let first: { context: BrowserContext; page: Page }
let second: { context: BrowserContext; page: Page }
const complaints: string[] = []
/** For a machine that is busy with other things. */
const SLOW = { timeout: 25_000 }
const origin = () => new URL(host.organizerUrl).origin

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  first = await openStation(browser, complaints)
  second = await openStation(browser, complaints, { viewport: { width: 1024, height: 768 }, hasTouch: true })
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  await joinWith(first.page, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await joinWith(second.page, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 2'))
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

const search = (page: Page) => page.getByRole('searchbox').first()
const count = (page: Page) => page.getByText(/^\d+ (von \d+ Plätzen|Gäste im Saal|Gast im Saal)/).first()
const countOf = async (page: Page) =>
  Number(/\d+/.exec((await count(page).innerText()).replace('Ein ', '1 '))?.[0])

async function letIn(page: Page, typed: string, name: string): Promise<void> {
  await search(page).fill(typed)
  await page.getByRole('button', { name: `${name} einlassen` }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(`${name} ist eingelassen.`).first().waitFor()
}
/** Types, and says where the best hit lies. */
async function placeOfHit(page: Page, typed = 'mül'): Promise<() => Promise<number | undefined>> {
  await search(page).fill(typed)
  const hit = page.getByRole('list', { name: 'Treffer' }).getByRole('listitem').first()
  await hit.waitFor()
  return async () => (await hit.boundingBox())?.y
}
async function letInUnlisted(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Nicht auf der Liste' }).click()
  await page.getByLabel('Vor- und Nachname').fill(name)
  await page.getByRole('dialog').getByRole('button', { name: 'Einlassen' }).click()
}
/** Whether pages and list lie on the device. */
const isKept = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration('/reception')
    if (registration?.active?.state !== 'activated') return false
    for (const { name } of await indexedDB.databases()) {
      const hasList = await new Promise<boolean>((resolve) => {
        const opening = indexedDB.open(name ?? '')
        opening.addEventListener('error', () => resolve(false))
        opening.addEventListener('success', () => {
          const db = opening.result
          if (!db.objectStoreNames.contains('desk')) return resolve(false)
          const asking = db.transaction('desk').objectStore('desk').getKey('list')
          asking.addEventListener('success', () => {
            db.close()
            resolve(asking.result !== undefined)
          })
        })
      })
      if (hasList) return true
    }
    return false
  })

describe('a desk that was paired a moment ago', () => {
  it('needs no reload to be safe: its list and its pages are kept as they came', async () => {
    const fresh = await openStation(browser, complaints)
    await joinWith(fresh.page, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 3'))
    await count(fresh.page).waitFor()
    await expect.poll(() => isKept(fresh.page), SLOW).toBe(true)
    await host.kill()
    await fresh.page.getByText('Keine Verbindung zum Hauptrechner – Sie können weiterarbeiten').waitFor()
    await letIn(fresh.page, 'trautwein', 'Holger Trautwein-Böß')
    await fresh.page.reload()
    await fresh.page.getByText('Ein Vorgang wartet.').waitFor()
    await letIn(fresh.page, 'thi mai', 'Thi Mai Nguyễn')
    const help = await fresh.context.newPage()
    await help.goto(new URL('/reception/handbook/what-if', fresh.page.url()).href)
    await help.getByRole('heading', { level: 1, name: 'Was tun, wenn …' }).waitFor()
    await help.getByRole('link', { name: /^Für Gäste/ }).click()
    await help.getByRole('heading', { level: 1, name: /^Für Gäste/ }).waitFor()
    await help.close()
    await host.restart()
    await expect.poll(() => countOf(first.page), SLOW).toBe(2)
    for (const name of ['Holger Trautwein-Böß', 'Thi Mai Nguyễn']) {
      await first.page.getByRole('button', { name: `Einlass von ${name} zurücknehmen` }).click()
      await keepScreen(first.page, 'reception-undo-hold')
      await first.page.getByRole('button', { name: 'Falsche Person' }).click({ delay: 1_200 })
    }
    await expect.poll(() => countOf(first.page), SLOW).toBe(0)
    await fresh.context.close()
  })
})

describe('a slip at the desk', () => {
  it('is undone with one tap, at all desks at once, and without a question', async () => {
    await letIn(first.page, 'joachim wal', 'Joachim Walter')
    await expect.poll(() => countOf(second.page), SLOW).toBe(1)
    await keepScreen(first.page, 'reception-undo-window')
    await first.page.getByRole('button', { name: /rückgängig machen/ }).click()
    await first.page
      .getByText(/ist zurückgenommen\./)
      .first()
      .waitFor()
    await expect.poll(() => countOf(second.page), SLOW).toBe(0)
  })
})

describe('a guest of honour who comes in at another desk', () => {
  it('is told without moving a row from under the finger, at the side or over the foot of the page', async () => {
    const places = [await placeOfHit(first.page), await placeOfHit(second.page)]
    await second.page.setViewportSize({ width: 768, height: 1024 })
    const before = await Promise.all(places.map((place) => place()))
    const third = await openStation(browser, complaints)
    await joinWith(third.page, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 4'))
    await letIn(third.page, 'würthner', 'Gerlinde Würthner-Abt')
    for (const { page } of [first, second]) {
      await page
        .getByText(/^Ehrengast eingetroffen/)
        .first()
        .waitFor()
    }
    expect(await Promise.all(places.map((place) => place()))).toEqual(before)
    await keepScreen(first.page, 'reception-honour')
    await keepScreen(second.page, 'reception-honour-tablet')
    await expectAccessible(second.page)
    await second.page.getByRole('button', { name: 'Ein Hinweis' }).click()
    await second.page.getByText(/^Ehrengast eingetroffen/).waitFor({ state: 'hidden' })
    await keepScreen(organizer, 'organizer-honour')
    await expectAccessible(organizer)
    for (const page of [first.page, organizer]) {
      await page.getByRole('button', { name: 'Zur Kenntnis genommen' }).click()
    }
    await third.page.getByRole('button', { name: /rückgängig machen/ }).click()
    await expect.poll(() => countOf(first.page), SLOW).toBe(0)
    await third.context.close()
    await second.page.setViewportSize({ width: 1024, height: 768 })
  })
})

describe('two desks that lose the host', () => {
  it('say so plainly and go on', async () => {
    await expect.poll(() => isKept(first.page), SLOW).toBe(true)
    await expect.poll(() => isKept(second.page), SLOW).toBe(true)
    const place = await placeOfHit(first.page)
    const before = await place()
    await host.kill()
    for (const { page } of [first, second]) {
      await page.getByText('Keine Verbindung zum Hauptrechner – Sie können weiterarbeiten').waitFor()
    }
    expect(await place()).toBe(before)
    await letIn(first.page, 'joachim wal', 'Joachim Walter')
    await first.page.getByText('Ein Vorgang wartet.').waitFor()
    await expectUsable(first.page, 'reception-alone', 'finger')
    await letIn(second.page, 'joachim wal', 'Joachim Walter')
    await letIn(second.page, 'trautwein', 'Holger Trautwein-Böß')
    await letInUnlisted(second.page, 'Đorđe Łukaszewski')
    await second.page.getByText('3 Vorgänge warten.').waitFor()
    await keepScreen(second.page, 'reception-alone-tablet')
  })

  it('come back by themselves after a reload and after the page was closed, with all they had done', async () => {
    await first.page.reload()
    await first.page.getByText('Ein Vorgang wartet.').waitFor()
    await expect.poll(() => countOf(first.page), SLOW).toBe(1)
    await letIn(first.page, 'thi mai', 'Thi Mai Nguyễn')
    await letInUnlisted(first.page, 'Djordje Lukaszewski')
    await first.page.getByText('3 Vorgänge warten.').waitFor()
    await second.page.close()
    second.page = await second.context.newPage()
    await second.page.goto(`${origin()}/reception`)
    await second.page.getByText('3 Vorgänge warten.').waitFor()
    await expect.poll(() => countOf(second.page), SLOW).toBe(3)
  })

  it('tell everything once the host is back, and both show whom they both let in, on the list or not', async () => {
    await host.restart()
    for (const { page } of [first, second]) {
      await page.getByText('Joachim Walter: an zwei Schaltern eingelassen').waitFor()
      await page.getByText(/ukaszewski: vielleicht zweimal eingetragen/).waitFor()
      await expect.poll(() => countOf(page), SLOW).toBe(5)
    }
    await expectUsable(first.page, 'reception-conflict', 'finger')
    await keepScreen(second.page, 'reception-conflict-tablet')
  })

  it('settle it with one tap at one of them', async () => {
    await second.page.getByRole('button', { name: 'War dieselbe Person' }).click()
    for (const { page } of [first, second]) {
      await page.getByText('Joachim Walter: an zwei Schaltern eingelassen').waitFor({ state: 'detached' })
      await expect.poll(() => countOf(page), SLOW).toBe(5)
    }
    await first.page.getByRole('button', { name: 'Dieselbe Person: Đorđe Łukaszewski' }).click()
    for (const { page } of [first, second]) {
      await page.getByText(/vielleicht zweimal eingetragen/).waitFor({ state: 'detached' })
      await expect.poll(() => countOf(page), SLOW).toBe(4)
    }
  })
})

describe('a stranger whom two connected desks enter at the same moment', () => {
  it('is shown to both as entered twice, and is one person after one tap', async () => {
    for (const { page } of [first, second]) {
      await page.getByRole('button', { name: 'Nicht auf der Liste' }).click()
      await page
        .getByLabel('Vor- und Nachname')
        .fill(page === first.page ? 'Stefan Schmitt' : 'Stephan Schmidt')
    }
    for (const { page } of [first, second])
      await page.getByRole('dialog').getByRole('button', { name: 'Einlassen' }).click()
    for (const { page } of [first, second]) {
      await page.getByText(/vielleicht zweimal eingetragen/).waitFor()
      await expect.poll(() => countOf(page), SLOW).toBe(6)
    }
    await second.page.getByRole('button', { name: 'Dieselbe Person: Stefan Schmitt' }).click()
    for (const { page } of [first, second]) await expect.poll(() => countOf(page), SLOW).toBe(5)
  })

  it('are two again where that was wrong: found under the name, said what it means, held for a second', async () => {
    const { page } = first
    await search(page).pressSequentially('stefan schm', { delay: 60 })
    await page.getByRole('button', { name: /^Stefan Schmitt und .* doch zwei Personen$/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Doch zwei Personen?' })
    await keepScreen(page, 'reception-part')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Es sind zwei Personen' }).press('Enter')
    await dialog.waitFor({ state: 'detached' })
    for (const desk of [first, second]) await expect.poll(() => countOf(desk.page), SLOW).toBe(6)
    await page.keyboard.press('Escape')
  })
})

describe('a list on paper that comes back', () => {
  const codeOf = async (name: string) =>
    /[0-9A-Z]{3}/.exec(await organizer.getByRole('listitem').filter({ hasText: name }).innerText())?.[0] ?? ''
  const enter = (count: string) => organizer.getByRole('button', { name: `${count} eintragen` }).click()

  it('is tapped row by row or typed by its codes; what cannot be read is named and stays in the field', async () => {
    const before = await countOf(first.page)
    await goToStep(organizer, 'Einlass')
    await organizer.getByRole('button', { name: 'Papierlisten eintragen' }).click()
    await organizer.getByRole('button', { name: 'Der Reihe nach antippen' }).click()
    const codes = [await codeOf('Hölzlwimmer, Regine'), await codeOf('Großhans, Tobias')]
    await organizer.getByRole('checkbox', { name: /Çelikkaya, Zeynep/ }).check()
    await enter('Ankunft')
    await organizer.getByText('Eine Ankunft eingetragen.').waitFor()
    await organizer.getByRole('button', { name: 'Kürzel tippen' }).click()
    await organizer.getByLabel(/^Uhrzeit für alle ohne eigene/).fill('17:40')
    await organizer.getByLabel(/^Kürzel der/).fill(`${codes.join(' ')} 17:55 ZZZ`)
    await organizer.getByText('„ZZZ“ ist kein Kürzel der Liste').waitFor()
    await keepScreen(organizer, 'door-paper-ticks')
    await expectAccessible(organizer)
    await expect.poll(() => organizer.getByText('Eine Ankunft eingetragen.').count(), SLOW).toBe(0)
    await enter('2 Ankünfte')
    await organizer.getByText('2 Ankünfte eingetragen.').waitFor()
    await expect.poll(() => organizer.getByLabel(/^Kürzel der/).inputValue(), SLOW).toBe('ZZZ')
    for (const { page } of [first, second]) await expect.poll(() => countOf(page), SLOW).toBe(before + 3)
    await organizer.getByRole('button', { name: 'Fertig' }).click()
  })

  it('is seen in the picture of arrivals: by desk, by kind of organisation, as a table, and as a file that explains itself', async () => {
    const picture = organizer.locator('section').filter({ hasText: 'Ankünfte im Verlauf' })
    const legend = picture.getByRole('listitem')
    await legend.filter({ hasText: 'vom Papier 2' }).waitFor()
    await picture.getByText('Dazu eine Person ohne bekannte Uhrzeit.').waitFor()
    await picture.getByText('Als Tabelle').click()
    await picture.getByRole('columnheader', { name: 'Schalter 1' }).waitFor()
    await organizer.getByLabel('Aufgeteilt nach').selectOption({ label: 'nach Art der Organisation' })
    await legend.filter({ hasText: /Stadt oder Gemeinde \d/ }).waitFor()
    await keepScreen(organizer, 'door-arrivals')
    const saved = await downloadBy(picture.getByRole('button', { name: 'Bild speichern' }))
    const svg = await readFile(await saved.path(), 'utf8')
    expect(svg).toContain('Ankünfte im Verlauf')
    expect(svg).toMatch(/Stadt oder Gemeinde: \d/)
  })
})

describe('a desk that is turned away', () => {
  const guestsKept = (page: Page) =>
    page.evaluate(async () => {
      const names = (await indexedDB.databases()).map(({ name }) => name ?? '')
      const inCaches = await Promise.all(
        (await caches.keys()).map(async (name) =>
          (await (await caches.open(name)).keys()).map(({ url }) => url),
        ),
      )
      return {
        databases: names,
        foreign: inCaches.flat().filter((url) => !/\/(assets\/|index\.html$)/.test(url)),
      }
    })

  it('keeps no name, neither on the screen nor on the device', async () => {
    await goToStep(organizer, 'Geräte')
    await organizer
      .getByRole('listitem')
      .or(organizer.getByRole('row'))
      .filter({ hasText: 'Schalter 1' })
      .getByRole('button', { name: /Kopplung.*aufheben/ })
      .first()
      .click()
    await organizer
      .getByRole('dialog')
      .getByRole('button', { name: /Kopplung.*aufheben/ })
      .click()
    await first.page.getByText('Alle Gästedaten auf diesem Gerät sind gelöscht.').waitFor()
    await expect.poll(() => guestsKept(first.page), SLOW).toEqual({ databases: [], foreign: [] })
    await expect.poll(() => first.page.getByText('Walter').count(), SLOW).toBe(0)
    await keepScreen(first.page, 'reception-turned-away')
    await expectAccessible(first.page)
  })
})

describe('all surfaces', () => {
  it('kept quiet', () => expect(complaints).toEqual([]))
})
