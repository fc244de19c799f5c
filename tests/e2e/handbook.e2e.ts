/** The handbook as people read it, the sheet with the keys, and the pictures, which are taken from the program again each time. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { takePictures } from './handbook-pictures.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { inviteStation, joinWith } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const handbook = join(import.meta.dirname, '../../resources/handbook')
/** All pictures together, in bytes: a desk keeps them for the time without the host. */
const MOST_BYTES = 600_000

let host: RunningHost
let browser: Browser
let organizer: Page
let desk: Page
const complaints: string[] = []
const origin = () => new URL(host.organizerUrl).origin

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  desk = (await openStation(browser, complaints)).page
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, desk }))

async function expectChaptersAccessible(page: Page, language: 'de' | 'en'): Promise<void> {
  const chapters = await readdir(join(handbook, language))
  for (const file of chapters) {
    const text = await readFile(join(handbook, language, file), 'utf8')
    await page.goto(`${origin()}/handbook/${file.replace('.md', '')}`)
    await page.getByRole('heading', { level: 1, name: /^# (.+)$/m.exec(text)?.[1] ?? '' }).waitFor()
    const broken = await page
      .locator('.chapter img')
      .evaluateAll((images) =>
        Promise.all(
          images.map((image) => image instanceof HTMLImageElement && image.decode().catch(() => image.src)),
        ),
      )
    expect(broken.filter(Boolean)).toEqual([])
    await expectAccessible(page)
  }
}

describe('the handbook', () => {
  it('is opened from the page for help, in a tab of its own', async () => {
    await organizer.getByRole('link', { name: 'Hilfe' }).click()
    const [book] = await Promise.all([
      organizer.waitForEvent('popup'),
      organizer.getByRole('link', { name: 'Was tun, wenn …' }).click(),
    ])
    await book.getByRole('heading', { name: '… der Strom ausfällt' }).waitFor()
    await keepScreen(book, 'handbook')
    await book.getByRole('link', { name: 'Für die IT' }).click()
    await book.getByRole('heading', { level: 1, name: 'Für die IT' }).waitFor()
    await book.close()
  })

  it('is read without barriers by somebody who is not paired, light and dark, in German and English', async () => {
    const light = await openStation(browser, complaints)
    await expectChaptersAccessible(light.page, 'de')
    const dark = await openStation(browser, complaints, { colorScheme: 'dark', locale: 'en-GB' })
    await expectChaptersAccessible(dark.page, 'en')
    await Promise.all([light.context.close(), dark.context.close()])
  })

  it('fits a narrow screen, and paper without what only a screen needs', async () => {
    const { page, context } = await openStation(browser, complaints, {
      viewport: { width: 320, height: 640 },
    })
    for (const chapter of ['it', 'evening']) {
      await page.goto(`${origin()}/handbook/${chapter}`)
      await page.locator('.chapter h1').waitFor()
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
    }
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav').isVisible()).toBe(false)
    expect(await page.getByRole('button').first().isVisible()).toBe(false)
    expect(await page.locator('.chapter h1').isVisible()).toBe(true)
    await context.close()
  })
})

describe('the sheet with the keys', () => {
  const sheetOf = (page: Page) => page.getByRole('dialog', { name: 'Tasten' })

  it('opens for the organizer by the question mark, but not while typing', async () => {
    await organizer.goto(`${origin()}/organizer/ceremony`)
    await organizer.getByRole('heading', { level: 1 }).waitFor()
    await organizer.keyboard.press('?')
    await sheetOf(organizer).getByText('F8').waitFor()
    await keepScreen(organizer, 'keys-organizer')
    await expectAccessible(organizer)
    await organizer.keyboard.press('Escape')
    await sheetOf(organizer).waitFor({ state: 'hidden' })
    const title = organizer.getByLabel('Titel', { exact: true })
    await title.press('End')
    await title.press('?')
    expect(await title.inputValue()).toMatch(/\?$/)
    expect(await sheetOf(organizer).isVisible()).toBe(false)
  })

  it('opens at the desk from the empty search field, leads to its chapter, and gives the field back', async () => {
    await organizer.goto(`${origin()}/organizer`)
    await joinWith(desk, organizer, await inviteStation(organizer, 'Empfang', 'Schalter 1'))
    const search = desk.getByRole('searchbox').first()
    await search.press('?')
    await sheetOf(desk).getByText('Die ausgewählte Person einlassen').waitFor()
    await keepScreen(desk, 'keys-reception')
    await expectAccessible(desk)
    const [book] = await Promise.all([
      desk.waitForEvent('popup'),
      sheetOf(desk).getByRole('link', { name: 'Handbuch öffnen' }).click(),
    ])
    await book.getByRole('heading', { level: 1, name: 'Am Empfang: zehn Minuten' }).waitFor()
    await book.close()
    await desk.keyboard.press('Escape')
    await sheetOf(desk).waitFor({ state: 'hidden' })
    await expect.poll(() => search.evaluate((field) => field === document.activeElement)).toBe(true)
  })
})

describe('the pictures of the handbook', () => {
  it('can be taken again: everything they show is still there, and none is missing or left over', async () => {
    const folder = join(import.meta.dirname, '__screens__', 'handbook')
    const taken = await takePictures({ browser, folder, complaints })
    const kept = await readdir(join(handbook, 'pictures'))
    expect(taken.map(({ name }) => `${name}.webp`).toSorted()).toEqual(kept.toSorted())
    expect(taken.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(MOST_BYTES)
  })

  it('are taken without a complaint from any page', () => {
    expect(complaints).toEqual([])
  })
})
