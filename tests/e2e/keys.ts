/** Going by the Tab key, as somebody does who sees where the focus is and uses nothing else. */
import type { Locator, Page } from 'playwright-core'

const NOWHERE = 'lost to the page'
/** More stops than any page has. */
const MOST_STOPS = 150

/**
 * Presses Tab until the focus is on `target`, forwards, as long as it takes.
 * @throws Error when a stop on the way cannot be seen, or the target is never reached
 */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const element = await target.elementHandle()
  const isThere = () => page.evaluate((wanted) => wanted === document.activeElement, element)
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
    const hidden = await hiddenStop(page)
    // behind the last stop the browser's own controls come, then the first again
    if (hidden !== '' && hidden !== NOWHERE) throw new Error(`the focus cannot be seen: ${hidden}`)
  }
  throw new Error(`no way by Tab to ${String(target)}`)
}

/** What is wrong with the place of the focus: lost to the page, out of view, covered (WCAG 2.4.11), unmarked. Empty when one sees it. */
export const hiddenStop = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    // what comes or goes on the page may still move it
    const topNow = () => document.activeElement?.getBoundingClientRect().top
    for (let still = 0, top = topNow(), frames = 0; still < 4 && frames < 120; frames += 1) {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      still = top === topNow() ? still + 1 : 0
      top = topNow()
    }
    const element = document.activeElement
    if (!element || element === document.body || element === document.documentElement)
      return document.hasFocus() ? 'lost to the page' : ''
    const called = `${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').trim().slice(0, 40)}"`
    const isFile = element instanceof HTMLInputElement && /radio|checkbox/.test(element.type)
    const shown = isFile ? (element.labels?.[0] ?? element) : element
    const { left, top, right, bottom } = shown.getBoundingClientRect()
    const [l, r] = [Math.max(left, 0), Math.min(right, innerWidth)]
    const [t, b] = [Math.max(top, 0), Math.min(bottom, innerHeight)]
    if (r - l < 1 || b - t < 1) return `${called} is out of view`
    const spots = [0.1, 0.5, 0.9].flatMap((x) =>
      [0.1, 0.5, 0.9].map((y) => [l + (r - l) * x, t + (b - t) * y]),
    )
    const isSeen = spots.some(([x, y]) => {
      const top = document.elementFromPoint(x ?? 0, y ?? 0)
      return top !== null && (shown.contains(top) || top.contains(shown))
    })
    if (!isSeen) return `${called} is covered`
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    const isMarked = element.matches(':focus-visible') || outlineStyle !== 'none' || boxShadow !== 'none'
    return isMarked ? '' : `${called} shows no focus`
  })
