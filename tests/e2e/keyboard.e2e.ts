/** Preparing an evening with nothing but keys: no click, and every stop on the way can be seen. */
import type { Browser, Locator, Page } from 'playwright-core'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { hiddenStop, reach } from './keys.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let tablet: Page
const complaints: string[] = []

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints, { viewport: { width: 1280, height: 800 } })).page
  tablet = (await openStation(browser, complaints)).page
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, tablet }))

const button = (name: string | RegExp, exact = typeof name === 'string') =>
  organizer.getByRole('button', { name, exact }).first()
const link = (name: string | RegExp) => organizer.getByRole('link', { name }).first()
const keys = {
  press: async (target: Locator, key = 'Enter') => {
    await reach(organizer, target)
    await organizer.keyboard.press(key)
  },
  type: async (target: Locator, text: string) => {
    await reach(organizer, target)
    await organizer.keyboard.type(text)
  },
}

/** Words without any place to sign, for the program to find nothing. */
async function plainAgreement(): Promise<Buffer> {
  const doc = await PDFDocument.create()
  const font = await doc.embedFont(StandardFonts.Helvetica)
  for (const words of ['Absichtserklärung', 'Die Unterzeichnenden wollen zusammenarbeiten.'])
    doc.addPage([595, 842]).drawText(words, { x: 60, y: 720, size: 16, font })
  return Buffer.from(await doc.save())
}

/** Where the chosen field stands, as the page says it to those who do not see it. */
const said = async (): Promise<string> =>
  (await organizer.locator('.editor > p[role=status]').textContent()) ?? ''

describe('with keys alone', () => {
  it('an evening is described', async () => {
    await organizer.goto(host.organizerUrl)
    await button('Neue Veranstaltung').waitFor()
    await keys.press(button('Neue Veranstaltung'))
    await keys.type(organizer.getByLabel('Titel'), 'Bündnis für Ausbildung')
    await keys.type(organizer.getByLabel('Einladende Stelle'), 'Stadt Musterstadt')
    await keys.type(organizer.getByLabel('Ort in der Unterschrift'), 'Musterstadt')
    await keys.type(organizer.getByLabel('Tag'), '01122026')
    await keys.type(organizer.getByLabel('Beginn'), '1730')
    await keys.press(button('Speichern'))
    await organizer.getByText('beschrieben', { exact: true }).waitFor()
    // the button waited while it was saved, and the page got its steps meanwhile
    const hasFocus = () => button('Speichern').evaluate((element) => element === document.activeElement)
    await expect.poll(hasFocus).toBe(true)
  })

  it('a partner is entered, and the dialog gives the focus back', async () => {
    await keys.press(link(/Partner & Gäste/))
    await organizer.getByRole('heading', { level: 1, name: 'Partner & Gäste' }).waitFor()
    await keys.press(button('Partner hinzufügen'))
    const dialog = organizer.getByRole('dialog')
    await keys.type(dialog.getByLabel('Name der Organisation'), 'Stadt Musterstadt')
    await keys.type(dialog.getByLabel('Rolle'), 'Vertragsp')
    await keys.press(dialog.getByRole('button', { name: 'Speichern' }))
    await dialog.waitFor({ state: 'hidden' })
    await expect.poll(() => hiddenStop(organizer)).toBe('')
  })

  it('a PDF is taken over', async () => {
    await keys.press(link(/Vereinbarung/))
    await button('PDF wählen').waitFor()
    const [chooser] = await Promise.all([
      organizer.waitForEvent('filechooser'),
      keys.press(button('PDF wählen')),
    ])
    await chooser.setFiles({
      name: 'absicht.pdf',
      mimeType: 'application/pdf',
      buffer: await plainAgreement(),
    })
    await button('Übernehmen').waitFor()
    await expect.poll(() => hiddenStop(organizer)).toBe('')
    await keys.press(button('Übernehmen'))
    await organizer.getByText('Für einen Partner fehlt noch ein Unterschriftsfeld.').waitFor()
    await organizer.locator('canvas').first().waitFor()
  })

  it('a field is placed, moved and enlarged, and each step is said', async () => {
    await keys.press(button(/Feld setzen/))
    const sheet = button('Feld auf Seite 1 setzen')
    await sheet.waitFor()
    await expect.poll(() => sheet.evaluate((element) => element === document.activeElement)).toBe(true)
    await organizer.keyboard.press('Enter')
    const field = organizer.getByRole('application', { name: 'Unterschriftsfeld für Stadt Musterstadt' })
    await field.waitFor()
    await expect.poll(said).toMatch(/Seite 1: \d+ Millimeter von links/)
    const placed = await said()
    await organizer.keyboard.press('Control+ArrowRight')
    await organizer.keyboard.press('ArrowDown')
    await expect.poll(said).not.toBe(placed)
    const moved = await said()
    await organizer.keyboard.press('Control+Shift+ArrowRight')
    await expect.poll(said).not.toBe(moved)
    await keepScreen(organizer, 'keyboard-field')
    await expect.poll(() => hiddenStop(organizer)).toBe('')
    await organizer.keyboard.press('Escape')
    await expect.poll(() => hiddenStop(organizer)).toBe('')
  })

  it('a device is invited and let in, and the card that asks covers no stop', async () => {
    await keys.press(link(/Geräte/))
    await organizer.getByRole('heading', { level: 1, name: 'Geräte' }).waitFor()
    const role = organizer.getByLabel('Aufgabe des Geräts')
    await keys.type(role, 'Unter')
    await expect.poll(() => role.inputValue()).toBe('signing')
    await keys.type(organizer.getByLabel('Name des Geräts'), 'Tablet 1')
    await keys.press(button('Code anzeigen'))
    const digits = await organizer.getByText(/^\d{3}\s?\d{3}$/).innerText()
    await reach(organizer, role)
    await tablet.goto(`${new URL(host.organizerUrl).origin}/join#code=${digits.replaceAll(/\D/g, '')}`)
    await button('Gerät zulassen').waitFor()
    await expect.poll(() => hiddenStop(organizer)).toBe('')
    await keepScreen(organizer, 'keyboard-asking')
    await keys.press(button('Gerät zulassen'))
    await tablet.waitForURL((url) => !url.pathname.startsWith('/join'))
    await expect.poll(() => tablet.title()).toBe('Unterschriftentisch – Unterschriftenmappe')
    await button('Gerät zulassen').waitFor({ state: 'hidden' })
    await expect.poll(() => hiddenStop(organizer)).toBe('')
  })

  it('the agreement is opened', async () => {
    await keys.press(link(/Vereinbarung/))
    await keys.press(button('Zur Unterzeichnung öffnen'))
    await organizer.getByText('zur Unterzeichnung geöffnet').first().waitFor()
    await expect.poll(() => hiddenStop(organizer)).toBe('')
  })

  it('was quiet: no page complained on its console', () => {
    expect(complaints).toEqual([])
  })
})
