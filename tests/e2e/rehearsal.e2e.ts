/** The day before: everybody turns to a copy and back, and what was done there reaches nothing real. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf } from './cut-line.ts'
import type { Line } from './cut-line.ts'
import { launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { downloadBy, goToStep, inviteStation, joinWith } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let desk: Page
let deskLine: Line
let tablet: Page
let stage: Page
const complaints: string[] = []

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  desk = (await openStation(browser, complaints)).page
  tablet = (await openStation(browser, complaints, { viewport: { width: 1024, height: 768 } })).page
  stage = (await openStation(browser, complaints, { viewport: { width: 1280, height: 720 } })).page
  deskLine = await lineOf(desk)
  await organizer.goto(host.organizerUrl)
  await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
  await joinWith(tablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 1'))
  await joinWith(stage, organizer, await inviteStation(organizer, 'Leinwand', 'Projektor'))
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})
tellOnFailure(() => ({ organizer, desk, tablet, stage }))

const mark = (page: Page) => page.getByRole('complementary', { name: 'Generalprobe' })
const marked = (page: Page) => mark(page).isVisible()

async function letIn(typed: string, name: string): Promise<void> {
  await desk.getByRole('searchbox').first().fill(typed)
  await desk.getByRole('button', { name: `${name} einlassen` }).waitFor()
  await desk.keyboard.press('Enter')
  await desk.getByText(`${name} ist eingelassen.`).first().waitFor()
}

describe('a rehearsal', () => {
  it('keeps what the desk had done before, and marks every surface', async () => {
    await desk
      .getByText(/Gäste im Saal|von \d+ Plätzen/)
      .first()
      .waitFor()
    await deskLine.cut()
    await desk.getByText('Sie können weiterarbeiten').waitFor()
    await letIn('trautwein', 'Holger Trautwein-Böß')
    await organizer.getByRole('link', { name: /^Generalprobe/ }).click()
    await organizer.getByRole('heading', { name: 'So läuft sie ab' }).waitFor()
    await expectUsable(organizer, 'rehearsal-before')
    await organizer.getByRole('button', { name: 'Generalprobe beginnen' }).click()
    await expect.poll(() => marked(organizer)).toBe(true)
    deskLine.mend()
    for (const page of [desk, tablet, stage]) await expect.poll(() => marked(page)).toBe(true)
    await desk.getByText('Ein Eintrag von vor der Generalprobe ist auf diesem Gerät aufgehoben').waitFor()
    expect(await desk.getByText('Holger Trautwein-Böß ist eingelassen.').count()).toBe(0)
    await expectUsable(desk, 'rehearsal-desk', 'finger')
    await expectUsable(stage, 'rehearsal-stage', 'stage')
    await tablet.setViewportSize({ width: 390, height: 844 })
    await expectUsable(tablet, 'rehearsal-phone', 'finger')
  })

  it('fills its points by doing, and shows what is missing', async () => {
    await organizer.getByText('0 von 8 Punkten geprüft').first().waitFor()
    const readable = organizer.getByRole('group', { name: 'Ist alles gut zu lesen?' })
    await readable.getByRole('button', { name: 'Nein' }).click()
    await organizer.getByText('Stellen Sie den Projektor heller').waitFor()
    await readable.getByRole('button', { name: 'Ja' }).click()
    await organizer.getByText('1 von 8 Punkten geprüft').first().waitFor()
    const first = organizer.getByRole('button', { name: /^Berichtigen: / }).first()
    await first.click()
    await organizer.getByLabel('Was ist falsch?').fill('Betonung auf der ersten Silbe')
    await organizer.getByRole('button', { name: 'Vormerken' }).click()
    await organizer.getByText('Zu berichtigen: Betonung auf der ersten Silbe').waitFor()
    await expectUsable(organizer, 'rehearsal-checks')
    await letIn('thi mai', 'Thi Mai Nguyễn')
    await expect.poll(() => organizer.getByText('Einlass: erledigt').count()).toBe(1)
  })

  it('gives out papers as specimens, and says before anybody asks that nothing is archived', async () => {
    await goToStep(organizer, 'Abschluss')
    const attendance = organizer.getByRole('button', {
      name: 'Herunterladen: Anwesenheitsliste',
      exact: true,
    })
    expect((await downloadBy(attendance)).suggestedFilename()).toBe('MUSTER-anwesenheitsliste.pdf')
    const archive = organizer.getByRole('button', { name: 'Herunterladen: Archiv (ZIP)' })
    await expect.poll(() => archive.isDisabled()).toBe(true)
    await organizer.getByText('In der Generalprobe wird nie archiviert.').waitFor()
    await organizer.getByRole('link', { name: /^Generalprobe/ }).click()
  })

  it('ends without a trace, and throws away what a desk had not told yet', async () => {
    await deskLine.cut()
    await desk.getByText('Sie können weiterarbeiten').waitFor()
    await letIn('khoury', 'Rania Khoury')
    await desk.reload()
    await expect.poll(() => marked(desk)).toBe(true)
    await organizer.getByRole('button', { name: 'Generalprobe beenden' }).click()
    await organizer.getByText(/1 von 8 Punkten geprüft, offen/).waitFor()
    await organizer.getByText('Betonung auf der ersten Silbe').waitFor()
    await expectUsable(organizer, 'rehearsal-after')
    deskLine.mend()
    await desk.getByText('Ein Eintrag aus ihr, der noch nicht übermittelt war, wurde verworfen.').waitFor()
    for (const page of [organizer, desk, tablet, stage]) await expect.poll(() => marked(page)).toBe(false)
    await goToStep(organizer, 'Einlass')
    await organizer.getByText('1 von', { exact: false }).first().waitFor()
    await expect.poll(() => organizer.getByText('Holger Trautwein-Böß').count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
  })
})
