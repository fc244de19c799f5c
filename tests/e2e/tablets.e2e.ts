/** Three tablets at once: municipalities that sign in parallel, a line that is cut, a tablet that falls silent, a pad as good as paper. */
import { readFile } from 'node:fs/promises'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layOutSample } from '../fixtures/sample-folder.ts'
import { expectAccessible } from './accessible.ts'
import { lineOf } from './cut-line.ts'
import type { Line } from './cut-line.ts'
import { drawSignature } from './drawing.ts'
import { keepScreen, launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { handOn } from './pointers.ts'
import { goToPad, goToStep, inviteStation, joinWith, openAgreement, padOf, signOnTablet } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

let host: RunningHost
let browser: Browser
let organizer: Page
let reception: Page
let lying: Page
let upright: Page
let phone: Page
let uprightLine: Line
let phoneLine: Line
const complaints: string[] = []
/** For a machine that is busy with other things. */
const SLOW = { timeout: 40_000 }
const origin = () => new URL(host.organizerUrl).origin

/** In signing order; the fourth waits for a free tablet. */
const MAYORS = ['Regine Hölzlwimmer', 'Matthias Brändlein', 'Elke Zwießler', 'Jörg Kräuterle'] as const

beforeAll(async () => {
  host = await startHost(layOutSample)
  browser = await launchBrowser()
  const station = async (options: BrowserContextOptions = {}) =>
    (await openStation(browser, complaints, options)).page
  organizer = await station({ viewport: { width: 1280, height: 800 } })
  reception = await station()
  lying = await station({ viewport: { width: 1024, height: 768 }, hasTouch: true })
  upright = await station({ viewport: { width: 768, height: 1024 }, hasTouch: true, deviceScaleFactor: 2 })
  phone = await station({ viewport: { width: 390, height: 844 }, hasTouch: true, deviceScaleFactor: 3 })
  uprightLine = await lineOf(upright)
  phoneLine = await lineOf(phone)
  await organizer.goto(host.organizerUrl)
  await organizer.getByText('22 Partner unterschreiben').waitFor()
  // the page grows by what the host answers: a tap in that moment would meet nothing
  await goToStep(organizer, 'Geräte')
  await organizer.getByRole('heading', { name: 'Geräte im Hausnetz' }).waitFor(SLOW)
  await joined(reception, 'Empfang', 'Schalter')
  await joined(lying, 'Unterschriftentisch', 'Tablet 1')
  await joined(upright, 'Unterschriftentisch', 'Tablet 2')
  await joined(phone, 'Unterschriftentisch', 'Tablet 3')
  await openAgreement(organizer)
})

async function joined(page: Page, role: 'Empfang' | 'Unterschriftentisch', name: string): Promise<void> {
  await joinWith(page, organizer, await inviteStation(organizer, role, name))
  await organizer.getByText(`${name} ist gekoppelt.`).waitFor(SLOW)
}

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, lying, upright, phone }))

async function letIn(name: string): Promise<void> {
  await reception.getByRole('searchbox').first().fill(name)
  await reception.getByRole('button', { name: `${name} einlassen` }).waitFor()
  await reception.keyboard.press('Enter')
  await reception.getByText(`${name} ist eingelassen.`).first().waitFor()
}

/** Facts of one kind in the journal, as an auditor would read them. */
async function recorded(type: string): Promise<{ station: string; payload: Record<string, unknown> }[]> {
  const lines = (await readFile(`${host.dataDir}/journal.jsonl`, 'utf8')).trim().split('\n')
  return lines
    .map((line) => JSON.parse(line) as { type: string; station: string; payload: Record<string, unknown> })
    .filter((entry) => entry.type === type)
}

/** In the list, where everybody has their buttons; not among those at the table. */
const rowOf = (organisation: string) =>
  organizer
    .getByRole('listitem')
    .filter({ hasText: organisation, has: organizer.getByRole('button', { name: /^Hier am Pult/ }) })
    .first()

const showsName = (page: Page, name: string) => page.locator('.name', { hasText: name }).first().waitFor(SLOW)

