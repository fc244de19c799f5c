/** From an empty folder to print with one's own list and one's own PDF, on one computer. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { degrees, PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verifySeal } from '../../src/core/agreement/seal/verify.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import { callNext, downloadBy, goToStep, openAgreement, signOnTablet } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const EXCEL_LIST = fileURLToPath(
  new URL('../fixtures/registry/gaeste-excel-windows1252.csv', import.meta.url),
)

let host: RunningHost
let browser: Browser
let context: BrowserContext
let organizer: Page
const complaints: string[] = []

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  const station = await openStation(browser, complaints)
  organizer = station.page
  context = station.context
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer }))

/** A scan-like letter without any signature line, its page turned sideways: nothing for the program to find. */
async function plainAgreement(): Promise<Buffer> {
  const doc = await PDFDocument.create()
  const font = await doc.embedFont(StandardFonts.Helvetica)
  const page = doc.addPage([595, 842])
  page.setRotation(degrees(90))
  page.drawText('Absichtserklärung', { x: 60, y: 760, size: 20, font })
  page.drawText('Die Unterzeichnenden wollen zusammenarbeiten.', { x: 60, y: 720, size: 12, font })
  return Buffer.from(await doc.save())
}

const field = (label: string | RegExp) => organizer.getByLabel(label)

