/** One evening through four browsers: organizer, reception, signing tablet, projector. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifySeal } from '../../src/core/agreement/seal/verify.ts'
import { NOW_UNITS } from '../../src/renderer/display/layout.ts'
import { describeWith, judge } from '../fixtures/real-tools.ts'
import { drawLine, drawSignature } from './drawing.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import {
  callNext,
  downloadBy,
  goToPad,
  goToStep,
  inviteStation,
  joinWith,
  openAgreement,
  padOf,
  signOnTablet,
} from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let reception: Page
let tablet: Page
/** At the second signing table: it takes the next guest while the first still thanks the last one. */
let secondTablet: Page
let projector: Page
let sealedFile = ''
const complaints: string[] = []
const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true }

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  reception = (await openStation(browser, complaints)).page
  tablet = (await openStation(browser, complaints, TABLET)).page
  secondTablet = (await openStation(browser, complaints, TABLET)).page
  projector = (await openStation(browser, complaints, { viewport: { width: 1920, height: 1080 } })).page
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, reception, tablet, secondTablet, projector }))

const search = () => reception.getByRole('combobox').or(reception.getByRole('searchbox')).first()

describe('before the evening', () => {
  it('the organizer loads the sample with one click', async () => {
    await organizer.goto(host.organizerUrl)
    const load = organizer.getByRole('button', { name: 'Beispiel laden' })
    await load.waitFor()
    await keepScreen(organizer, 'organizer-empty')
    await load.click()
    await organizer.getByText('22 Partner unterschreiben').waitFor()
    await keepScreen(organizer, 'organizer-home')
  })

  it('the address of the organizer works once only', async () => {
    const { page, context } = await openStation(browser, [])
    await page.goto(host.organizerUrl)
    await page.getByText(/falsch, abgelaufen oder schon benutzt/).waitFor()
    await context.close()
  })

  it('desk, tablet and projector are paired with six digits', async () => {
    await joinWith(reception, organizer, await inviteStation(organizer, 'Empfang', 'Einlass 1'))
    await keepScreen(organizer, 'organizer-stations')
    await joinWith(tablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 1'))
    await joinWith(projector, organizer, await inviteStation(organizer, 'Leinwand', 'Beamer'))
    for (const name of ['Einlass 1', 'Tablet 1', 'Beamer']) {
      await organizer.getByText(name, { exact: true }).first().waitFor()
    }
    await keepScreen(projector, 'display-welcome')
    await keepScreen(tablet, 'signing-idle')
  })

  it('the agreement has a field for each partner and is opened', async () => {
    await openAgreement(organizer)
    await keepScreen(organizer, 'organizer-agreement-open')
  })
})

describe('at the door', () => {
  it('two letters and Enter admit a known guest', async () => {
    await search().fill('')
    await search().pressSequentially('joachim wal', { delay: 60 })
    await reception.keyboard.press('Enter')
    await reception.getByText('Joachim Walter ist eingelassen.').first().waitFor()
    await keepScreen(reception, 'reception-admitted')
  })

  it('says when and where, instead of admitting the same guest twice', async () => {
    await search().fill('joachim wal')
    await reception.keyboard.press('Enter')
    await reception
      .getByText(/schon eingelassen um \d\d:\d\d Uhr an Einlass 1/i)
      .first()
      .waitFor()
  })

  it('keeps field and best hit in sight while one types, whatever the last letter had found', async () => {
    await search().fill('')
    await search().pressSequentially('mai', { delay: 60 })
    await reception.getByRole('listitem').filter({ hasText: 'Thi Mai' }).first().waitFor()
    await keepScreen(reception, 'reception-typing')
    await expect.poll(() => reception.evaluate(() => window.scrollY)).toBe(0)
  })

  it('finds a misheard name', async () => {
    await search().fill('trautwein böss')
    await reception.getByText('Holger Trautwein-Böß').first().waitFor()
    await keepScreen(reception, 'reception-search')
    await reception.keyboard.press('Enter')
    await reception.getByText('Holger Trautwein-Böß ist eingelassen.').first().waitFor()
  })

  it('takes a check-in back with a reason that is held, not touched in passing', async () => {
    await reception.getByRole('button', { name: 'Einlass von Holger Trautwein-Böß zurücknehmen' }).click()
    const slip = reception.getByRole('dialog').getByRole('button', { name: 'Versehentlich getippt' })
    await slip.click()
    await reception.getByText('Das war zu kurz.').waitFor()
    await keepScreen(reception, 'reception-undo')
    await slip.click({ delay: 1_200 })
    await reception.getByText('Der Einlass von Holger Trautwein-Böß ist zurückgenommen.').first().waitFor()
  })

  it('admits somebody who is on no list', async () => {
    await reception.getByRole('button', { name: 'Nicht auf der Liste' }).click()
    await reception.getByLabel('Vor- und Nachname').fill('Đorđe Łukaszewski')
    await reception.getByLabel('Organisation').last().fill('Jobcenter')
    await reception.keyboard.press('Enter')
    await reception.getByText('Đorđe Łukaszewski ist eingelassen.').first().waitFor()
  })

  it('the organizer and the projector see the same count', async () => {
    await goToStep(organizer, 'Einlass')
    await organizer
      .getByText(/2 von 180/)
      .first()
      .waitFor()
    await keepScreen(organizer, 'organizer-check-in')
  })

  it('lets somebody come in the place of a signatory, with the right to sign', async () => {
    await search().fill('pönisch')
    await reception.getByRole('button', { name: /^Vertretung kommt für .*Pönisch/ }).click()
    const dialog = reception.getByRole('dialog')
    await dialog.getByLabel('Wer kommt? Vor- und Nachname').fill('Mira Beispiel')
    await dialog
      .getByRole('checkbox', { name: 'Diese Person unterschreibt die Vereinbarung' })
      .setChecked(true)
    await keepScreen(reception, 'reception-substitute')
    await dialog.getByRole('button', { name: 'Einlassen' }).click()
    await reception.getByText('Mira Beispiel ist eingelassen.').first().waitFor()
  })
})

describe('the signing', () => {
  it('begins with a call that appears on tablet and projector', async () => {
    await goToStep(organizer, 'Unterzeichnung')
    await callNext(organizer)
    await tablet.getByText('Landkreis Tübingen').first().waitFor()
    await projector.getByText('Joachim Walter').first().waitFor()
    await expect.poll(() => unitsOf(projector, '.organisation')).toBeGreaterThanOrEqual(NOW_UNITS)
    await expect.poll(() => unitsOf(projector, 'footer strong')).toBeGreaterThan(4.5)
    await keepScreen(tablet, 'signing-called')
    await keepScreen(projector, 'display-turn')
  })

  it('shows the whole agreement before it asks for anything', async () => {
    await tablet.getByRole('button', { name: 'Das bin ich' }).click()
    await tablet.locator('canvas').first().waitFor()
    await tablet.getByText('Präambel').first().waitFor({ state: 'attached' })
    await keepScreen(tablet, 'signing-read')
    await tablet.getByRole('button', { name: 'Gelesen, weiter' }).click()
    await tablet.getByText('einfache elektronische Signatur').first().waitFor()
    await keepScreen(tablet, 'signing-consent')
    await tablet.getByRole('button', { name: 'Weiter zur Unterschrift' }).click()
  })

  it('refuses an empty pad and a straight line with a friendly word', async () => {
    await tablet.getByRole('button', { name: 'Fertig' }).click()
    await tablet.getByText('Hier ist noch nichts zu sehen').first().waitFor()
    await drawLine(tablet, padOf(tablet))
    await tablet.getByRole('button', { name: 'Fertig' }).click()
    await tablet.getByText('Das sieht nach einem einzelnen Strich aus').first().waitFor()
    await tablet.getByRole('button', { name: 'Neu beginnen' }).click()
  })

  it('keeps the ink when the tablet is turned, and shows it on the projector while it is drawn', async () => {
    await drawSignature(tablet, padOf(tablet))
    await expect.poll(() => inkOn(projector)).toBeGreaterThan(0)
    await keepScreen(projector, 'display-live-ink')
    const before = await inkOn(tablet)
    await tablet.setViewportSize({ width: 768, height: 1024 })
    await keepScreen(tablet, 'signing-pad-portrait')
    await expect.poll(() => inkOn(tablet)).toBeGreaterThan(before / 8)
    await tablet.setViewportSize({ width: 1024, height: 768 })
    await keepScreen(tablet, 'signing-pad')
  })

  it('hands the signature in after a last look', async () => {
    await tablet.getByRole('button', { name: 'Fertig' }).click()
    await tablet.getByRole('heading', { name: 'So übernehmen?' }).waitFor()
    await keepScreen(tablet, 'signing-review')
    await tablet.getByRole('button', { name: 'Ja, übernehmen' }).click()
    await tablet.getByRole('heading', { name: 'Vielen Dank' }).waitFor()
    await organizer.getByText('1 von 22 abgeschlossen').last().waitFor()
  })

  it('forgets everything about the guest before the next one comes', async () => {
    await tablet.getByText('Willkommen').first().waitFor({ timeout: 15_000 })
    const kept = await tablet.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))
    expect(kept).not.toContain('Walter')
    await expect.poll(() => tablet.locator('body').innerText()).not.toContain('Walter')
  })

  it('lets a partner decline with a reason, and be called again', async () => {
    await callNext(organizer)
    await tablet.getByRole('button', { name: 'Nicht unterschreiben' }).first().click()
    await tablet.getByRole('dialog').getByText('Ich habe noch eine Frage zur Vereinbarung.').click()
    await tablet.getByRole('dialog').getByRole('button', { name: 'Nicht unterschreiben' }).click()
    await organizer.getByText('Ich habe noch eine Frage zur Vereinbarung.').first().waitFor()
    await organizer.getByRole('button', { name: 'Erneut aufrufen' }).first().click()
    await signOnTablet(tablet)
    await organizer.getByText('2 von 22 abgeschlossen').last().waitFor()
  })

  it('a signature that was confirmed as the host died arrives exactly once when it is back', async () => {
    await tablet.getByText('Willkommen').first().waitFor({ timeout: 15_000 })
    await callNext(organizer)
    await goToPad(tablet)
    await drawSignature(tablet, padOf(tablet), 2)
    await tablet.getByRole('button', { name: 'Fertig' }).click()
    await host.kill()
    await tablet.getByRole('button', { name: 'Ja, übernehmen' }).click()
    await tablet.getByText('Gerade keine Verbindung').first().waitFor()
    await keepScreen(tablet, 'signing-no-connection')
    await host.restart()
    await tablet.getByRole('heading', { name: 'Vielen Dank' }).waitFor({ timeout: 30_000 })
    await organizer.getByText('3 von 22 abgeschlossen').last().waitFor({ timeout: 30_000 })
    const journal = await readFile(`${host.dataDir}/journal.jsonl`, 'utf8')
    expect(journal.match(/"type":"signature-given"/g)).toHaveLength(3)
  })

  it('goes on at two tables until all have signed', async () => {
    await joinWith(secondTablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 2'))
    await goToStep(organizer, 'Unterzeichnung')
    for (let done = 3; done < 22; done += 1) {
      const free = done % 2 === 0 ? tablet : secondTablet
      await free.getByText('Willkommen').first().waitFor({ timeout: 15_000 })
      await callNext(organizer)
      if (done === 21) await free.getByText('Mira Beispiel').first().waitFor()
      await signOnTablet(free, done)
      await organizer
        .getByText(`${done + 1} von 22 abgeschlossen`)
        .last()
        .waitFor()
      if (done === 10) await keepScreen(projector, 'display-half')
    }
    await expectUsable(organizer, 'organizer-signing')
    await expectUsable(projector, 'display-all-signed', 'stage')
  }, 240_000)

  it('lets the organizer have a signature repeated', async () => {
    await organizer.getByRole('button', { name: 'Wiederholen' }).first().click()
    const dialog = organizer.getByRole('dialog')
    await dialog.getByRole('textbox').fill('zu klein geraten')
    await dialog.getByRole('button', { name: 'Wiederholen lassen' }).click()
    await tablet.getByRole('button', { name: 'Das bin ich' }).waitFor({ timeout: 15_000 })
    await signOnTablet(tablet, 1)
    await organizer.getByText('22 von 22 abgeschlossen').last().waitFor()
  })
})