describe('directing several tablets', () => {
  it('ties the municipalities with one tap and calls by itself', async () => {
    await goToStep(organizer, 'Unterzeichnung')
    await organizer.getByRole('button', { name: 'Reihenfolge und Gruppen' }).click()
    const dialog = organizer.getByRole('dialog')
    await dialog.getByRole('button', { name: '15 × Stadt oder Gemeinde gleichzeitig' }).click()
    await keepScreen(organizer, 'tablets-order')
    await expectAccessible(organizer)
    await dialog.getByRole('button', { name: 'Speichern' }).click()
    await organizer.getByText('15 unterschreiben gleichzeitig: Gemeinde Ammerbuch bis').waitFor()
    await organizer.getByLabel('Nächsten Partner automatisch aufrufen').check()
    await organizer.getByText('Wird übersprungen, bis jemand da ist').first().waitFor()
  })

  it('calls each to a tablet of their own as they come in at the door', async () => {
    for (const name of MAYORS) await letIn(name)
    await showsName(lying, MAYORS[0])
    await showsName(upright, MAYORS[1])
    await showsName(phone, MAYORS[2])
    await keepScreen(organizer, 'tablets-called')
    for (const [page, name] of [
      [lying, 'lying'],
      [upright, 'upright'],
      [phone, 'phone'],
    ] as const) {
      await keepScreen(page, `tablets-${name}-called`)
    }
    await expectAccessible(organizer)
  })

  it('calls the next by itself to the tablet that has become free', async () => {
    await signOnTablet(lying)
    await showsName(lying, MAYORS[3])
  })
})

describe('the pad', () => {
  it('draws with the pen and not with the hand that rests on it', async () => {
    await goToPad(lying)
    const hand = await handOn(lying, padOf(lying))
    const before = await inkOn(lying)
    await hand.pen(0.2, 0.6)
    const drawn = await inkOn(lying)
    expect(drawn).toBeGreaterThan(before + 500)
    await hand.finger(0.3, 0.9)
    expect(await inkOn(lying)).toBe(drawn)
    await keepScreen(lying, 'tablets-pad-lying')
  })

  it('takes back the last stroke', async () => {
    const hand = await handOn(lying, padOf(lying))
    const before = await inkOn(lying)
    await hand.pen(0.65, 0.8)
    expect(await inkOn(lying)).toBeGreaterThan(before)
    await lying.getByRole('button', { name: 'Strich zurück' }).click()
    // drawn anew, a pixel at an edge may fall to the other side
    await expect.poll(async () => Math.abs((await inkOn(lying)) - before)).toBeLessThan(before / 50)
  })

  it('keeps the ink through turning the tablet, a reload, and another language', async () => {
    await lying.setViewportSize({ width: 768, height: 1024 })
    await expect.poll(() => inkOn(lying)).toBeGreaterThan(300)
    await keepScreen(lying, 'tablets-pad-turned')
    await lying.reload()
    await expect.poll(() => inkOn(lying), SLOW).toBeGreaterThan(300)
    await lying.getByRole('button', { name: 'English' }).click()
    await lying.getByRole('heading', { name: 'Before you sign' }).waitFor()
    await lying.getByRole('button', { name: 'I agree, continue to sign' }).click()
    await expect.poll(() => inkOn(lying)).toBeGreaterThan(300)
    await lying.getByRole('button', { name: 'Deutsch' }).click()
    await lying.getByRole('button', { name: 'Weiter zur Unterschrift' }).click()
    await lying.setViewportSize({ width: 1024, height: 768 })
  })

  it('drops what the palm began once the pen comes, and keeps what the pen draws', async () => {
    await goToPad(upright)
    const hand = await handOn(upright, padOf(upright))
    await hand.palm(0.1, 0.9)
    const palm = await inkOn(upright)
    await hand.pen(0.3, 0.5)
    await hand.raisePalm()
    const drawn = await inkOn(upright)
    expect(drawn).toBeGreaterThan(500)
    expect(drawn).toBeLessThan(palm / 2)
    await upright.getByRole('button', { name: 'Strich zurück' }).click()
    await expect.poll(() => inkOn(upright)).toBe(0)
  })

  it('puts the buttons to the other side for the left hand', async () => {
    const done = lying.getByRole('button', { name: 'Fertig' })
    const right = await done.boundingBox()
    await lying.getByRole('button', { name: 'Mit links schreiben' }).click()
    await expect.poll(async () => (await done.boundingBox())?.x).toBeLessThan(right!.x - 300)
    await keepScreen(lying, 'tablets-pad-left')
  })

  it('lets a name be entered by keyboard alone, and says that it was', async () => {
    const press = async (name: string) => {
      const button = lying.getByRole('button', { name, exact: true })
      await button.focus()
      await lying.keyboard.press('Enter')
    }
    await press('Lieber mit der Tastatur')
    await expectAccessible(lying)
    await lying.getByLabel('Ihr Name').press('End')
    await keepScreen(lying, 'tablets-type')
    await lying.keyboard.press('Enter')
    await lying.getByRole('img', { name: `Ihr Name, gedruckt: ${MAYORS[3]}` }).waitFor()
    await lying.getByText('mit Tastatur eingegeben, nicht gezeichnet').waitFor()
    await keepScreen(lying, 'tablets-typed-review')
    await expectAccessible(lying)
    await press('Ja, übernehmen')
    await lying.getByRole('heading', { name: 'Vielen Dank' }).waitFor()
    await organizer.getByText('mit Tastatur eingegeben, nicht gezeichnet').waitFor()
  })

  it('leaves nothing of a guest behind', async () => {
    await lying.getByRole('heading', { name: 'Willkommen' }).waitFor(SLOW)
    const traces = await lying.evaluate(() =>
      [
        document.documentElement.outerHTML,
        ...Object.values(localStorage),
        ...Object.values(sessionStorage),
      ].join(),
    )
    const remembered = await lying.evaluate(textsInMemory)
    expect(remembered.length).toBeGreaterThan(1000)
    for (const name of ['Kräuterle', 'Hölzlwimmer', 'Dußlingen'])
      expect(traces + remembered).not.toContain(name)
  })
})

