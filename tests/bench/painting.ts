/** What a keystroke at the reception costs the page among 10,000 guests, from the key to the painted list, in a real browser. */
import { existsSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { newCommandId } from '../../src/core/core-parts.ts'
import { openCore } from '../../src/core/core.ts'
import { hashOfToken, newToken } from '../../src/core/pairing/token.ts'
import type { PartnerId, StationId } from '../../src/shared/domain/ids.ts'
import { attendeeSchema, partnerSchema } from '../../src/shared/domain/registry/registry.ts'
import { CHROMIUM, launchBrowser, startHost } from '../e2e/host.ts'
import { LIST_WORKER, PDF_WORKER, RESOURCES } from '../fixtures/host-paths.ts'
import { generateRegistry } from '../fixtures/registry/generated-registry.ts'
import type { BenchResult } from './bench-result.ts'
import { keystrokesOf, TRACED } from './keystroke-trace.ts'
import type { Keystroke } from './keystroke-trace.ts'
import { median, quantile } from './measuring.ts'

const GUESTS = 10_000
const LIMIT_MS = 16
/** Faster keys count as a scanner. */
const BETWEEN_KEYS_MS = 90
const TYPED = [
  'müller',
  'yilmas',
  'kowalski',
  'hans peter',
  'jobcenter',
  'landratsamt moosach',
  'thi anh',
  'schäuble gem',
]
const WARM_UP = 'bergmann anna'
const WHAT = `keystroke to painted list, ${GUESTS.toLocaleString('en')} guests, main thread’s processor time p95`

/** Processor time of the page's main thread in all tasks from keydown to the commit of the frame, read from the browser's own trace. */
export async function benchPainting(): Promise<BenchResult> {
  const name = `A keystroke at the reception, painted by Chromium, ${GUESTS} guests`
  const limit = `< ${LIMIT_MS} ms`
  if (!existsSync(CHROMIUM))
    return {
      name,
      rows: [],
      goals: [{ what: WHAT, limit, measured: 'not measured: no chromium', met: null }],
    }
  const { own, bare } = await measure()
  const [ownBusy, bareBusy] = [own, bare].map((keys) => keys.map(({ busy }) => busy))
  const p95 = quantile(ownBusy ?? [], 0.95)
  return {
    name,
    rows: [
      rowOf(`main thread busy, keydown to commit (${own.length})`, own, 'busy'),
      rowOf('the same rows put into a bare page', bare, 'busy'),
      rowOf('time that passed, waiting for the frame included', own, 'passed'),
      rowOf('the same, bare page', bare, 'passed'),
      {
        what: 'ours against the bare page',
        median: median(ownBusy ?? []) / median(bareBusy ?? []),
        unit: 'x',
      },
    ],
    goals: [{ what: WHAT, limit, measured: `${p95.toFixed(1)} ms`, met: p95 < LIMIT_MS }],
  }
}

const rowOf = (what: string, keys: readonly Keystroke[], part: keyof Keystroke) => {
  const values = keys.map((key) => key[part])
  return { what, median: median(values), p95: quantile(values, 0.95), unit: 'ms' as const }
}

async function measure(): Promise<{ own: Keystroke[]; bare: Keystroke[] }> {
  const token = newToken()
  const host = await startHost((dataDir) => fill(dataDir, token))
  const browser = await launchBrowser()
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 900 }, locale: 'de-DE' })
    await page.addInitScript((kept) => localStorage.setItem('mappe.token.reception', kept), token)
    await page.goto(`${new URL(host.organizerUrl).origin}/reception`)
    await page.getByText('Schalter 1').first().waitFor()
    await untilIndexed(page)
    const lists = await listsOf(page)
    const own = await typeAll(browser, page)
    await makeBare(page, lists)
    return { own, bare: await typeAll(browser, page) }
  } finally {
    await browser.close()
    await host.remove()
  }
}

