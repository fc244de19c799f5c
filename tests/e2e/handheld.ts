/** A handheld scanner as the browser sees one: a keyboard that types a code faster than any hand. */
import type { Page } from 'playwright-core'
import { placeOf } from '../unit/renderer/reception/scanning/keys.ts'

type Scanner = {
  /** What the computer makes of the keys, letter by letter, where its layout is not the scanner's or caps lock is on. */
  as?: string
  end?: 'Enter' | 'none'
}

const PACE_S = 0.008
const SHIFT = 8

/** Types the text at the places of the US layout, eight ms a key by the events' own clock, however slow the machine is. */
export async function scanWith(
  page: Page,
  text: string,
  { as = text, end = 'Enter' }: Scanner = {},
): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  const begin = Date.now() / 1000
  const letters = [...text].map((letter, at) => ({
    key: [...as][at] ?? letter,
    code: placeOf(letter),
    isShift: /[A-Z:]/.test(letter),
  }))
  const keys = end === 'Enter' ? [...letters, { key: 'Enter', code: 'Enter', isShift: false }] : letters
  const press = async ({ key, code, isShift }: (typeof keys)[number], at: number) => {
    const modifiers = isShift ? SHIFT : 0
    const timestamp = begin + at * PACE_S
    const sent = { key, code, modifiers, timestamp, ...(key.length === 1 && { text: key }) }
    await Promise.all([
      browser.send('Input.dispatchKeyEvent', { type: 'keyDown', ...sent }),
      browser.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers, timestamp }),
    ])
  }
  await Promise.all(keys.map(press))
  await browser.detach()
}