describe('an own ceremony', () => {
  it('begins with its description', async () => {
    await organizer.goto(host.organizerUrl)
    await organizer.getByRole('button', { name: 'Neue Veranstaltung' }).click()
    await field('Titel').fill('Bündnis für Ausbildung')
    await field('Einladende Stelle').fill('Stadt Musterstadt')
    await field('Ort in der Unterschrift').fill('Musterstadt')
    await field('Tag').fill('31.11.2026')
    await field('Titel').focus()
    await organizer.getByText('Dieses Datum gibt es nicht.').waitFor()
    await field('Tag').fill('1.12.2026')
    await organizer.getByText('Dienstag', { exact: true }).waitFor()
    await field('Beginn').fill('17:30')
    await organizer.getByText('Absichtserklärung', { exact: true }).click()
    await keepScreen(organizer, 'own-ceremony-form')
    await organizer.getByRole('button', { name: 'Speichern' }).click()
    await organizer.getByText('beschrieben', { exact: true }).waitFor()
  })

  it('shows what it understood of a list from Excel before it takes it over', async () => {
    await organizer
      .getByRole('link', { name: /Partner & Gäste/ })
      .first()
      .click()
    await organizer.getByRole('button', { name: 'Liste übernehmen' }).click()
    await organizer.locator('input[type=file]').first().setInputFiles(EXCEL_LIST)
    await organizer.getByText('3 Zeilen werden nicht übernommen').waitFor()
    await keepScreen(organizer, 'own-list-preview')
    const download = await downloadBy(
      organizer.getByRole('button', { name: 'Abgewiesene Zeilen speichern (CSV)' }),
    )
    const refused = await readFile(await download.path(), 'utf8')
    expect(refused.trim().split('\r\n').length).toBeGreaterThanOrEqual(4)
    await organizer.getByText('9 neu', { exact: true }).waitFor()
    await organizer.getByRole('button', { name: 'Übernehmen', exact: true }).click()
    await organizer.getByText('Die Liste ist übernommen').waitFor()
    await organizer.getByRole('button', { name: 'Zu den Personen' }).click()
    await organizer
      .getByRole('tab', { name: /Personen/ })
      .or(organizer.getByText(/^Personen/))
      .first()
      .click()
    await organizer.getByText('9', { exact: true }).first().waitFor()
  })

  it('shows a second version of the list as a difference, and takes it back as a whole', async () => {
    const list = await readFile(EXCEL_LIST, 'latin1')
    const second = list.replace('Bürgermeisterin', 'Oberbürgermeisterin')
    expect(second).not.toBe(list)
    await organizer.getByRole('button', { name: 'Liste übernehmen' }).click()
    await organizer
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'gäste-2.csv', mimeType: 'text/csv', buffer: Buffer.from(second, 'latin1') })
    await organizer.getByText('1 geändert', { exact: true }).waitFor()
    await expectUsable(organizer, 'own-list-difference')
    await organizer.getByRole('button', { name: 'Übernehmen', exact: true }).click()
    await organizer.getByText('Die Liste ist übernommen').waitFor()
    await organizer.getByRole('button', { name: 'Übernahme rückgängig machen: gäste-2.csv' }).click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Rückgängig machen' }).click()
    await organizer.getByText('Die Übernahme von „gäste-2.csv“ ist zurückgenommen.').waitFor()
    await organizer.getByRole('button', { name: 'Zu den Personen' }).click()
  })

  it('names a partner that signs, and who signs for it', async () => {
    await organizer
      .getByRole('button', { name: /^Partner/ })
      .or(organizer.getByRole('tab', { name: /^Partner/ }))
      .first()
      .click()
    await organizer.getByRole('button', { name: 'Partner hinzufügen' }).click()
    const dialog = organizer.getByRole('dialog')
    await dialog.getByLabel('Name der Organisation').fill('Musterwerke GmbH')
    await dialog.getByLabel('Rolle').selectOption({ label: 'Vertragspartei' })
    await dialog.getByRole('button', { name: /Hinzufügen|Speichern/ }).click()
    await organizer.getByText('Musterwerke GmbH').first().waitFor()

    await organizer
      .getByRole('tab', { name: /^Personen/ })
      .or(organizer.getByRole('button', { name: /^Personen/ }))
      .first()
      .click()
    await organizer.getByRole('button', { name: 'Person hinzufügen' }).click()
    await dialog.getByLabel('Vorname').fill('Ayşe')
    await dialog.getByLabel('Nachname').fill('Öztürk')
    await dialog.getByLabel('Organisation', { exact: true }).selectOption({ label: 'Musterwerke GmbH' })
    await dialog.getByLabel('Funktion').fill('Geschäftsführerin')
    await dialog.getByText('Darf für die Organisation unterschreiben').click()
    await keepScreen(organizer, 'own-person-dialog')
    await dialog.getByRole('button', { name: /Hinzufügen|Speichern/ }).click()
    await organizer.getByText('ein Partner unterschreibt', { exact: false }).waitFor()
  })

  it('refuses a file that is no PDF with a sentence, and keeps going', async () => {
    await goToStep(organizer, 'Vereinbarung')
    await organizer
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'brief.pdf', mimeType: 'application/pdf', buffer: Buffer.from('kein PDF') })
    await organizer.getByText('Die Datei ist kein PDF.', { exact: false }).first().waitFor()
    await keepScreen(organizer, 'own-not-a-pdf')
  })

  it('places a field by hand where the program found none', async () => {
    await organizer
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'absicht.pdf', mimeType: 'application/pdf', buffer: await plainAgreement() })
    await organizer.getByRole('button', { name: 'Übernehmen', exact: true }).click()
    await organizer.getByText('Für einen Partner fehlt noch ein Unterschriftsfeld.').waitFor()
    await organizer
      .getByRole('button', { name: /Feld setzen/ })
      .first()
      .click()
    const page = await organizer.locator('canvas').first().boundingBox()
    await organizer.mouse.click(page!.x + page!.width * 0.4, page!.y + page!.height * 0.4)
    await organizer.getByText('Jeder Partner hat ein Feld.', { exact: false }).waitFor()
    await keepScreen(organizer, 'own-field-placed')
    await openAgreement(organizer)
  })

  it('is signed at the organizer’s own computer', async () => {
    await goToStep(organizer, 'Unterzeichnung')
    await callNext(organizer)
    const [pad] = await Promise.all([
      context.waitForEvent('page'),
      organizer.getByRole('button', { name: 'Hier unterschreiben' }).first().click(),
    ])
    await signOnTablet(pad)
    await organizer.getByText('1 von 1 abgeschlossen').last().waitFor()
    await pad.close()
  })

  it('is sealed and handed out: agreement, originals, lists', async () => {
    await goToStep(organizer, 'Abschluss')
    await organizer.getByRole('button', { name: 'Siegeln' }).first().click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Siegeln' }).waitFor()
    await expectUsable(organizer, 'own-seal-dialog')
    await organizer.getByRole('dialog').getByRole('button', { name: 'Siegeln' }).click()
    await organizer.getByText('Die Vereinbarung ist gesiegelt').waitFor({ timeout: 60_000 })
    const bytes = await readFile(`${host.dataDir}/documents/vereinbarung-gesiegelt.pdf`)
    const { seals } = await verifySeal(new Uint8Array(bytes))
    expect(seals).toMatchObject([{ intact: true, wholeFile: true, organisation: 'Stadt Musterstadt' }])
    const originals = organizer.getByRole('listitem').filter({ hasText: 'Papieroriginale' }).first()
    const download = await downloadBy(originals.getByRole('button', { name: /Herunterladen/ }))
    expect(download.suggestedFilename()).toBe('originale-zum-unterschreiben.pdf')
    await expectUsable(organizer, 'own-closing')
  })

  it('lets a partner join that was not there, by a declaration of its own', async () => {
    await organizer.getByRole('button', { name: 'Beitritt aufnehmen' }).click()
    const dialog = organizer.getByRole('dialog', { name: 'Beitritt aufnehmen' })
    await dialog.getByRole('button', { name: 'Partner hinzufügen' }).click()
    const entry = organizer.getByRole('dialog', { name: 'Partner hinzufügen' })
    await entry.getByLabel('Name der Organisation').fill('Müller & Söhne GmbH')
    await entry.getByRole('button', { name: 'Speichern' }).click()
    await dialog.getByRole('checkbox', { name: 'Müller & Söhne GmbH' }).waitFor()
    await dialog.getByRole('button', { name: 'Beitrittserklärung erstellen' }).click()
    await organizer.getByText('Beitrittserklärung Nr. 1.pdf').waitFor()
    await organizer.getByRole('button', { name: 'Beitritt verwerfen' }).click()
    await organizer.getByText('Der begonnene Beitritt ist verworfen: Müller & Söhne GmbH.').waitFor()
    await expectUsable(organizer, 'own-accession-discarded')
    await organizer.getByRole('button', { name: 'Wieder aufnehmen' }).click()
    await organizer.getByText('Beitrittserklärung Nr. 1.pdf').waitFor()
    await openAgreement(organizer)
    await goToStep(organizer, 'Unterzeichnung')
    await organizer.getByRole('button', { name: 'Auf Papier: Müller & Söhne GmbH' }).click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Auf Papier', exact: true }).click()
    await organizer.getByText('1 von 1 abgeschlossen').last().waitFor()
    await goToStep(organizer, 'Abschluss')
    await organizer.getByRole('button', { name: 'Siegeln', exact: true }).click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Siegeln', exact: true }).click()
    await organizer.getByText('Beitritt Nr. 1 ist gesiegelt').waitFor({ timeout: 60_000 })
    await expectUsable(organizer, 'own-accession')
    const bytes = await readFile(`${host.dataDir}/documents/beitritt-1-gesiegelt.pdf`)
    expect((await verifySeal(new Uint8Array(bytes))).seals).toMatchObject([{ intact: true, wholeFile: true }])
  })

  it('hands a document to the browser’s print dialog', async () => {
    // The dialog itself cannot be seen here; a printer of our own takes its place.
    await organizer.evaluate(() => {
      Reflect.set(window, 'mappe', {
        print: (pdf: ArrayBuffer) => {
          Reflect.set(window, 'printed', new TextDecoder('latin1').decode(pdf.slice(0, 5)))
          return Promise.resolve()
        },
      })
    })
    const row = organizer.getByRole('listitem').filter({ hasText: 'Anwesenheitsliste' }).first()
    await row.getByRole('button', { name: /Drucken/ }).click()
    const printed = () => organizer.evaluate(() => Reflect.get(window, 'printed') as unknown)
    await expect.poll(printed, { timeout: 30_000 }).toBe('%PDF-')
  })

  it('is still there after the program was ended and started again', async () => {
    await host.stop()
    const address = await host.restart()
    await organizer.goto(address)
    await organizer.getByText('Bündnis für Ausbildung').first().waitFor()
    await organizer.getByText('Alles erledigt').first().waitFor()
  })

  it('was quiet: no page complained on its console', () => {
    expect(complaints).toEqual([])
  })
})
