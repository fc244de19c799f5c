/** One walk past every surface in its states, each seen in every look by everybody who may stand before it. */
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawSignature } from './drawing.ts'
import { launchBrowser, openStation, startHost } from './host.ts'
import type { RunningHost } from './host.ts'
import { expectUsable } from './looks.ts'
import type { Use } from './looks.ts'
import { differenceFromKept, differenceOf, NOTICED, pictureOf } from './pictures.ts'
import { callNext, goToStep, inviteStation, joinWith, openAgreement, padOf } from './surfaces.ts'
import { tellOnFailure } from './tell-on-failure.ts'

const EXCEL_LIST = fileURLToPath(
  new URL('../fixtures/registry/gaeste-excel-windows1252.csv', import.meta.url),
)
const TABLET: BrowserContextOptions = { viewport: { width: 1024, height: 768 }, hasTouch: true }

let host: RunningHost
let browser: Browser
let organizer: Page
let desk: Page
let pad: Page
let stage: Page
const complaints: string[] = []
const origin = () => new URL(host.organizerUrl).origin

beforeAll(async () => {
  host = await startHost()
  browser = await launchBrowser()
  const station = async (options: BrowserContextOptions = {}) =>
    (await openStation(browser, complaints, options)).page
  organizer = await station()
  desk = await station(TABLET)
  pad = await station(TABLET)
  stage = await station({ viewport: { width: 1280, height: 720 } })
})

afterAll(async () => {
  await browser.close()
  await host.remove()
})

tellOnFailure(() => ({ organizer, desk, pad, stage }))

/** What people see most; a picture of each is kept in `screens` (`npm run screens` renews them). */
const KEPT = new Set([
  'home',
  'partners',
  'stations',
  'closing-early',
  'import',
  'rehearsal',
  'fields',
  'signing',
  'desk',
  'desk-hits',
  'desk-admitted',
  'pad-called',
  'pad-consent',
  'pad-drawn',
  'stage-welcome',
  'stage-turn',
])

async function look(page: Page, name: string, use: Use = 'mouse'): Promise<void> {
  await expectUsable(page, `walk-${name}`, use)
  if (KEPT.has(name)) expect.soft(await differenceFromKept(page, name), name).toBeLessThan(NOTICED)
}

async function go(page: Page, path: string, subject: RegExp | string): Promise<void> {
  await page.evaluate(async (wanted) => {
    const root = document.querySelector('#app') as unknown as {
      __vue_app__: { config: { globalProperties: { $router: { push: (to: string) => Promise<unknown> } } } }
    }
    await root['__vue_app__'].config.globalProperties.$router.push(wanted)
  }, path)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.getByText(subject).filter({ visible: true }).first().waitFor()
}

