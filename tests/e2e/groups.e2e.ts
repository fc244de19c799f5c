/** Guests who do not come alone: with companions, and a whole delegation. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { inviteStation, joinWith } from './surfaces.ts'

let host: RunningHost
let browser: Browser
let desk: Page
const complaints: string[] = []
const SLOW = { timeout: 25_000 }

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  const organizer = (await openStation(browser, complaints)).page
  desk = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await organizer
    .getByRole('link', { name: /Partner & Gäste/ })
    .first()
    .click()
  await organizer
    .getByText(/^Anmeldungen/)
    .first()
    .click()
  await answer(organizer, 'Trautwein-Böß', async () => {
    await organizer.getByLabel('Begleitpersonen').fill('2')
  })
  await answer(organizer, 'Regine Hölzlwimmer', () => organizer.getByLabel('Sagt ab').check())
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

/** Somebody on the list says on the telephone whether they come. */
async function answer(organizer: Page, name: string, say: () => Promise<void>): Promise<void> {
  await organizer.getByLabel('Vor- und Nachname').fill(name)
  await organizer
    .getByRole('button', { name: new RegExp(name) })
    .first()
    .click()
  await say()
  await organizer.getByRole('button', { name: /^(Anmelden|Absage eintragen)$/ }).click()
  await organizer
    .getByText(/ist angemeldet\.|ist eingetragen\./)
    .first()
    .waitFor()
}

const search = () => desk.getByRole('searchbox').first()
const present = async () => Number(/\d+/.exec(await desk.getByText(/\d+ von \d+ Plätzen/).innerText())?.[0])

it('asks for announced companions, with the number ready for Enter, and lets others in without a question', async () => {
  await search().fill('trautwein')
  await desk.getByText('+2 angekündigt').waitFor()
  await keepScreen(desk, 'groups-hit')
  await desk.keyboard.press('Enter')
  await expect.poll(() => desk.evaluate(() => document.activeElement?.textContent.trim())).toBe('+2')
  await keepScreen(desk, 'groups-question')
  await desk.keyboard.press('Enter')
  await desk.getByText('Mit 2 Begleitpersonen.').first().waitFor()
  await expect.poll(present, SLOW).toBe(3)
  await keepScreen(desk, 'groups-outcome')
  await search().fill('joachim wal')
  await desk.getByRole('button', { name: 'Joachim Walter einlassen' }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByText('Joachim Walter ist eingelassen.').first().waitFor()
  await expect.poll(present, SLOW).toBe(4)
})

it('gives a companion a name, and the headcount stays', async () => {
  await search().fill('trautwein')
  await desk.getByRole('button', { name: 'Begleitung von Holger Trautwein-Böß' }).first().click()
  await desk.getByLabel('Vor- und Nachname einer Begleitperson').fill('Ute Böß')
  await keepScreen(desk, 'groups-name')
  await desk.getByRole('button', { name: 'Namen eintragen' }).click()
  await desk.getByText('Ute Böß ist eingelassen.').first().waitFor()
  await expect.poll(present, SLOW).toBe(4)
})

it('lets a delegation in at once, all but who is missing or had declined', async () => {
  await search().fill('ammerbuch')
  await desk.getByRole('button', { name: 'Delegation einlassen: Gemeinde Ammerbuch (3)' }).first().click()
  const dialog = desk.getByRole('dialog')
  await keepScreen(desk, 'groups-delegation')
  await expect
    .poll(() => dialog.getByRole('checkbox', { name: /Regine Hölzlwimmer/ }).isChecked(), SLOW)
    .toBe(false)
  await dialog.getByRole('button', { name: '2 Personen einlassen' }).click()
  await desk.getByText('2 Gäste sind eingelassen.').first().waitFor()
  await expect.poll(present, SLOW).toBe(6)
  await keepScreen(desk, 'groups-delegation-in')
  await search().fill('bodelshausen')
  await desk.getByRole('button', { name: /Delegation einlassen: Gemeinde B/ }).waitFor()
  await keepScreen(desk, 'groups-organisation')
  await search().fill('hölzlwimmer')
  await desk.getByText('hatte abgesagt').waitFor()
  await desk.setViewportSize({ width: 1024, height: 768 })
  await keepScreen(desk, 'groups-declined-tablet')
  await desk.getByRole('button', { name: /Vertretung kommt für Regine/ }).click()
  await desk.getByRole('button', { name: 'Krank' }).click()
  await desk.getByLabel('Wer kommt? Vor- und Nachname').fill('Tessa Vogel')
  await keepScreen(desk, 'groups-substitute-tablet')
  await desk.getByRole('dialog').getByRole('button', { name: 'Einlassen' }).click()
  await desk.getByText('Kommt für Regine Hölzlwimmer.').first().waitFor()
  await keepScreen(desk, 'groups-substituted-tablet')
  expect(complaints).toEqual([])
})

it('prints the badge of whom it has just entered, and knows it as printed once that is said', async () => {
  // The print dialog cannot be seen here; a printer of our own takes its place.
  await desk.evaluate(() => {
    const print = () => Promise.resolve(Reflect.set(window, 'hasPrinted', true))
    Reflect.set(window, 'mappe', { print })
  })
  await desk.getByRole('button', { name: 'Namensschild von Tessa Vogel drucken' }).first().click()
  const dialog = desk.getByRole('dialog')
  await expect
    .poll(() => dialog.getByRole('button', { name: 'Drucken', exact: true }).isEnabled(), SLOW)
    .toBe(true)
  await keepScreen(desk, 'groups-badge-tablet')
  await expectAccessible(desk)
  await desk.keyboard.press('Enter')
  await dialog.getByText('Ist das Schild richtig aus dem Drucker gekommen?').waitFor()
  await expect.poll(() => desk.evaluate(() => Reflect.get(window, 'hasPrinted') as unknown)).toBe(true)
  await dialog.getByRole('button', { name: 'Ja, fertig' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await desk.evaluate(() => Reflect.deleteProperty(window, 'mappe'))
  await search().fill('tessa')
  await desk.getByRole('button', { name: 'Namensschild von Tessa Vogel drucken' }).click()
  await dialog.getByText('Dieses Schild ist schon gedruckt.').waitFor()
  await desk.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
})

it('lets a guest who is in come for another one, too, found while the name is typed', async () => {
  const before = await present()
  await search().fill('öztürk')
  await desk
    .getByRole('button', { name: /^Vertretung kommt für/ })
    .first()
    .click()
  await desk.getByLabel('Wer kommt? Vor- und Nachname').pressSequentially('joachim walt', { delay: 60 })
  await desk.getByRole('button', { name: 'Das ist die Person: Joachim Walter' }).click()
  await keepScreen(desk, 'groups-stand-in')
  await expectAccessible(desk)
  await desk.getByRole('dialog').getByRole('button', { name: 'Vertretung eintragen' }).click()
  await desk
    .getByText(/^Joachim Walter kommt auch für .*Öztürk\./)
    .first()
    .waitFor()
  await expect.poll(present, SLOW).toBe(before)
})

it('takes only that back: the guest stays in, the other is expected again', async () => {
  const before = await present()
  await search().fill('öztürk')
  await desk
    .getByRole('button', { name: /^Vertretung für .* aufheben/ })
    .first()
    .click()
  await desk
    .getByText(/wird wieder erwartet\./)
    .first()
    .waitFor()
  await expect.poll(present, SLOW).toBe(before)
  await search().fill('walter')
  await desk
    .getByText(/^angekommen/)
    .first()
    .waitFor()
})
