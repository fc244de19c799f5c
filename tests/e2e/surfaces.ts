/** What people do on each surface, in their words. */
import type { Download, Locator, Page } from 'playwright-core'
import { drawSignature } from './drawing.ts'

type Step = 'Vereinbarung' | 'Geräte' | 'Einlass' | 'Ablauf & Leinwand' | 'Unterzeichnung' | 'Abschluss'

/** The organizer goes to a step of the evening. */
export const goToStep = (organizer: Page, step: Step): Promise<void> =>
  organizer
    .getByRole('link', { name: new RegExp(`^\\d?\\s*${step}`) })
    .first()
    .click()

type MoreEntry = 'Erscheinungsbild' | 'Sicherung' | 'Verschlüsselung und PIN' | 'Datenschutz' | 'Datei prüfen'

/** The organizer opens what is behind "Mehr". */
export async function openMore(organizer: Page, entry: MoreEntry): Promise<void> {
  await organizer.getByRole('button', { name: 'Mehr' }).click()
  await organizer.getByRole('navigation', { name: 'Mehr' }).getByRole('link', { name: entry }).click()
}

type InvitableRole = 'Empfang' | 'Unterschriftentisch' | 'Leinwand'

/** The organizer lets the six digits for a new station be shown. */
export async function inviteStation(organizer: Page, role: InvitableRole, name: string): Promise<string> {
  await goToStep(organizer, 'Geräte')
  await organizer.getByLabel('Aufgabe des Geräts').selectOption({ label: role })
  await organizer.getByLabel('Name des Geräts').fill(name)
  await organizer.getByRole('button', { name: 'Code anzeigen' }).click()
  const digits = organizer.getByText(/^\d{3}\s?\d{3}$/).first()
  return (await digits.innerText()).replaceAll(/\D/g, '')
}

/** A device opens the address with the code and waits; the organizer compares the number and lets it in. */
export async function joinWith(station: Page, organizer: Page, code: string): Promise<void> {
  await station.goto(`${new URL(organizer.url()).origin}/join#code=${code}`)
  const mark = await station.getByText(/^Vergleichszahl:\s*\d\d$/).innerText()
  const asking = organizer.locator('section').filter({ hasText: mark.slice(-2) })
  await asking.getByRole('button', { name: 'Gerät zulassen' }).click()
  await station.waitForURL((url) => !url.pathname.startsWith('/join'))
}

/** The organizer opens the agreement. */
export async function openAgreement(organizer: Page): Promise<void> {
  await goToStep(organizer, 'Vereinbarung')
  await organizer.getByRole('button', { name: 'Zur Unterzeichnung öffnen' }).first().click()
  await organizer.getByText('zur Unterzeichnung geöffnet').first().waitFor()
}

/** The organizer calls whoever is next. */
export async function callNext(organizer: Page): Promise<void> {
  await organizer.getByRole('button', { name: /Nächsten Partner aufrufen/ }).click()
}

/** The guest: it is me and it is right, read, agreed. */
export async function goToPad(tablet: Page): Promise<void> {
  await tablet.getByRole('button', { name: 'Das bin ich' }).click()
  await tablet.getByRole('button', { name: 'Gelesen, weiter' }).click()
  await tablet.getByRole('button', { name: 'Weiter zur Unterschrift' }).click()
}

export const padOf = (tablet: Page) => tablet.locator('canvas').last()

/** The guest draws and hands the signature in. */
export async function signOnTablet(tablet: Page, wobble = 0): Promise<void> {
  await goToPad(tablet)
  await drawSignature(tablet, padOf(tablet), wobble)
  await tablet.getByRole('button', { name: 'Fertig' }).click()
  await tablet.getByRole('button', { name: 'Ja, übernehmen' }).click()
  await tablet.getByRole('heading', { name: 'Vielen Dank' }).waitFor()
}

/** What a click hands out. */
export async function downloadBy(button: Locator): Promise<Download> {
  const [download] = await Promise.all([button.page().waitForEvent('download'), button.click()])
  return download
}
