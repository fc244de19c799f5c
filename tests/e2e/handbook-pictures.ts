/** Takes the handbook's pictures from the running program: each says what must be seen on it, so that none ever lies. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Locator, Page } from 'playwright-core'
import { playEvening } from '../../src/core/demo/evening.ts'
import { openCoreAt } from '../../src/server/commands/open-core.ts'
import { drawSignature } from './drawing.ts'
import { openStation, startHost } from './host.ts'
import type { Complaints } from './host.ts'
import {
  callNext,
  goToPad,
  goToStep,
  inviteStation,
  joinWith,
  openAgreement,
  openMore,
  padOf,
  signOnTablet,
} from './surfaces.ts'

/** The file's name without its ending, and how many bytes it has. */
export type Picture = { name: string; bytes: number }
type Taking = { browser: Browser; folder: string; complaints: Complaints }
type Take = (name: string, page: Page, ...subjects: Locator[]) => Promise<void>

const DESK = { viewport: { width: 1280, height: 800 } }
const TABLET = { viewport: { width: 1024, height: 768 }, hasTouch: true }
const STAGE = { viewport: { width: 1280, height: 720 } }
const SIGNED_BEFORE = 3

/** Plays the sample ceremony in `browser` and leaves one WebP for each picture in `folder`. */
export async function takePictures(taking: Taking): Promise<Picture[]> {
  const pictures: Picture[] = []
  await mkdir(taking.folder, { recursive: true })
  const take: Take = async (name, page, ...subjects) => {
    for (const subject of subjects) await seen(name, subject)
    const picture = await webpOf(page)
    await writeFile(join(taking.folder, `${name}.webp`), picture)
    pictures.push({ name, bytes: picture.length })
  }
  await takeEvening(taking, take)
  await takeClosing(taking, take)
  return pictures
}

/** Waits for what a picture is of; without it there is none. */
const seen = (name: string, subject: Locator): Promise<void> =>
  subject.waitFor().catch((cause: unknown) => {
    throw new Error(`No picture ${name}.webp: its subject is not to be seen, ${subject.toString()}`, {
      cause,
    })
  })

/** What is on the screen; Playwright itself writes no WebP, which is a quarter of a PNG here. */
async function webpOf(page: Page): Promise<Buffer> {
  // nothing looks as if somebody were pointing at it
  await page.mouse.move(0, 0)
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
  await session.detach()
  return Buffer.from(data, 'base64')
}

/** From the console before the evening to the fourth signature. */
async function takeEvening({ browser, complaints }: Taking, take: Take): Promise<void> {
  const host = await startHost()
  const [organizer, desk, tablet, stage] = await Promise.all(
    [DESK, DESK, TABLET, STAGE].map(
      async (options) => (await openStation(browser, complaints, options)).page,
    ),
  )
  if (!organizer || !desk || !tablet || !stage) throw new Error('four surfaces')
  try {
    await organizer.goto(host.organizerUrl)
    await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
    const steps = organizer.getByRole('navigation', { name: 'Schritte der Veranstaltung' })
    await take('console', organizer, steps.getByText('Bereit zum Öffnen'))
    await takePairing(organizer, desk, take)
    await joinWith(tablet, organizer, await inviteStation(organizer, 'Unterschriftentisch', 'Tablet 1'))
    await joinWith(stage, organizer, await inviteStation(organizer, 'Leinwand', 'Beamer'))
    await takeReception(desk, take)
    await takeSigning({ organizer, tablet, stage }, take)
  } finally {
    await Promise.all([organizer, desk, tablet, stage].map((page) => page.context().close()))
    await host.remove()
  }
}

/** The moment in which somebody has to look: the number on the device and the one on the organizer's screen. */
async function takePairing(organizer: Page, desk: Page, take: Take): Promise<void> {
  const code = await inviteStation(organizer, 'Empfang', 'Einlass 1')
  await desk.goto(`${new URL(organizer.url()).origin}/join#code=${code}`)
  const admit = organizer.getByRole('button', { name: 'Gerät zulassen' })
  await take('pairing', organizer, admit, organizer.getByText('Vergleichszahl').first())
  await admit.click()
  await desk.waitForURL((url) => !url.pathname.startsWith('/join'))
}

async function takeReception(desk: Page, take: Take): Promise<void> {
  const search = desk.getByRole('searchbox').first()
  await search.pressSequentially('wal', { delay: 60 })
  const hit = desk.getByRole('button', { name: 'Joachim Walter einlassen' })
  await take('reception', desk, hit, desk.getByRole('button', { name: /^Vertretung kommt/ }).first())
  await hit.click()
  await desk.getByText('Joachim Walter ist eingelassen.').first().waitFor()
}

async function takeSigning(
  { organizer, tablet, stage }: Readonly<Record<'organizer' | 'tablet' | 'stage', Page>>,
  take: Take,
): Promise<void> {
  await openAgreement(organizer)
  await goToStep(organizer, 'Unterzeichnung')
  for (let done = 0; done < SIGNED_BEFORE; done += 1) {
    await callNext(organizer)
    await signOnTablet(tablet, done)
    const progress = organizer.getByText(`${done + 1} von 22 abgeschlossen`)
    await progress.last().waitFor()
    await tablet.getByText('Willkommen').first().waitFor()
  }
  await callNext(organizer)
  await goToPad(tablet)
  await drawSignature(tablet, padOf(tablet), SIGNED_BEFORE)
  await take('pad', tablet, padOf(tablet), tablet.getByRole('button', { name: 'Fertig' }))
  await take('stage', stage, stage.locator('canvas').first(), stage.getByText('3 von 22').first())
  await take('signing', organizer, organizer.getByText('unterschreibt gerade').first())
}

/** A ceremony that is over: sealed, and its file looked at. */
async function takeClosing({ browser, complaints }: Taking, take: Take): Promise<void> {
  const host = await startHost(playWhole)
  const { page, context } = await openStation(browser, complaints, DESK)
  try {
    await page.goto(host.organizerUrl)
    await goToStep(page, 'Abschluss')
    const archive = page.getByText('Archiv (ZIP)')
    await take('closing', page, page.getByText('Die Vereinbarung ist gesiegelt').first(), archive.first())
    await openMore(page, 'Datei prüfen')
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(join(host.dataDir, 'documents', 'vereinbarung-gesiegelt.pdf'))
    const verdict = page.getByText('Unverändert seit dem Siegeln')
    await take('verified', page, verdict.first(), page.getByText('Landkreis Tübingen').first())
  } finally {
    await context.close()
    await host.remove()
  }
}

async function playWhole(dataDir: string): Promise<void> {
  const core = await openCoreAt(dataDir)
  await playEvening(core, () => {}).finally(core.close)
}
