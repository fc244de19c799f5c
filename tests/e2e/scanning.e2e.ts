/** Codes at the door in a real browser: held before a camera, and read by a handheld scanner that is set up wrongly. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import { newToken } from '../../src/core/pairing/token.ts'
import { loadSample } from '../../src/core/intake/sample.ts'
import { ticketCode, ticketKey } from '../../src/core/door/tickets.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import { TEST_TEXT } from '../../src/renderer/reception/scanning/self-test.ts'
import { rowsAtOnce } from '../../src/renderer/reception/use-shown-rows.ts'
import { does, inFolder, pairDesk } from '../fixtures/door-folder.ts'
import { expectAccessible } from './accessible.ts'
import { filmCode } from './camera-film.ts'
import { scanWith } from './handheld.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { Complaints, RunningHost } from './host.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let films: string
let plain: Browser
let desk: Page
const browsers: Browser[] = []
const complaints: Complaints = []
const token = newToken()
const codes = { landrat: '', absent: '', third: '', lost: '', anew: '' }
/** For a machine that is busy with other things: ZXing is a megabyte. */
const SLOW = { timeout: 60_000 }

/** The sample, its invitations, and one guest who has sent somebody else. */
async function prepare(core: Core): Promise<void> {
  const { station } = core.hostCaller
  await loadSample(core.parts, { commandId: newCommandId(), station })
  await pairDesk(core, 'Schalter 1', token)
  const key = await ticketKey(core.parts, station)
  const byName = (lastName: string) => {
    const found = Object.values(core.parts.handler.state.attendees).find((each) => each.lastName === lastName)
    if (!found) throw new Error(`${lastName} is not in the sample`)
    return found
  }
  const absent = byName('Öztürk')
  const substitute = attendeeSchema.parse({ id: 'stand-in', firstName: 'Petra', lastName: 'Vertreterin' })
  await does(core, { type: 'substitute', payload: { absentId: absent.id, substitute, reason: '' } })
  codes.landrat = ticketCode(key, byName('Walter').id)
  codes.absent = ticketCode(key, absent.id)
  codes.third = ticketCode(key, byName('Rauschenbühl').id)
  const forgetful = byName('Spießhofer')
  await does(core, { type: 'reissue-ticket', payload: { attendeeId: forgetful.id } })
  codes.lost = ticketCode(key, forgetful.id)
  codes.anew = ticketCode(key, forgetful.id, 1)
}

beforeAll(async () => {
  films = await mkdtemp(join(tmpdir(), 'mappe-films-'))
  host = await startHost((dataDir) => inFolder(dataDir, prepare))
  plain = await launchBrowser()
  browsers.push(plain)
  desk = await openDesk(plain)
})

afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await host?.remove()
  await rm(films, { recursive: true, force: true })
  expect(complaints).toEqual([])
})

tellOnFailure(() => ({ desk }))

async function openDesk(browser: Browser): Promise<Page> {
  const { page } = await openStation(browser, complaints)
  await page.addInitScript((kept) => localStorage.setItem('mappe.token.reception', kept), token)
  await page.goto(`${new URL(host.organizerUrl).origin}/reception`)
  await page.getByRole('heading', { name: 'Schalter 1' }).waitFor()
  await page.getByText('Gästeliste wird geladen').waitFor({ state: 'detached' })
  return page
}

