/** A surface as different people see it: light, dark, in German and English, narrow, enlarged, with large letters, with their own colours, without motion. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { barriersOf } from './accessible.ts'
import { keepScreen } from './host.ts'
import { lostWords, oddOrder, restless, smallTargets, unseenFocus } from './in-page.ts'
import { coveredWords, unseenSigns } from './plainly-seen.ts'

/** `finger` where the surface is touched; `stage` where nothing is pressed. */
export type Use = 'finger' | 'mouse' | 'stage'
type Language = 'de' | 'en'
type Note = (look: string, found: string[]) => void

/** A finger's target (WCAG 2.5.5) and a mouse's (2.5.8), in CSS pixels. */
const LEAST_TARGET = { finger: 44, mouse: 24 }
/** Twice as large on a window of 1280 by 900, and the narrowest page (WCAG 1.4.4, 1.4.10). */
const NARROW = [
  ['200 %', 640, 450],
  ['320 px', 320, 568],
] as const

/** Nothing keeps anybody from using the page as it stands there; afterwards it is as before. Wait for what it shows first. */
export async function expectUsable(page: Page, name: string, use: Use = 'mouse'): Promise<void> {
  expect.soft(await faultsOf(page, name, use)).toEqual([])
}

/** All that would keep somebody from it, in words. */
async function faultsOf(page: Page, name: string, use: Use): Promise<string[]> {
  const size = page.viewportSize()
  if (!size) throw new Error('a page without a size')
  const language = (await page.evaluate(() => document.documentElement.lang)).startsWith('en') ? 'en' : 'de'
  const faults: string[] = []
  const note: Note = (look, found) => faults.push(...found.map((each) => `${name} (${look}) ${each}`))
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'light' })
  await seeColours(page, name, note)
  await handle(page, name, use, note)
  await seeNarrow(page, name, note)
  await seeLarge(page, note)
  await page.setViewportSize(size)
  await speak(page, language)
  await page.emulateMedia({ colorScheme: null, reducedMotion: null, forcedColors: null })
  return faults
}

/** Names do not depend on colours: each language and each theme once is each rule on each of them. */
async function seeColours(page: Page, name: string, note: Note): Promise<void> {
  await speak(page, 'de')
  note('light, de', await barriersOf(page))
  await keepScreen(page, name)
  await page.emulateMedia({ colorScheme: 'dark' })
  await speak(page, 'en')
  await settled(page)
  note('dark, en', [...(await barriersOf(page)), ...(await lostWords(page))])
  await keepScreen(page, `${name}-dark`)
}

async function handle(page: Page, name: string, use: Use, note: Note): Promise<void> {
  note('still', await restless(page))
  if (use === 'stage') return
  note('focus', await unseenFocus(page))
  note('order', await oddOrder(page))
  note('target', await smallTargets(page, LEAST_TARGET[use]))
  await page.emulateMedia({ forcedColors: 'active' })
  note('forced colours', [...(await unseenFocus(page)), ...(await unseenSigns(page))])
  await keepScreen(page, `${name}-forced`)
  await page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
}

async function seeNarrow(page: Page, name: string, note: Note): Promise<void> {
  for (const [look, width, height] of NARROW) {
    await page.setViewportSize({ width, height })
    for (const language of ['en', 'de'] as const) {
      await speak(page, language)
      note(`${look}, ${language}`, await lostWords(page))
    }
    note(look, [...(await oddOrder(page)), ...(await coveredWords(page))])
  }
  await keepScreen(page, `${name}-narrow`)
}

/** The letters alone twice as large, by a rule of the person's own, of which media queries hear nothing (WCAG 1.4.4). */
async function seeLarge(page: Page, note: Note): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 800 })
  const size = (wanted: string) =>
    page.evaluate((fontSize) => {
      document.documentElement.style.fontSize = fontSize
      return new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
      )
    }, wanted)
  await size('200%')
  note('letters 200 %', [...(await lostWords(page)), ...(await coveredWords(page))])
  await size('')
}

/** Colours that fade from one theme to the other have arrived. */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    await frame()
  })

type Mounted = { __vue_app__: { config: { globalProperties: { $i18n: { locale: string } } } } }

/** Changes the page's language as its switch does, also where there is none, and waits until it is painted; easy words stay easy. */
async function speak(page: Page, language: Language): Promise<void> {
  await page.evaluate((wanted) => {
    const root = document.querySelector('#app') as unknown as Mounted
    const { $i18n } = root['__vue_app__'].config.globalProperties
    const locale = $i18n.locale.endsWith('-simple') ? `${wanted}-simple` : wanted
    $i18n.locale = locale
    document.documentElement.lang = locale
    return new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
  }, language)
}