describe('a line that is cut between pen-up and answer', () => {
  it('brings the signature exactly once', async () => {
    await drawSignature(upright, padOf(upright))
    await keepScreen(upright, 'tablets-pad-upright')
    expect(await sharpnessOf(upright)).toBeCloseTo(2, 1)
    await upright.getByRole('button', { name: 'Fertig' }).click()
    await keepScreen(upright, 'tablets-review-upright')
    uprightLine.cutAfter('signing/give')
    await upright.getByRole('button', { name: 'Ja, übernehmen' }).click()
    await upright.getByRole('heading', { name: 'Gerade keine Verbindung' }).waitFor(SLOW)
    uprightLine.mend()
    await upright.getByRole('heading', { name: 'Vielen Dank' }).waitFor(SLOW)
    const given = await recorded('signature-given')
    expect(given.map(({ payload }) => payload['partnerId'])).toHaveLength(3)
    expect(new Set(given.map(({ payload }) => payload['partnerId'])).size).toBe(3)
  })
})

describe('a tablet that falls silent', () => {
  it('keeps unsent ink through a reload', async () => {
    await goToPad(phone)
    await drawSignature(phone, padOf(phone))
    await keepScreen(phone, 'tablets-pad-phone')
    expect(await sharpnessOf(phone)).toBeCloseTo(3, 1)
    await phone.getByRole('button', { name: 'Fertig' }).click()
    await phoneLine.cut()
    await phone.getByRole('button', { name: 'Ja, übernehmen' }).click()
    await phone.getByText('auf diesem Gerät gesichert').waitFor(SLOW)
    await phone.reload()
    await phone.getByText('auf diesem Gerät gesichert').waitFor(SLOW)
  })

  it('is shown to the organizer, who gives its task to another tablet with one tap', async () => {
    await organizer.getByText(/meldet sich seit \d+ s nicht/).waitFor(SLOW)
    await keepScreen(organizer, 'tablets-silent')
    await expectAccessible(organizer)
    await organizer.getByRole('button', { name: 'An Tablet 1 geben' }).click()
    await signOnTablet(lying, 1)
    const given = await recorded('signature-given')
    expect(given).toHaveLength(4)
  })

  it('is told plainly that it was settled otherwise, with its ink still to be seen', async () => {
    phoneLine.mend()
    await phone.getByRole('heading', { name: 'Wurde inzwischen anders erledigt' }).waitFor(SLOW)
    await phone.getByRole('img', { name: 'Ihre Unterschrift' }).waitFor()
    await keepScreen(phone, 'tablets-settled')
    await expectAccessible(phone)
    await phone.getByRole('button', { name: 'Zum Anfang' }).click()
    await phone.getByRole('heading', { name: 'Willkommen' }).waitFor(SLOW)
    expect(await recorded('signature-given')).toHaveLength(4)
  })
})

