/** Three people draw at once on tablets in a real browser: how long from the pen's move until the page of the stage has it. */
import { existsSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { launchBrowser } from '../e2e/host.ts'
import { goToPad, padOf } from '../e2e/surfaces.ts'
import type { PartnerId } from '../../src/shared/domain/ids.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import type { Hall } from './hall.ts'

const MOVES = 220
/** The pad leaves points out that are closer than this, as a fraction of its width. */
const TOLERANCE = 0.006

type Move = { at: number; x: number }
type Batch = { at: number; text: string }

/** Milliseconds per move; nothing without a browser. The pens go from left to right, so that each move is found again by its place. */
export async function penToStage(hall: Hall): Promise<number[]> {
  if (!existsSync(process.env['CHROME_PATH'] ?? '/usr/bin/chromium')) return []
  const browser = await launchBrowser()
  try {
    const stage = await openPage(browser, hall, 'display', 1, keepBatches)
    await stage.locator('main.display').waitFor()
    const tablets = await Promise.all(
      hall.called.map((_, index) => openPage(browser, hall, 'signing', index + 1, keepMoves)),
    )
    for (const tablet of tablets) await goToPad(tablet)
    await Promise.all(tablets.map(draw))
    await stage.waitForTimeout(500)
    const batches = await stage.evaluate(() => Reflect.get(window, 'batches') as Batch[])
    const moves = await Promise.all(
      tablets.map((tablet) => tablet.evaluate(() => Reflect.get(window, 'moves') as Move[])),
    )
    return hall.called.flatMap((partner, index) => delays(moves[index] ?? [], batches, partner))
  } finally {
    await browser.close()
  }
}

async function openPage(
  browser: Browser,
  { url, stations }: Hall,
  role: Role,
  number: number,
  watch: (context: BrowserContext) => Promise<unknown>,
): Promise<Page> {
  const token = stations.find(({ stationId }) => stationId === `${role}-${number}`)?.token ?? ''
  const context = await browser.newContext({ locale: 'de-DE', viewport: { width: 1180, height: 820 } })
  await context.addInitScript(
    ([key, value]) => localStorage.setItem(key ?? '', value ?? ''),
    [`mappe.token.${role}`, token],
  )
  await watch(context)
  const page = await context.newPage()
  await page.goto(`${url}/${role}`)
  return page
}

/** Both pages use the clock of this machine, in milliseconds with fractions. */
const keepMoves = (context: BrowserContext) =>
  context.addInitScript(() => {
    const moves: object[] = []
    Reflect.set(window, 'moves', moves)
    window.addEventListener(
      'pointermove',
      ({ clientX, target, buttons }) => {
        if (!(target instanceof HTMLCanvasElement) || buttons === 0) return
        const { left, width } = target.getBoundingClientRect()
        moves.push({ at: performance.timeOrigin + performance.now(), x: (clientX - left) / width })
      },
      { capture: true },
    )
  })

const keepBatches = (context: BrowserContext) =>
  context.addInitScript(() => {
    const batches: object[] = []
    Reflect.set(window, 'batches', batches)
    const Original = window.WebSocket
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        this.addEventListener('message', ({ data }) => {
          const at = performance.timeOrigin + performance.now()
          if (typeof data === 'string' && data.includes('"points"')) batches.push({ at, text: data })
        })
      }
    }
  })

async function draw(tablet: Page): Promise<void> {
  const box = await padOf(tablet).boundingBox()
  if (!box) throw new Error('the pad is not on the screen')
  const at = (step: number) => ({
    x: box.x + box.width * (0.1 + (0.8 * step) / MOVES),
    y: box.y + box.height * (0.5 + 0.2 * Math.sin(step / 6)),
  })
  await tablet.mouse.move(at(0).x, at(0).y)
  await tablet.mouse.down()
  for (let step = 1; step <= MOVES; step += 1) {
    await tablet.mouse.move(at(step).x, at(step).y)
    await tablet.waitForTimeout(8)
  }
  await tablet.mouse.up()
}

/** Per move the time until a batch of its partner reached as far to the right. */
function delays(moves: readonly Move[], batches: readonly Batch[], partner: PartnerId): number[] {
  const reached = batches
    .filter(({ text }) => text.includes(partner))
    .map(({ at, text }) => ({ at, x: farthest(text) }))
  return moves.flatMap((move) => {
    const batch = reached.find(({ at, x }) => at >= move.at && x >= move.x - TOLERANCE)
    return batch ? [batch.at - move.at] : []
  })
}

function farthest(text: string): number {
  const points = /"points":\[([^\]]*)\]/.exec(text)?.[1] ?? ''
  const values = points.split(',').map(Number)
  return Math.max(0, ...values.filter((_, index) => index % 3 === 0))
}
