/** Keeps the place of those who work with keys: when what they stand on goes away, they stand beside where it was. */

/** What takes the focus instead, best first; never a field to type in, which would open the keyboard of a touch screen. */
const INSTEAD = ['h1, h2, h3', '.kern-btn--primary:not(:disabled)', 'a[href], button:not(:disabled)']
const BUSY = ':disabled'

/** Watches over `page` until the returned function is called. */
export function keepFocus(page: HTMLElement): () => void {
  let trail: HTMLElement[] = []
  const remember = ({ target }: FocusEvent) => {
    // who points has not lost a place, and would only see the page jump
    const isByKeys = target instanceof HTMLElement && target.matches(':focus-visible')
    trail = isByKeys ? trailOf(target, page) : []
  }
  const observer = new MutationObserver(() => {
    const [last] = trail
    if (!last || !isLost() || (last.isConnected && !last.matches(BUSY))) return
    requestAnimationFrame(() => settle(trail))
  })
  page.addEventListener('focusin', remember)
  observer.observe(page, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    page.removeEventListener('focusin', remember)
    observer.disconnect()
  }
}

const isLost = () => document.activeElement === document.body || document.activeElement === null

/** The element and what it stands in, up to the page. */
function trailOf(target: HTMLElement, page: HTMLElement): HTMLElement[] {
  const trail: HTMLElement[] = []
  let element: HTMLElement | null = target
  while (element && element !== page) {
    trail.push(element)
    element = element.parentElement
  }
  return [...trail, page]
}

/** Whoever has set the focus meanwhile knew better; a button that only waits gets it back. */
function settle(trail: readonly HTMLElement[]): void {
  const [last] = trail
  if (!isLost()) return
  if (last?.isConnected) {
    if (last.matches(BUSY)) waitFor(last)
    else last.focus({ preventScroll: true })
    return
  }
  for (const around of trail.filter((element) => element.isConnected)) {
    const found = INSTEAD.map((kind) => shownIn(around, kind)).find(Boolean)
    if (!found) continue
    if (found.matches('h1, h2, h3')) found.tabIndex = -1
    found.focus()
    return
  }
}

function waitFor(button: HTMLElement): void {
  const observer = new MutationObserver(() => {
    observer.disconnect()
    if (isLost() && button.isConnected && !button.matches(BUSY)) button.focus({ preventScroll: true })
  })
  observer.observe(button, { attributeFilter: ['disabled'] })
}

const shownIn = (around: HTMLElement, kind: string): HTMLElement | undefined =>
  [...around.querySelectorAll<HTMLElement>(kind)].find((element) => element.checkVisibility())
