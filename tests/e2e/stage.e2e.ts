/** The stage: the agenda as it runs, who speaks, light and dark, a host that hangs, a page from before an update. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contractVersion } from '../../src/core/contract-version.ts'
import { version } from '../../src/server/commands/open-core.ts'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { goToStep, inviteStation, joinWith } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let stage: Page
let desk: Page
const complaints: string[] = []
const SLOW = { timeout: 25_000 }
const origin = () => new URL(host.organizerUrl).origin

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  stage = (await openStation(browser, complaints, { viewport: { width: 1280, height: 720 } })).page
  desk = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  await joinWith(stage, organizer, await inviteStation(organizer, 'Leinwand', 'Beamer'))
  await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await desk.getByRole('searchbox').first().fill('joachim wal')
  await desk.getByRole('button', { name: 'Joachim Walter einlassen' }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByText('Joachim Walter ist eingelassen.').first().waitFor()
  await goToStep(organizer, 'Ablauf & Leinwand')
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, stage, desk }))

/** Nothing to scroll, nothing to press, nothing that reaches over the edge. */
async function expectStageWhole(): Promise<void> {
  const faults = await stage.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    const controls = document.querySelectorAll('button, a, input, select').length
    const over = [...document.querySelectorAll('main *')].filter((element) => {
      const { right, bottom, width } = element.getBoundingClientRect()
      return (
        width > 0 && element.children.length === 0 && (right > innerWidth + 1 || bottom > innerHeight + 1)
      )
    })
    return { scrolls: scrollWidth > innerWidth || scrollHeight > innerHeight, controls, over: over.length }
  })
  expect(faults).toEqual({ scrolls: false, controls: 0, over: 0 })
}

/** On the picture, not in the region that is read aloud. */
const shown = (text: string) => stage.getByText(text).and(stage.locator(':not([role=status])')).first()

it('tells the hall that it begins later, and then what is on', async () => {
  await stage.getByText('Integrationszielvereinbarungen').first().waitFor()
  await expectStageWhole()
  await organizer.getByLabel('Andere Zeit').fill('18:15')
  await organizer.getByRole('button', { name: 'Bekannt geben' }).click()
  await shown('18:15 Uhr').waitFor(SLOW)
  await expectStageWhole()
  await organizer.keyboard.press('F8')
  await shown('Landrat Joachim Walter').waitFor(SLOW)
  await expectStageWhole()
  await expectUsable(stage, 'stage-item', 'stage')
})

it('takes a wrong tap back', async () => {
  await organizer.getByRole('button', { name: /^Weiter: / }).click()
  await shown('Impulsvortrag: Zwölf').waitFor(SLOW)
  await organizer.getByRole('button', { name: 'Rückgängig: Programmpunkt begonnen' }).click()
  await shown('Landrat Joachim Walter').waitFor(SLOW)
})

it('keeps the list of speakers: a guest by two letters, anybody by name, the next on the stage', async () => {
  await organizer.getByRole('button', { name: 'Beginnen: Austausch und Fragen' }).click()
  await shown('Wortmeldungen sind willkommen').waitFor(SLOW)
  const who = organizer.getByRole('combobox', { name: 'Wortmeldung aufnehmen' })
  await who.fill('wa')
  await organizer.getByRole('option', { name: /Joachim Walter/ }).waitFor(SLOW)
  await who.press('Enter')
  await organizer.getByText('Eine Wortmeldung').waitFor(SLOW)
  await who.fill('Erika Klein, Bürgerin')
  await who.press('Enter')
  await organizer.getByText('2 Wortmeldungen').waitFor(SLOW)
  await organizer.keyboard.press('F9')
  await shown('Es spricht').waitFor(SLOW)
  await shown('Erika Klein').waitFor(SLOW)
  await expectStageWhole()
  await expectUsable(stage, 'stage-speakers', 'stage')
  await expectUsable(organizer, 'organizer-run')
})

it('turns light for a hall in daylight', async () => {
  await organizer.getByRole('radio', { name: 'hell' }).check()
  await expect.poll(() => stage.locator('main').getAttribute('data-kern-theme'), SLOW).toBe('light')
  await stage.setViewportSize({ width: 1024, height: 768 })
  await expectStageWhole()
  await expectUsable(stage, 'stage-speakers-light', 'stage')
})

it('says quietly that the host hangs, keeps its picture, and goes on by itself', async () => {
  const mark = stage.getByText('Verbindung wird wiederhergestellt')
  host.freeze()
  await mark.waitFor(SLOW)
  expect(await shown('Erika Klein').isVisible()).toBe(true)
  await keepScreen(stage, 'stage-lost')
  host.thaw()
  await mark.waitFor({ state: 'hidden', ...SLOW })
  await organizer.keyboard.press('F9')
  await expect.poll(() => stage.getByText('Joachim Walter').count(), SLOW).toBe(0)
})

/** Serves the stage pages of another version: for so many loads of the page. */
async function ageStage(loads: number): Promise<() => number> {
  const own = contractVersion(version())
  let loaded = 0
  stage.on('request', (request) => void (request.resourceType() === 'document' && (loaded += 1)))
  await stage.route('**/*.js', async (route) => {
    const answer = await route.fetch()
    const body = await answer.text()
    await route.fulfill({
      response: answer,
      body: loaded <= loads ? body.replaceAll(own, 'f'.repeat(own.length)) : body,
    })
  })
  return () => loaded
}

it('a page from before an update reloads itself once and is there again', async () => {
  const loads = await ageStage(1)
  await stage.goto(`${origin()}/display`)
  await expect.poll(loads, SLOW).toBe(2)
  await shown('Erika Klein').waitFor(SLOW)
  await stage.unrouteAll({ behavior: 'ignoreErrors' })
})

it('says what to do when the reload brings the old page again, and does not reload in a circle', async () => {
  await expect
    .poll(() => stage.evaluate(() => sessionStorage.getItem('mappe.reloaded-from')), SLOW)
    .toBeNull()
  const loads = await ageStage(100)
  await stage.goto(`${origin()}/display`)
  await stage.getByText('Die Leinwand braucht die neue Fassung').waitFor(SLOW)
  await expect.poll(loads, SLOW).toBe(2)
})

it('complains about nothing', () => {
  expect(complaints).toEqual([])
})
