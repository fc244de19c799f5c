/** One evening in the program's own windows, as people see it: played on the stand-in and on the real Electron alike. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { verify } from '../../src/server/commands/verify.ts'
import { callNext, goToStep, openAgreement, signOnTablet } from '../e2e/surfaces.ts'
import { tellOnFailure } from '../e2e/tell-on-failure.ts'
import type { Driver } from './driver.ts'

/** The examples of the evening, one after the other; `start` starts the program on an empty folder. */
export function playEvening(start: () => Promise<Driver>): void {
  let program: Driver
  let organizer: Page
  let stage: Page
  let desk: Page

  beforeAll(async () => {
    program = await start()
    organizer = await program.window('/organizer')
  })

  afterAll(() => program?.remove())

  tellOnFailure(() => ({ organizer, ...(stage && { stage }), ...(desk && { desk }) }))

  it('begins with an empty folder, in which the organizer loads the sample', async () => {
    await organizer.getByText('Dieser Datenordner ist noch leer.').waitFor()
    await organizer.getByRole('button', { name: 'Beispiel laden' }).click()
    await organizer.getByText('Bereit zum Öffnen').first().waitFor()
  })

  it('gives the page one port and one wish, and nothing of Node', async () => {
    const found = await organizer.evaluate(() => ({
      bridge: Object.keys(Reflect.get(window, 'mappe') ?? {}).toSorted(),
      node: [typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'process')],
    }))
    expect(found).toEqual({ bridge: ['print', 'shell'], node: ['undefined', 'undefined'] })
  })

  it('lets a guest in at a desk in this computer’s own browser', async () => {
    await goToStep(organizer, 'Geräte')
    await organizer.getByRole('button', { name: 'Empfang', exact: true }).click()
    await expect.poll(program.ownBrowser).not.toBeNull()
    desk = (await program.ownBrowser())!
    await desk.getByRole('searchbox').first().fill('joachim wal')
    await desk.getByRole('button', { name: 'Joachim Walter einlassen' }).waitFor()
    await desk.keyboard.press('Enter')
    await desk.getByText('Joachim Walter ist eingelassen.').first().waitFor()
    await goToStep(organizer, 'Einlass')
    await organizer
      .getByText(/1 von 180/)
      .first()
      .waitFor()
  })

  it('shows the stage from the menu, on the projector where there is one', async () => {
    await program.choose('Ansicht', 'Leinwand')
    stage = await program.window('/display')
    await stage.getByText('Großer Sitzungssaal').first().waitFor()
    const { isFullScreen, x } = await program.place('/display')
    expect(isFullScreen && x > 0).toBe(program.hasProjector)
  })

  it('has a signature drawn at this computer, which the hall sees', async () => {
    await openAgreement(organizer)
    await goToStep(organizer, 'Unterzeichnung')
    await callNext(organizer)
    await stage.getByText('Joachim Walter').first().waitFor()
    await organizer.getByRole('button', { name: 'Hier unterschreiben' }).first().click()
    await signOnTablet(await program.window('/signing'))
    await organizer.getByText('1 von 22 abgeschlossen').last().waitFor()
    await expect.poll(() => stage.locator('body').innerText()).toMatch(/1 von 22/)
  })

  it('opens the print dialog for a list', async () => {
    await goToStep(organizer, 'Abschluss')
    const row = organizer.getByRole('listitem').filter({ hasText: 'Anwesenheitsliste' }).first()
    await row.getByRole('button', { name: /Drucken/ }).click()
    await expect.poll(program.printed).toBe(1)
  })

  it('opens no window for a page that asks for one, and lets it go nowhere', async () => {
    const before = await program.paths()
    await organizer.evaluate(() => void window.open('https://example.org/'))
    await organizer.evaluate(() => window.location.assign('https://example.org/'))
    await goToStep(organizer, 'Unterzeichnung')
    await organizer.getByText('1 von 22 abgeschlossen').last().waitFor()
    expect((await program.paths()).length).toBe(before.length)
    expect(await program.paths()).toContain('/organizer/signing')
  })

  it('runs no script that somebody slipped into a page, and sends nothing out', async () => {
    const refused = await organizer.evaluate(async () => {
      const directives: string[] = []
      const told = new Promise<void>((resolve) => {
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          directives.push(effectiveDirective)
          if (directives.length === 2) resolve()
        })
      })
      const script = document.createElement('script')
      script.textContent = 'window.slippedIn = true'
      document.head.append(script)
      const answer = await fetch('https://example.org/').then(
        () => 'an answer',
        () => 'nothing',
      )
      await told
      return { directives: directives.toSorted(), answer, ran: Reflect.has(window, 'slippedIn') }
    })
    expect(refused).toEqual({ directives: ['connect-src', 'script-src-elem'], answer: 'nothing', ran: false })
  })

  it('has the camera for scanning, no microphone, and does not ask where the house is', async () => {
    const states = await organizer.evaluate(async () => {
      const names = ['camera', 'microphone', 'geolocation'] as const
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
    })
    expect(states).toEqual(['granted', 'denied', 'denied'])
  })

  it('shows a window again whose page has crashed, with everything that was confirmed', async () => {
    await program.crash('/organizer')
    await expect.poll(() => program.textOf('/organizer')).toContain('1 von 22 abgeschlossen')
  })

  it('said nothing on any console but what was refused', () => {
    expect(program.complaints.filter((line) => !/Content Security Policy|example\.org/.test(line))).toEqual(
      [],
    )
  })

  it('ends when it is told to, and leaves whole files with one arrival and one signature', async () => {
    await program.quit()
    const found = await verify.run([program.dataDir], { asJson: false })
    expect(found).toMatchObject({ isGood: true })
    const journal = await readFile(join(program.dataDir, 'journal.jsonl'), 'utf8')
    const facts = ['attendee-checked-in', 'signature-given'].map(
      (type) => journal.split('\n').filter((line) => line.includes(`"type":"${type}"`)).length,
    )
    expect(facts).toEqual([1, 1])
  })
}
