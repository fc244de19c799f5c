/** The places to sign, moved with a finger: they meet their neighbours, stay on the page, and say what they cover. */
import type { Browser, CDPSession, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { goToStep } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let finger: CDPSession
const complaints: string[] = []

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  const station = await openStation(browser, complaints, {
    hasTouch: true,
    viewport: { width: 1180, height: 820 },
  })
  organizer = station.page
  finger = await station.context.newCDPSession(organizer)
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer }))

type Point = { x: number; y: number }

const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Point[]) =>
  finger.send('Input.dispatchTouchEvent', { type, touchPoints })

/** Down, along the way in steps, and held there. */
async function drag(from: Point, to: Point): Promise<void> {
  await touch('touchStart', [from])
  for (let step = 1; step <= 8; step += 1)
    await touch('touchMove', [
      { x: from.x + ((to.x - from.x) * step) / 8, y: from.y + ((to.y - from.y) * step) / 8 },
    ])
}

const lift = () => touch('touchEnd', [])

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox()
  if (!box) throw new Error('not on the page')
  return box
}

const middleOf = ({ x, y, width, height }: Awaited<ReturnType<typeof boxOf>>): Point => ({
  x: x + width / 2,
  y: y + height / 2,
})

/** The first two fields of a page that has two. */
async function neighbours(): Promise<{ sheet: Locator; first: Locator; second: Locator }> {
  const sheet = organizer.locator('.page', { has: organizer.locator('[data-field] ~ [data-field]') }).first()
  await sheet.scrollIntoViewIfNeeded()
  const [one, two] = await sheet
    .locator('[data-field]')
    .evaluateAll((fields) => fields.map((field) => field.getAttribute('data-field')))
  const named = (id: string | null | undefined) => sheet.locator(`[data-field="${id}"]`)
  await named(one).scrollIntoViewIfNeeded()
  return { sheet, first: named(one), second: named(two) }
}

describe('on a touch screen', () => {
  it('the sample has its fields', async () => {
    await organizer.goto(host.organizerUrl)
    await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
    await goToStep(organizer, 'Vereinbarung')
    await organizer.locator('[data-field] ~ [data-field]').first().waitFor()
  })

  it('a field that is dragged past its neighbour’s edge comes to rest on it, and stays so', async () => {
    const { first, second } = await neighbours()
    const [still, start] = [await boxOf(first), await boxOf(second)]
    const from = middleOf(start)
    // four pixels beside the left edge, a little lower
    await drag(from, { x: from.x + (still.x - start.x) + 4, y: from.y + 30 })
    await organizer.locator('.guide.x').waitFor()
    await keepScreen(organizer, 'fields-touch-snapped')
    await lift()
    await expect.poll(() => organizer.locator('.guide').count()).toBe(0)
    const rested = await boxOf(second)
    expect(Math.abs(rested.x - still.x)).toBeLessThan(1.5)
    await organizer.reload()
    const again = await neighbours()
    await expect
      .poll(async () => Math.abs((await boxOf(again.second)).x - (await boxOf(again.first)).x))
      .toBeLessThan(1.5)
  })

  it('a field that is dragged off the page stays whole upon it', async () => {
    const { sheet, second } = await neighbours()
    const from = middleOf(await boxOf(second))
    await drag(from, { x: 1175, y: from.y })
    await lift()
    const [page, box] = [await boxOf(sheet), await boxOf(second)]
    expect(box.x + box.width).toBeLessThanOrEqual(page.x + page.width + 1)
    expect(box.x).toBeGreaterThan(page.x)
    await expect(second.getAttribute('aria-label')).resolves.not.toContain('ragt über den Rand')
  })

  it('a tap chooses a field, and then its corner can be pulled', async () => {
    const { second } = await neighbours()
    const before = await boxOf(second)
    const at = middleOf(before)
    // right after a drag the browser takes a tap for the end of a swing and tells nobody: a person taps again
    const isChosen = async () => {
      await organizer.touchscreen.tap(at.x, at.y)
      return second.evaluate((field) => field === document.activeElement)
    }
    await expect.poll(isChosen, { interval: 400 }).toBe(true)
    const corner = middleOf(await boxOf(second.locator('[data-corner="bottom-left"]')))
    await drag(corner, { x: corner.x - 40, y: corner.y + 20 })
    await lift()
    await expect.poll(async () => (await boxOf(second)).width).toBeGreaterThan(before.width + 30)
    expect((await boxOf(second)).height).toBeGreaterThan(before.height + 12)
  })

  it('a field that is dragged onto text or another field says so in words', async () => {
    const { first, second } = await neighbours()
    const [target, from] = [middleOf(await boxOf(first)), middleOf(await boxOf(second))]
    await drag(from, { x: target.x + 10, y: target.y + 12 })
    await lift()
    await expect
      .poll(() => second.getAttribute('aria-label'))
      .toMatch(/überdeckt das Feld|verdeckt gedruckten Text/)
    await keepScreen(organizer, 'fields-touch-warned')
    expect(complaints).toEqual([])
  })
})