describe('the end', () => {
  it('seals what was signed', async () => {
    await goToStep(organizer, 'Abschluss')
    await organizer.getByRole('button', { name: 'Siegeln' }).first().click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Siegeln' }).click()
    await organizer
      .getByText(/SHA-256/)
      .first()
      .waitFor({ timeout: 60_000 })
    await expectUsable(organizer, 'organizer-sealed')
    await projector
      .getByText(/Gesiegelt um/)
      .first()
      .waitFor()
    await expectUsable(projector, 'display-sealed', 'stage')
    sealedFile = `${host.dataDir}/documents/vereinbarung-gesiegelt.pdf`
  })

  it('leaves a file whose seal is intact and covers all of it', async () => {
    const { seals } = await verifySeal(new Uint8Array(await readFile(sealedFile)))
    expect(seals).toMatchObject([{ intact: true, wholeFile: true, organisation: 'Landkreis Tübingen' }])
  })

  it.each([
    ['Anwesenheitsliste', /^anwesenheitsliste.*\.pdf$/],
    ['Zeichnungsprotokoll', /^zeichnungsprotokoll\.pdf$/],
    ['Archiv', /^archiv.*\.zip$/],
  ])('hands out %s', async (name, fileName) => {
    const row = organizer.getByRole('main').getByRole('listitem').filter({ hasText: name }).first()
    const download = await downloadBy(row.getByRole('button', { name: /Herunterladen|Speichern/ }).first())
    expect(download.suggestedFilename()).toMatch(fileName)
  })

  it('was quiet: no page complained on its console', () => {
    expect(complaints).toEqual([])
  })
})

