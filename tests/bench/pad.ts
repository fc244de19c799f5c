/** The signing tablet: how soon the page can be used, how much has to come over the network, and how soon ink is under the pen. */
import type { CDPSession, Page } from 'playwright-core'
import { launchBrowser, openStation, startHost } from '../e2e/host.ts'
import {
  goToPad,
  inviteStation,
  joinWith,
  openAgreement,
  padOf,
  callNext,
  goToStep,
} from '../e2e/surfaces.ts'
import type { BenchResult } from './bench-result.ts'
import { median, quantile } from './measuring.ts'

const OPENINGS = 7
const STROKES = 6
const MOVES = 120
/** Kilobytes and milliseconds. */
const MOST_KB = 300
const USABLE_MS = 1000
const FRAME_MS = 1000 / 60

export async function benchPad(): Promise<BenchResult> {
  const host = await startHost()
  const browser = await launchBrowser()
  try {
    const origin = new URL(host.organizerUrl).origin
    const { page: organizer } = await openStation(browser, [])
    const { page: tablet } = await openStation(browser, [], {
      viewport: { width: 1024, height: 768 },
      hasTouch: true,
      deviceScaleFactor: 2,
    })
    await organizer.goto(host.organizerUrl)
    await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
    await organizer.getByText('22 Partner unterschreiben').waitFor()
    await joinWith(tablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet'))
    const opening = await openPage(tablet, `${origin}/signing`)
    await openAgreement(organizer)
    await goToStep(organizer, 'Unterzeichnung')
    await callNext(organizer)
    await goToPad(tablet)
    return report(opening, await drawOn(tablet))
  } finally {
    await browser.close()
    await host.remove()
  }
}

/** `kilobytes`: what came over the network, as it was sent, with its headers. */
type Opening = { kilobytes: number; usable: number[] }

/** A first visit each time: nothing is cached. Usable is when the welcome stands there. */
async function openPage(tablet: Page, url: string): Promise<Opening> {
  const session = await tablet.context().newCDPSession(tablet)
  await session.send('Network.enable')
  await session.send('Network.setCacheDisabled', { cacheDisabled: true })
  const urls = new Map<string, string>()
  const sent = new Map<string, number>()
  session.on('Network.responseReceived', ({ requestId, response }) => void urls.set(requestId, response.url))
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const from = urls.get(requestId)
    if (from) sent.set(from, encodedDataLength)
  })
  const usable: number[] = []
  for (let i = 0; i < OPENINGS; i += 1) {
    const start = performance.now()
    await tablet.goto(url)
    await tablet.getByRole('heading', { name: 'Willkommen' }).waitFor()
    usable.push(performance.now() - start)
  }
  await tablet.waitForLoadState('networkidle')
  await session.detach()
  return { kilobytes: [...sent.values()].reduce((sum, bytes) => sum + bytes, 0) / 1024, usable }
}

/** What the page measured of each move: until the handlers were through, and whether the ink was there by then. */
type Drawn = { work: number[]; toFrame: number[]; inkMissed: number }

async function drawOn(tablet: Page): Promise<Drawn> {
  await tablet.evaluate(watchMoves)
  const pad = await padOf(tablet).boundingBox()
  if (!pad) throw new Error('the pad is not on the screen')
  const session = await tablet.context().newCDPSession(tablet)
  for (let stroke = 0; stroke < STROKES; stroke += 1) await drawStroke(session, pad, stroke)
  return tablet.evaluate(() => Reflect.get(window, 'measured') as Drawn)
}

/**
 * Runs in the page. The first listener looks at the clock before the pad works. The pad makes of each move one event
 * for every measured point; once all of them are through, and before the task ends, the ink is looked for.
 */
function watchMoves(): void {
  const canvases = [...document.querySelectorAll('canvas')].slice(-2)
  const measured: Drawn = { work: [], toFrame: [], inkMissed: 0 }
  Reflect.set(window, 'measured', measured)
  let begun = 0
  const inkAround = (event: PointerEvent) =>
    canvases.some((canvas) => {
      const box = canvas.getBoundingClientRect()
      const scale = canvas.width / box.width
      const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale]
      const pixels = canvas.getContext('2d')?.getImageData(x - 6, y - 6, 12, 12).data ?? []
      return pixels.some((value, i) => i % 4 === 3 && value > 0)
    })
  function look(move: PointerEvent): void {
    measured.work.push(performance.now() - begun)
    if (!inkAround(move)) measured.inkMissed += 1
    requestAnimationFrame(() => measured.toFrame.push(performance.now() - move.timeStamp))
  }
  let move: PointerEvent | null = null
  window.addEventListener(
    'pointermove',
    (event) => {
      if (!event.isTrusted || event.buttons === 0) return
      begun = performance.now()
      move = event
    },
    { capture: true },
  )
  window.addEventListener('pointermove', () => {
    // while a listener makes events, what waits here runs only when it is done
    if (move) queueMicrotask(look.bind(null, move))
    move = null
  })
}

async function drawStroke(
  session: CDPSession,
  pad: { x: number; y: number; width: number; height: number },
  stroke: number,
): Promise<void> {
  const at = (i: number) => ({
    x: pad.x + pad.width * (0.1 + (0.8 * i) / MOVES),
    y: pad.y + pad.height * (0.25 + 0.08 * stroke + 0.12 * Math.sin(i / 3)),
  })
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', i: number) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      ...at(i),
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
      pointerType: 'pen',
      force: 0.5,
    })
  await send('mousePressed', 0)
  for (let i = 1; i <= MOVES; i += 1) await send('mouseMoved', i)
  await send('mouseReleased', MOVES)
}

function report({ kilobytes, usable }: Opening, { work, toFrame, inkMissed }: Drawn): BenchResult {
  const worst = quantile(work, 0.99)
  return {
    name: `The pad: ${work.length} moves of a pen on 1024 × 768 at two pixels each, page opened ${usable.length} times`,
    rows: [
      {
        what: 'page opened until it can be used',
        median: median(usable),
        p95: quantile(usable, 0.95),
        unit: 'ms',
      },
      { what: 'work for one move of the pen', median: median(work), p95: quantile(work, 0.95), unit: 'ms' },
      {
        what: 'from the move to the frame with its ink',
        median: median(toFrame),
        p95: quantile(toFrame, 0.95),
        unit: 'ms',
      },
    ],
    goals: [
      {
        what: 'signing page before the agreement, as it is sent',
        limit: `< ${MOST_KB} KB`,
        measured: `${kilobytes.toFixed(0)} KB`,
        met: kilobytes < MOST_KB,
      },
      {
        what: 'usable on loopback, median',
        limit: `< ${USABLE_MS} ms`,
        measured: `${median(usable).toFixed(0)} ms`,
        met: median(usable) < USABLE_MS,
      },
      {
        what: 'moves whose ink was not there before the frame was drawn',
        limit: '0',
        measured: String(inkMissed),
        met: inkMissed === 0 && work.length > 0,
      },
      {
        what: 'work for one move, 99 of 100',
        limit: `< ${FRAME_MS.toFixed(1)} ms, one frame`,
        measured: `${worst.toFixed(2)} ms`,
        met: worst < FRAME_MS,
      },
    ],
  }
}
