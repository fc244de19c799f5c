/** How many actions the common tasks take. What counts as one stands in actions.ts; more than these and the surface is to be changed. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { openCoreAt } from '../../src/server/commands/open-core.ts'
import { signingPartners } from '../../src/shared/domain/signing/agreement.ts'
import { organizerOf } from '../fixtures/backups.ts'
import { personAt } from './actions.ts'
import { drawSignature } from './drawing.ts'
import { launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { callNext, goToStep, inviteStation, joinWith, padOf } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let desk: Page
let tablet: Page
const SLOW = { timeout: 40_000 }

/** The sample on the evening: open for signing, all but the first partner sign on paper. */
async function lastSignature(dataDir: string): Promise<void> {
  const core = await openCoreAt(dataDir)
  try {
    const { ceremony, agreement, signing } = organizerOf(core)
    await ceremony.loadSample({ commandId: newCommandId() })
    await agreement.open({ commandId: newCommandId() })
    const [, ...others] = signingPartners(core.parts.handler.state.partners)
    for (const { id } of others) await signing.leaveToPaper({ partnerId: id, commandId: newCommandId() })
  } finally {
    await core.close()
  }
}

beforeAll(async () => {
  host = await startHost(lastSignature)
  browser = await launchBrowser()
  organizer = (await openStation(browser, [])).page
  desk = (await openStation(browser, [])).page
  tablet = (await openStation(browser, [], { viewport: { width: 1024, height: 768 }, hasTouch: true })).page
  await organizer.goto(host.organizerUrl)
  await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await joinWith(tablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 1'))
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, desk, tablet }))

const search = () => desk.getByRole('searchbox').first()
const isIn = (name: string) => desk.getByText(`${name} ist eingelassen.`).first().waitFor(SLOW)

it('a known guest is let in with three at most: letters, Enter', async () => {
  const person = personAt(desk)
  await person.type('öz', search())
  await desk
    .getByRole('button', { name: /Öztürk einlassen/ })
    .first()
    .waitFor(SLOW)
  await person.press('Enter')
  await desk
    .getByText(/Öztürk ist eingelassen\./)
    .first()
    .waitFor(SLOW)
  expect(person.done()).toBeLessThanOrEqual(3)
})

it('somebody who is on no list comes in with six at most', async () => {
  const person = personAt(desk)
  await person.click(desk.getByRole('button', { name: 'Nicht auf der Liste' }))
  await person.type('Đorđe Łukaszewski', desk.getByLabel('Vor- und Nachname'))
  await person.fill(desk.getByLabel('Organisation').last(), 'Jobcenter')
  await person.press('Enter')
  await isIn('Đorđe Łukaszewski')
  expect(person.done()).toBeLessThanOrEqual(6)
})

it('somebody comes for a guest with five at most', async () => {
  const person = personAt(desk)
  await person.type('pönisch', search())
  await person.click(desk.getByRole('button', { name: /^Vertretung kommt für .*Pönisch/ }))
  await person.type('Mira Beispiel', desk.getByLabel('Wer kommt? Vor- und Nachname'))
  await person.press('Enter')
  await isIn('Mira Beispiel')
  expect(person.done()).toBeLessThanOrEqual(5)
})

it('one signs with five at most, besides drawing', async () => {
  await goToStep(organizer, 'Unterzeichnung')
  await callNext(organizer)
  const person = personAt(tablet)
  const press = (name: string) => person.click(tablet.getByRole('button', { name }))
  await press('Das bin ich')
  await press('Gelesen, weiter')
  await press('Einverstanden, weiter zur Unterschrift')
  await drawSignature(tablet, padOf(tablet))
  await press('Fertig')
  await press('Ja, übernehmen')
  await tablet.getByRole('heading', { name: 'Vielen Dank' }).waitFor(SLOW)
  expect(person.done()).toBeLessThanOrEqual(5)
})

it('the agreement is sealed with two at most', async () => {
  await goToStep(organizer, 'Abschluss')
  const person = personAt(organizer)
  await person.click(organizer.getByRole('button', { name: 'Siegeln', exact: true }))
  await person.click(organizer.getByRole('dialog').getByRole('button', { name: 'Siegeln', exact: true }))
  await organizer.getByText('Die Vereinbarung ist gesiegelt').waitFor({ timeout: 60_000 })
  expect(person.done()).toBeLessThanOrEqual(2)
})

it('the originals are printed with three at most, with the number of copies one wants', async () => {
  await organizer.evaluate(() => {
    Reflect.set(window, 'mappe', {
      print: (pdf: ArrayBuffer) => Promise.resolve(void Reflect.set(window, 'printed', pdf.byteLength)),
    })
  })
  const person = personAt(organizer)
  const originals = organizer.getByRole('listitem').filter({ hasText: 'Papieroriginale' }).first()
  await person.fill(originals.getByRole('spinbutton'), '5')
  await person.click(originals.getByRole('button', { name: 'Drucken' }))
  await expect
    .poll(() => organizer.evaluate(() => Reflect.get(window, 'printed') as number), SLOW)
    .toBeGreaterThan(1000)
  expect(person.done()).toBeLessThanOrEqual(3)
})