/** The last guest of the list is found: then all are. */
async function untilIndexed(page: Page): Promise<void> {
  const last = generateRegistry(GUESTS).at(-1)
  await page.locator('#guest').fill(`${last?.firstName} ${last?.lastName} ${GUESTS}`)
  await page.locator('#hits mark').first().waitFor({ timeout: 60_000 })
  await page.locator('#guest').fill('')
}

async function typeAll(browser: Browser, page: Page): Promise<Keystroke[]> {
  await type(page, WARM_UP)
  await browser.startTracing(page, { categories: TRACED })
  for (const text of TYPED) await type(page, text)
  return keystrokesOf(await browser.stopTracing())
}

async function type(page: Page, text: string): Promise<void> {
  await page.locator('#guest').fill('')
  await page.locator('#guest').pressSequentially(text, { delay: BETWEEN_KEYS_MS })
  await page.waitForTimeout(BETWEEN_KEYS_MS)
}

/** The list as it stands after each letter, by what was typed. */
async function listsOf(page: Page): Promise<Record<string, string>> {
  const lists: Record<string, string> = {}
  for (const typed of [...TYPED, WARM_UP].flatMap((text) =>
    [...text].map((_, at) => text.slice(0, at + 1)),
  )) {
    await page.locator('#guest').fill(typed)
    lists[typed] = await page.locator('#hits').innerHTML()
  }
  return lists
}

/** The same page without the program: a field, and under it the rows of each text, ready-made. */
async function makeBare(page: Page, lists: Record<string, string>): Promise<void> {
  await page.evaluate((ready) => {
    const field = document.querySelector<HTMLInputElement>('#guest')
    const hits = document.querySelector('#hits')
    if (!field || !hits) throw new Error('this is not the reception')
    const [bareField, bareHits] = [field.cloneNode(), hits.cloneNode()]
    field.replaceWith(bareField)
    hits.replaceWith(bareHits)
    const [typing, list] = [
      document.querySelector<HTMLInputElement>('#guest'),
      document.querySelector('#hits'),
    ]
    typing?.addEventListener('input', () => {
      if (list) list.innerHTML = ready[typing.value] ?? ''
    })
  }, lists)
}

/** A folder with the list, and a desk that is paired. */
async function fill(dataDir: string, token: string): Promise<void> {
  const core = await openCore({
    dataDir,
    resourcesDir: RESOURCES,
    pdfWorkerUrl: PDF_WORKER,
    listWorkerUrl: LIST_WORKER,
    version: 'bench',
  })
  const guests = generateRegistry(GUESTS)
  const partners = [...Map.groupBy(guests, ({ organisation, town }) => `${organisation}|${town}`)].map(
    ([key, [first]], at) => ({ key, partner: partnerOf(at, first?.organisation ?? '', first?.town ?? '') }),
  )
  const ids = new Map(partners.map(({ key, partner }) => [key, partner.id]))
  const attendees = guests.map(({ id, firstName, lastName, organisation, town, ...rest }, at) =>
    attendeeSchema.parse({
      id,
      firstName,
      lastName,
      function: rest.function,
      partnerId: ids.get(`${organisation}|${town}`) ?? null,
      salutation: 'Frau',
      seat: `Reihe ${at % 40}`,
    }),
  )
  const list = {
    fileName: 'gaeste.csv',
    partners: partners.map(({ partner }) => partner),
    attendees,
    refusedRows: 0,
  }
  const { station } = core.hostCaller
  await core.parts.run({ type: 'import-list', payload: list }, { commandId: newCommandId(), station })
  const desk = 'desk-1' as StationId
  const payload = {
    stationId: desk,
    role: 'reception' as const,
    name: 'Schalter 1',
    tokenHash: hashOfToken(token),
  }
  await core.parts.run({ type: 'pair-station', payload }, { commandId: newCommandId(), station: desk })
  await core.close()
}

const partnerOf = (at: number, name: string, town: string) =>
  partnerSchema.parse({ id: `partner-${at}` as PartnerId, name, town })
