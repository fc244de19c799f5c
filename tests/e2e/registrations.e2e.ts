/** Registrations at the telephone by keyboard alone, and the confirmation as a draft of an e-mail. */
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import PostalMime from 'postal-mime'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { Complaints, RunningHost } from './host.ts'

let host: RunningHost
let browser: Browser
let page: Page
const complaints: Complaints = []

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  page = (await openStation(browser, complaints)).page
  await page.goto(host.organizerUrl)
  await page.getByRole('button', { name: 'Beispiel laden' }).click()
  await page
    .getByRole('link', { name: /Partner & Gäste/ })
    .first()
    .click()
  await page.getByRole('button', { name: /^Anmeldungen/ }).click()
})

afterAll(async () => {
  await browser?.close()
  await host?.remove()
  expect(complaints).toEqual([])
})

const name = () => page.getByLabel('Vor- und Nachname')
const keys = async (...pressed: string[]) => {
  for (const key of pressed) await page.keyboard.press(key)
}
const isFocused = (label: string) =>
  page.waitForFunction(
    (wanted) =>
      (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.includes(wanted),
    label,
  )

it('takes a new guest with organisation, companions and address, and stands ready for the next', async () => {
  await name().focus()
  await page.keyboard.type('Abel Neumann')
  await keys('Tab')
  await isFocused('Organisation')
  await page.keyboard.type('Bäckerei Neumann')
  await keys('Tab')
  await page.keyboard.type('2')
  await keys('Tab', 'Tab')
  await isFocused('E-Mail')
  await page.keyboard.type('abel@example.org')
  await keys('Enter')
  await page.getByText('Abel Neumann ist angemeldet.').waitFor()
  await isFocused('Vor- und Nachname')
  await expect.poll(() => name().inputValue()).toBe('')
  await keepScreen(page, 'registrations-outcome')
})

it('saves the confirmation as a draft to the guest', async () => {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Bestätigung als E-Mail-Entwurf' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('bestaetigung-Neumann-Abel.eml')
  const mail = await PostalMime.parse(await readFile(await file.path()))
  expect(mail.to).toEqual([{ name: 'Abel Neumann', address: 'abel@example.org' }])
  expect(mail.text).toContain('für Sie und 2 Begleitpersonen')
})

it('finds the guest again while typing, by arrow and Enter, and makes no second one', async () => {
  await name().focus()
  await page.keyboard.type('neuman')
  const known = page.getByRole('button', { name: /^Abel Neumann/ })
  await known.waitFor()
  await keepScreen(page, 'registrations-duplicates')
  await keys('ArrowDown', 'ArrowDown', 'ArrowUp', 'Escape')
  await isFocused('Vor- und Nachname')
  await keys('ArrowDown', 'Enter')
  await page.getByText('Abel Neumann steht auf der Liste.').waitFor()
  await isFocused('Begleitpersonen')
  await page.keyboard.type('3')
  await keys('Enter')
  await page.getByText('Abel Neumann steht auf der Liste.').waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: /^zugesagt/ }).click()
  const rows = page.getByRole('row', { name: /Abel Neumann/ })
  await rows.getByText('+ 3').waitFor()
  await expect.poll(() => rows.count()).toBe(1)
  await rows.scrollIntoViewIfNeeded()
  await keepScreen(page, 'registrations-answers')
  await page.emulateMedia({ colorScheme: 'dark' })
  await name().scrollIntoViewIfNeeded()
  await keepScreen(page, 'registrations-dark')
})
