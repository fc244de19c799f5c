/** A device joins, is refused, is moved and is turned away; and what a signing tablet knows of all the others: nothing. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { callNext, goToStep, inviteStation, openAgreement } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const SLOW = { timeout: 25_000 }
const IPAD =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15'

let host: RunningHost
let browser: Browser
let organizer: Page
let tablet: Page
let context: BrowserContext
const frames: string[] = []
const uncompressed: string[] = []
const complaints: string[] = []

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  organizer = (await openStation(browser, complaints)).page
  await organizer.addInitScript(runAnHourAhead)
  const size = { viewport: { width: 1024, height: 768 }, hasTouch: true, userAgent: IPAD }
  ;({ page: tablet, context } = await openStation(browser, complaints, size))
  tablet.on('websocket', (socket) => {
    const keep = ({ payload }: { payload: string | Buffer }) => void frames.push(payload.toString())
    socket.on('framereceived', keep)
    socket.on('framesent', keep)
  })
  tablet.on('response', (response) => {
    const isText = ['document', 'script', 'stylesheet'].includes(response.request().resourceType())
    if (
      isText &&
      response.status() === 200 &&
      !/^(br|gzip)$/.test(response.headers()['content-encoding'] ?? '')
    )
      uncompressed.push(response.url())
  })
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await host?.remove()
})

tellOnFailure(() => ({ organizer, tablet }))

const ask = async (name: string) => {
  const code = await inviteStation(organizer, 'Unterschriftentisch', name)
  await tablet.goto(`${new URL(organizer.url()).origin}/join#code=${code}`)
  await tablet.getByText('Bitte warten').waitFor()
}

describe('a device that asks', () => {
  it('is seen on whatever page the organizer has open, and goes on waiting through a reload', async () => {
    await ask('Tablet 1')
    await goToStep(organizer, 'Vereinbarung')
    await organizer.getByText('Tablet an 127.0.0.1, Safari').waitFor()
    await keepScreen(organizer, 'organizer-asking')
    await keepScreen(tablet, 'join-waiting')
    expect(new URL(tablet.url()).hash).toBe('')
    await tablet.reload()
    await tablet.getByText('Bitte warten').waitFor()
    await organizer.getByRole('button', { name: 'Gerät zulassen' }).click()
    await tablet.waitForURL('**/signing')
  })

  it('is told when the organizer says no', async () => {
    await ask('Tablet 2')
    await organizer.getByRole('button', { name: 'Nicht zulassen' }).click()
    await tablet.getByText('Die Leitung hat dieses Gerät nicht zugelassen.').waitFor()
    await keepScreen(tablet, 'join-refused')
  })
})

describe('a signing tablet', () => {
  it('knows the guest it was called for, and in frames, storage and memory nobody else', async () => {
    await tablet.goto(`${new URL(organizer.url()).origin}/signing`)
    await openAgreement(organizer)
    await goToStep(organizer, 'Unterzeichnung')
    await callNext(organizer)
    await tablet.getByText('Joachim Walter').first().waitFor()
    const kept = [...frames, await keptBy(tablet), await heapOf(context, tablet)]
    const others = await guestsOf()
    expect(others.length).toBeGreaterThan(80)
    for (const words of kept) {
      expect(others.filter((other) => words.includes(other))).toEqual([])
    }
    expect(frames.join()).toContain('Walter')
  })
})

describe('a station that gets another task', () => {
  it('forgets the old one and opens the new one by itself', async () => {
    await goToStep(organizer, 'Geräte')
    await organizer.getByRole('button', { name: 'Andere Aufgabe Tablet 1' }).click()
    await organizer.getByLabel('Neue Aufgabe').selectOption({ label: 'Leinwand' })
    await organizer.getByRole('button', { name: 'Aufgabe wechseln' }).click()
    await tablet.waitForURL('**/display')
    await expect
      .poll(() => tablet.evaluate(() => Object.keys(localStorage)), SLOW)
      .toEqual(['mappe.token.display'])
  })

  it('that is turned away keeps nothing and says so', async () => {
    await organizer.getByRole('button', { name: 'Kopplung aufheben Tablet 1' }).click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Kopplung aufheben' }).click()
    await tablet.getByRole('heading', { name: 'Die Kopplung wurde aufgehoben' }).waitFor()
    await keepScreen(tablet, 'left-revoked')
    const kept = () =>
      tablet.evaluate(async () => [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage).filter((key) => key.startsWith('mappe')),
        ...(await indexedDB.databases()).map(({ name }) => name),
        ...(await caches.keys()),
      ])
    await expect.poll(kept, SLOW).toEqual([])
  })
})

describe('all surfaces', () => {
  it('came compressed', () => expect(uncompressed).toEqual([]))

  it('kept quiet', () => expect(complaints).toEqual([]))
})

/** Runs in the page: two computers without the internet do not agree on the time. */
function runAnHourAhead(): void {
  const now = Date.now.bind(Date)
  Date.now = () => now() + 3_600_000
}

/** Last names, addresses and phone numbers of everybody on the list but the one who is called. */
async function guestsOf(): Promise<string[]> {
  const journal = await readFile(`${host.dataDir}/journal.jsonl`, 'utf8')
  const found = [...journal.matchAll(/"(?:lastName|email|phone)":"([^"]{6,})"/g)].map(
    ([, word]) => word ?? '',
  )
  return [...new Set(found)].filter((word) => !/Walter/i.test(word))
}

/** Everything this browser has put away for our address, as text. */
const keptBy = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const names = await caches.keys()
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, names])
  })

/** The page's memory with all its strings. */
async function heapOf(browserContext: BrowserContext, page: Page): Promise<string> {
  const session: CDPSession = await browserContext.newCDPSession(page)
  const chunks: string[] = []
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk))
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  return chunks.join('')
}