/** A live region that is there before it speaks; gives what to wait for once it should have. */
async function listenTo(page: Page, region: string): Promise<(words: RegExp) => Promise<void>> {
  const element = await page.locator(region).first().elementHandle()
  if (!element) throw new Error(`no live region ${region}`)
  return (words) => expect.poll(() => element.textContent()).toMatch(words)
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first()

describe('before anybody is let in', () => {
  it('a device that is not paired', async () => {
    await pad.goto(origin())
    await button(pad, 'English').waitFor()
    await look(pad, 'start', 'finger')
    await go(pad, '/join', 'Code')
    await look(pad, 'join', 'finger')
  })
  it('an empty console', async () => {
    await organizer.goto(host.organizerUrl)
    await button(organizer, 'Beispiel laden').waitFor()
    await look(organizer, 'begin')
    await go(organizer, '/organizer/ceremony', 'Titel')
    await look(organizer, 'ceremony-empty')
    await go(organizer, '/organizer', 'Beispiel')
    await button(organizer, 'Beispiel laden').click()
    await organizer.getByText('Bereit zum Öffnen').first().waitFor()
  })
})

describe('the console', () => {
  it.each([
    ['home', '/organizer', 'Bereit zum Öffnen'],
    ['ceremony', '/organizer/ceremony', 'Titel'],
    ['stations', '/organizer/stations', 'Geräte im Hausnetz'],
    ['check-in', '/organizer/check-in', 'Plätzen'],
    ['run', '/organizer/run', 'Leinwand'],
    ['signing-closed', '/organizer/signing', 'Unterzeichnung'],
    ['closing-early', '/organizer/closing', 'Abschluss'],
    ['rehearsal', '/organizer/rehearsal', 'So läuft sie ab'],
    ['protection', '/organizer/protection', 'Nicht verschlüsselt'],
    ['backup', '/organizer/backup', 'Sicherung'],
    ['appearance', '/organizer/appearance', 'Erscheinungsbild'],
    ['help', '/organizer/help', 'Ordner der Veranstaltung'],
    ['statement', '/organizer/accessibility', 'teilweise vereinbar'],
    ['privacy', '/organizer/privacy', 'Aufbewahrung'],
    ['verify', '/organizer/verify', 'prüfen'],
  ])('%s', async (name, path, subject) => {
    await go(organizer, path, new RegExp(subject, 'i'))
    await look(organizer, name)
  })

  it('the registry', async () => {
    await go(organizer, '/organizer/registry', 'Partner hinzufügen')
    await look(organizer, 'partners')
    await button(organizer, 'Partner hinzufügen').click()
    await look(organizer, 'partner-dialog')
    await organizer.keyboard.press('Escape')
    await button(organizer, /^Personen/).click()
    await button(organizer, 'Person hinzufügen').waitFor()
    await look(organizer, 'guests')
    await button(organizer, 'Person hinzufügen').click()
    await look(organizer, 'guest-dialog')
    await organizer.keyboard.press('Escape')
    await button(organizer, /^Anmeldungen/).click()
    await organizer.getByLabel('Vor- und Nachname').waitFor()
    await look(organizer, 'registrations')
    await button(organizer, 'Liste übernehmen').click()
    await organizer.locator('input[type=file]').first().setInputFiles(EXCEL_LIST)
    await organizer.getByText('3 Zeilen werden nicht übernommen').waitFor()
    await look(organizer, 'import')
    await organizer.keyboard.press('Escape')
  })

  it('the agreement and its fields', async () => {
    await go(organizer, '/organizer/agreement', 'Zur Unterzeichnung öffnen')
    await organizer.locator('canvas').first().waitFor()
    const small = organizer.getByRole('navigation', { name: 'Seiten' }).locator('img')
    for (const at of [0, 1, 2]) await small.nth(at).waitFor()
    await look(organizer, 'fields')
  })

  it('what is behind “Mehr”', async () => {
    await go(organizer, '/organizer', 'Unterschriftenmappe')
    await button(organizer, 'Mehr').click()
    await organizer.getByRole('navigation', { name: 'Mehr' }).waitFor()
    await look(organizer, 'more')
    await button(organizer, 'Mehr').click()
  })

  it('the keys', async () => {
    await go(organizer, '/organizer', 'Unterschriftenmappe')
    await organizer.keyboard.press('?')
    await organizer.getByRole('dialog').first().waitFor()
    await look(organizer, 'keys')
    await organizer.keyboard.press('Escape')
  })
})

describe('the desk', () => {
  it('empty, with hits, dialogs', async () => {
    const code = await inviteStation(organizer, 'Empfang', 'Einlass 1')
    await look(organizer, 'invitation')
    await joinWith(desk, organizer, code)
    const search = desk.getByRole('searchbox').first()
    await search.waitFor()
    await look(desk, 'desk', 'finger')
    await search.press('?')
    await desk.getByRole('dialog', { name: 'Tasten' }).waitFor()
    await look(desk, 'desk-keys', 'finger')
    await desk.keyboard.press('Escape')
    await search.fill('ammerbuch')
    await desk
      .getByRole('button', { name: /Delegation einlassen/ })
      .first()
      .waitFor()
    await look(desk, 'desk-hits', 'finger')
    await desk
      .getByRole('button', { name: /Delegation einlassen/ })
      .first()
      .click()
    await look(desk, 'desk-delegation', 'finger')
    await desk.keyboard.press('Escape')
    await desk
      .getByRole('button', { name: /^Vertretung kommt/ })
      .first()
      .click()
    await look(desk, 'desk-substitute', 'finger')
    await desk.keyboard.press('Escape')
    await button(desk, 'Nicht auf der Liste').click()
    await look(desk, 'desk-walk-in', 'finger')
    await desk.keyboard.press('Escape')
    const deskSays = await listenTo(desk, '.outcome [role=status]')
    await go(organizer, '/organizer/check-in', 'Plätzen')
    const consoleSays = await listenTo(organizer, '.figure[aria-live=polite]')
    await search.fill('joachim wal')
    await desk.getByRole('button', { name: 'Joachim Walter einlassen' }).waitFor()
    await desk.keyboard.press('Enter')
    await desk.getByText('Joachim Walter ist eingelassen.').first().waitFor()
    await deskSays(/Joachim Walter ist eingelassen\./)
    await consoleSays(/^\s*1\b/)
    await look(desk, 'desk-admitted', 'finger')
    await look(organizer, 'arrivals')
    await button(desk, /Einlass von Joachim Walter zurücknehmen/).click()
    await look(desk, 'desk-undo', 'finger')
    await desk.keyboard.press('Escape')
  })
})

describe('the table and the stage', () => {
  it('pad', async () => {
    await pad.goto('about:blank')
    await joinWith(pad, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 1'))
    await joinWith(stage, organizer, await inviteStation(organizer, 'Leinwand', 'Beamer'))
    await look(pad, 'pad-idle', 'finger')
    await stage.getByText('Integrationszielvereinbarungen').first().waitFor()
    await look(stage, 'stage-welcome', 'stage')
    await openAgreement(organizer)
    await look(organizer, 'opened')
    await goToStep(organizer, 'Unterzeichnung')
    const [stageSays, padSays] = [
      await listenTo(stage, 'p.kern-sr-only[role=status]'),
      await listenTo(pad, '.signing > p.kern-sr-only[role=status]'),
    ]
    await callNext(organizer)
    await stageSays(/Joachim Walter/)
    await padSays(/Joachim Walter/)
    await button(pad, 'Das bin ich').waitFor()
    await look(pad, 'pad-called', 'finger')
    await look(stage, 'stage-turn', 'stage')
    await look(organizer, 'signing')
    await button(pad, 'Nicht unterschreiben').click()
    await look(pad, 'pad-decline', 'finger')
    await pad.keyboard.press('Escape')
    await button(pad, 'Das bin ich').click()
    await pad.locator('canvas').first().waitFor()
    await look(pad, 'pad-reading', 'finger')
    await button(pad, 'Gelesen, weiter').click()
    await pad.getByText('einfache elektronische Signatur').first().waitFor()
    await look(pad, 'pad-consent', 'finger')
    await button(pad, 'Leichte Sprache').click()
    await pad.getByText('Ich unterschreibe an einem Bildschirm').waitFor()
    await look(pad, 'pad-consent-easy', 'finger')
    await button(pad, 'Alltags-Sprache').click()
    await button(pad, 'Weiter zur Unterschrift').click()
    await look(pad, 'pad-empty', 'finger')
    await drawSignature(pad, padOf(pad))
    await look(pad, 'pad-drawn', 'finger')
    await look(stage, 'stage-ink', 'stage')
    await button(pad, 'Fertig').click()
    await pad.getByRole('heading', { name: 'So übernehmen?' }).waitFor()
    await look(pad, 'pad-review', 'finger')
    await button(pad, 'Ja, übernehmen').click()
    await pad.getByRole('heading', { name: 'Vielen Dank' }).waitFor()
  })
})

describe('a picture', () => {
  /** How far the console is from itself once `change` is in force. */
  async function differenceBy(change: string): Promise<number> {
    const before = await pictureOf(organizer)
    await organizer.evaluate((css) => {
      const sheet = new CSSStyleSheet()
      sheet.replaceSync(css)
      document.adoptedStyleSheets.push(sheet)
    }, change)
    const after = await pictureOf(organizer)
    await organizer.evaluate(() => void document.adoptedStyleSheets.pop())
    return differenceOf(before, after)
  }

  it('tells that a button or a link is gone, or that a colour is another', async () => {
    await go(organizer, '/organizer/stations', 'Geräte im Hausnetz')
    const button = await differenceBy('main .kern-btn { visibility: hidden }')
    const link = await differenceBy('header .kern-link { visibility: hidden }')
    const colour = await differenceBy('main .kern-btn--primary { background: #7a3e00 }')
    const ground = await differenceBy('main .panel { background: #ffe9ad }')
    for (const difference of [button, link, colour, ground]) expect.soft(difference).toBeGreaterThan(NOTICED)
  })

  it('does not mind how a letter is drawn', async () => {
    const rendering = await differenceBy('* { text-rendering: geometricPrecision }')
    const shifted = await differenceBy('.page > * { transform: translate(0.3px, 0.3px) }')
    const weight = await differenceBy('* { -webkit-text-stroke: 0.1px }')
    for (const difference of [rendering, shifted, weight]) expect.soft(difference).toBeLessThan(NOTICED)
  })
})