describeWith('pdfsig', 'an independent reader', () => {
  it('calls the seal valid and the whole document signed', () => {
    const { output } = judge('pdfsig', sealedFile)
    expect(output).toContain('Signature is Valid')
    expect(output).toContain('Total document signed')
  })
})

describeWith('pdftotext', 'the sealed text', () => {
  it('names everyone who signed', () => {
    const { output } = judge('pdftotext', sealedFile, '-')
    for (const name of ['Joachim Walter', 'Holger Trautwein-Böß', 'Mira Beispiel', 'Zeichnungsprotokoll'])
      expect(output).toContain(name)
  })
})

/** How many pixels of the surface's canvases carry ink. */
function inkOn(page: Page): Promise<number> {
  return page.evaluate(() =>
    [...document.querySelectorAll('canvas')].reduce((sum, canvas) => {
      const context = canvas.getContext('2d')
      if (!context || canvas.width === 0 || canvas.height === 0) return sum
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
      let inked = 0
      for (let index = 3; index < data.length; index += 4) if ((data[index] ?? 0) > 0) inked += 1
      return sum + inked
    }, 0),
  )
}

/** The size of type on the stage, in its units. */
const unitsOf = (page: Page, selector: string): Promise<number> =>
  page
    .locator(selector)
    .first()
    .evaluate(
      (element) =>
        parseFloat(getComputedStyle(element).fontSize) /
        Math.min(innerHeight / 100, (innerWidth * 0.62) / 100),
    )