describe('the organizer at any moment', () => {
  it('lets a partner sign at the desk after all, in a window of the same program', async () => {
    const row = rowOf('Landkreis Tübingen')
    const [desk] = await Promise.all([
      organizer.context().waitForEvent('page'),
      row.getByRole('button', { name: /^Hier am Pult/ }).click(),
    ])
    await signOnTablet(desk, 2)
    await keepScreen(desk, 'tablets-desk')
    await desk.close()
    await expect.poll(async () => (await recorded('signature-given')).length).toBe(5)
  })

  it('leaves a called partner to paper', async () => {
    const row = rowOf('Jobcenter')
    await row.getByRole('button', { name: /^Aufrufen/ }).click()
    await row.getByRole('button', { name: /^Auf Papier/ }).click()
    await organizer.getByRole('dialog').getByRole('button', { name: 'Auf Papier', exact: true }).click()
    await row.getByText('auf Papier').first().waitFor()
  })
})

describe('a tablet in the hands of guests', () => {
  it('is left only with the PIN of the organizer', async () => {
    await goToStep(organizer, 'Geräte')
    await organizer.getByLabel('PIN (4 bis 12 Ziffern)').fill('4711')
    await organizer.getByRole('button', { name: 'PIN festlegen' }).click()
    await organizer.getByText('PIN gesetzt').waitFor()
    await keepScreen(organizer, 'tablets-pin')
    await lying.reload()
    const way = lying.getByRole('button', { name: 'Leitung' })
    await way.waitFor(SLOW)
    await lying.mouse.click(300, 300)
    for (const leave of [
      () => lying.goBack(),
      () => lying.goto(`${origin()}/`),
      () => lying.goto(`${origin()}/join`),
    ]) {
      await leave()
      await way.waitFor(SLOW)
      expect(new URL(lying.url()).pathname).toBe('/signing')
    }
    await way.click()
    await keepScreen(lying, 'tablets-kiosk')
    await expectAccessible(lying)
    await lying.getByLabel('PIN der Leitung').fill('1234')
    await lying.getByRole('button', { name: 'Verlassen' }).click()
    await lying.getByText('Diese PIN ist falsch').waitFor()
    await lying.getByLabel('PIN der Leitung').fill('4711')
    await lying.getByRole('button', { name: 'Verlassen' }).click()
    await lying.waitForURL(/\/join/)
  })
})

it('was quiet: no page complained on its console', () => {
  expect(complaints).toEqual([])
})

/** Pixels of the pad's canvas for each CSS pixel. */
const sharpnessOf = (page: Page): Promise<number> =>
  padOf(page).evaluate((canvas) => (canvas as HTMLCanvasElement).width / canvas.clientWidth)

/** How many pixels of the pad have ink. */
const inkOn = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const canvas = [...document.querySelectorAll('canvas')].at(-1)
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? []
    let count = 0
    for (let i = 3; i < pixels.length; i += 4) if ((pixels[i] ?? 0) > 127) count += 1
    return count
  })

/** Runs in the page: every text that can be reached from the running app, its components and its stores. */
function textsInMemory(): string {
  const seen = new Set<object>()
  const texts: string[] = []
  const open: unknown[] = [Reflect.get(document.querySelector('#app') ?? {}, '__vue_app__')]
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next === 'string') texts.push(next)
    if (typeof next !== 'object' || next === null || seen.has(next) || seen.size > 300_000) continue
    seen.add(next)
    if (next instanceof Map || next instanceof Set) open.push(...next.values())
    for (const key of Reflect.ownKeys(next)) {
      const { value } = Reflect.getOwnPropertyDescriptor(next, key) ?? {}
      if (value !== undefined && !(value instanceof Node)) open.push(value)
    }
  }
  return texts.join('\n')
}