/** A desk whose camera sees this code, and whose browser lets the page have the camera. */
async function deskBefore(code: string): Promise<Page> {
  const film = join(films, `${code}.y4m`)
  await filmCode(film, code)
  const browser = await launchBrowser(
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${film}`,
  )
  browsers.push(browser)
  const page = await openDesk(browser)
  await page.getByRole('button', { name: 'Mit der Kamera scannen' }).click()
  await page.getByText('Halten Sie den QR-Code der Einladung vor die Kamera.').waitFor(SLOW)
  return page
}

const outcome = (page: Page, title: string) =>
  page.getByRole('status').or(page.getByRole('alert')).filter({ hasText: title })
const present = async (page: Page) =>
  Number(
    /\d+/.exec(
      await page
        .getByText(/^\d+ (von \d+ Plätzen|Gäste? im Saal)/)
        .first()
        .innerText(),
    )?.[0],
  )
const secondsShown = (page: Page) =>
  page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)

describe('the camera of a desk', () => {
  it('reads the code of an invitation and lets the guest in, once, however long the code is held before it', async () => {
    const page = await deskBefore(codes.landrat)
    await outcome(page, 'Eingelassen').getByText('Joachim Walter').waitFor(SLOW)
    await keepScreen(page, 'reception-camera')
    await expectAccessible(page)
    const since = await secondsShown(page)
    await expect.poll(() => secondsShown(page), SLOW).toBeGreaterThan(since + 4)
    expect(await page.getByText('Schon eingelassen').count()).toBe(0)
    await expect.poll(() => present(page)).toBe(2)
    await page.getByRole('button', { name: 'Kamera aus' }).click()
    await page.locator('video').waitFor({ state: 'detached' })
  })

  it('says in whose place somebody else has come, and lets nobody in', async () => {
    const page = await deskBefore(codes.absent)
    await outcome(page, 'Code gilt nicht mehr').getByText('Petra Vertreterin').waitFor(SLOW)
    await keepScreen(page, 'reception-camera-void')
    await expectAccessible(page)
    await expect.poll(() => present(page)).toBe(2)
  })

  it('that is refused is explained in a sentence', async () => {
    await desk.getByRole('button', { name: 'Mit der Kamera scannen' }).click()
    await desk
      .getByText(/Der Browser hat die Kamera nicht freigegeben|Hier ist keine Kamera zu erreichen/)
      .waitFor(SLOW)
    await keepScreen(desk, 'reception-camera-refused')
    await expectAccessible(desk)
    await desk.getByRole('button', { name: 'Kamera aus' }).click()
  })
})

describe('a handheld scanner', () => {
  const finding = (words: RegExp) => desk.getByRole('dialog').getByText(words).waitFor(SLOW)
  const field = () => desk.getByRole('searchbox').first()

  it('tries out well when it is set to the layout of the computer', async () => {
    await desk.getByRole('button', { name: 'Scanner prüfen' }).click()
    await desk.getByRole('dialog').getByText('Noch nichts gescannt.').waitFor()
    await scanWith(desk, TEST_TEXT)
    await finding(/Alles in Ordnung/)
  })

  it.each([
    [
      'is set to the US layout at a German computer',
      { as: 'MappeßTestÖZYzy-0123456789' },
      /auf eine andere Tastatur eingestellt/,
    ],
    ['sends no Enter', { end: 'none' as const }, /sendet am Ende keine Eingabetaste/],
    ['meets a caps lock that is on', { as: 'mAPPE-tEST:yzYZ/0123456789' }, /Die Feststelltaste ist an/],
  ])('that %s is told so', async (_name, scanner, words) => {
    await scanWith(desk, TEST_TEXT, scanner)
    await finding(words)
    await keepScreen(desk, 'reception-scanner-check')
    await expectAccessible(desk)
  })

  it('lets a guest in, whoever’s name is being typed, and leaves that name as it is', async () => {
    await desk.keyboard.press('Escape')
    await desk.getByRole('dialog').waitFor({ state: 'detached' })
    await field().pressSequentially('trautw', { delay: 60 })
    await scanWith(desk, codes.third)
    await outcome(desk, 'Eingelassen').getByText('Annegret Rauschenbühl').waitFor(SLOW)
    await expect.poll(() => field().inputValue()).toBe('trautw')
    await expect.poll(() => present(desk)).toBe(3)
  })

  it('refuses a code that was replaced, and takes the new one', async () => {
    await field().fill('')
    await scanWith(desk, codes.lost)
    await outcome(desk, 'Code wurde ersetzt').getByText('Hannelore Spießhofer').waitFor(SLOW)
    await expect.poll(() => present(desk)).toBe(3)
    await keepScreen(desk, 'reception-code-replaced')
    await scanWith(desk, codes.anew)
    await outcome(desk, 'Eingelassen').getByText('Hannelore Spießhofer').waitFor(SLOW)
    await expect.poll(() => present(desk)).toBe(4)
  })
})

describe('the search field', () => {
  it('shows the best hits at once and the others to whoever looks for them', async () => {
    const rows = desk.getByRole('list', { name: /Treffer|Gefunden/ }).getByRole('listitem')
    const atOnce = rowsAtOnce(desk.viewportSize()?.height ?? NaN)
    await desk.getByRole('searchbox').first().fill('gemeinde')
    await expect.poll(() => rows.count()).toBe(atOnce)
    await desk.getByRole('searchbox').first().focus()
    for (let step = 0; step < 9; step += 1) await desk.keyboard.press('ArrowDown')
    await expect.poll(() => rows.count()).toBe(20)
    await desk.keyboard.press('Escape')
    await expect.poll(() => rows.count()).toBe(0)
    await desk.evaluate(() => scrollTo(0, 0))
    await desk.getByRole('searchbox').first().fill('gemein')
    await expect.poll(() => rows.count()).toBe(atOnce)
    await rows.last().scrollIntoViewIfNeeded()
    await desk.mouse.wheel(0, 600)
    await expect.poll(() => rows.count()).toBe(20)
  })

  it('names whoever may be meant when somebody is entered as a stranger', async () => {
    await desk.getByRole('button', { name: 'Nicht auf der Liste' }).click()
    const dialog = desk.getByRole('dialog')
    await dialog.getByLabel('Vor- und Nachname').fill('Joachim Walther')
    await dialog.getByText('Vielleicht schon auf der Liste:').waitFor()
    await keepScreen(desk, 'reception-walk-in-known')
    await expectAccessible(desk)
    await dialog.getByRole('button', { name: 'Das ist die Person: Joachim Walter' }).click()
    await dialog.waitFor({ state: 'detached' })
    await expect.poll(() => desk.getByRole('searchbox').first().inputValue()).toContain('Walter')
  })
})
