/**
 * Keeps the place of those who work with keys or listen: when what they stand on goes away, they stand beside where it was; when it is
 * only moved to another place of a list, they go with it.
 */

const HEADINGS = 'h1, h2, h3'
/** What takes the focus instead, best first; never a field to type in, which would open the keyboard of a touch screen. */
const INSTEAD = [HEADINGS, '.kern-btn--primary:not(:disabled)', 'a[href], button:not(:disabled)']
const BUSY = ':disabled'

type Place = {
  /** The element and what it stands in, up to the page. */
  trail: readonly HTMLElement[]
  /** Whoever points, or lets a screen reader press, sees the page stay as it is, and no button is put under the space bar. */
  isByKeys: boolean
}

/** Watches over `page` until the returned function is called. */
export function keepFocus(page: HTMLElement): () => void {
  let place: Place | null = null
  const remember = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    place = { trail: trailOf(target, page), isByKeys: target.matches(':focus-visible') }
  }
  // who points beside everything leaves the place of their own will
  const leave = () => (place = null)
  const observer = new MutationObserver((records) => {
    const kept = place
    if (!kept || !isLost() || !hasLost(kept.trail, records)) return
    requestAnimationFrame(() => settle(kept))
  })
  page.addEventListener('focusin', remember)
  document.addEventListener('pointerdown', leave, { capture: true })
  observer.observe(page, { childList: true, subtree: true, attributeFilter: ['disabled'] })
  return () => {
    page.removeEventListener('focusin', remember)
    document.removeEventListener('pointerdown', leave, { capture: true })
    observer.disconnect()
  }
}

/** It is gone, it waits or has waited, or it stands elsewhere: a browser takes the focus from what is moved, and late from what waits. */
function hasLost([last]: readonly HTMLElement[], records: readonly MutationRecord[]): boolean {
  if (!last) return false
  if (!last.isConnected || last.matches(BUSY)) return true
  return records.some(
    ({ type, target, removedNodes }) =>
      (type === 'attributes' && target === last) || [...removedNodes].some((node) => node.contains(last)),
  )
}

const isLost = () => document.activeElement === document.body || document.activeElement === null

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
function settle({ trail, isByKeys }: Place): void {
  const [last] = trail
  if (!isLost()) return
  if (last?.isConnected) {
    if (last.matches(BUSY)) waitFor(last)
    else last.focus({ preventScroll: true })
    return
  }
  for (const around of trail.filter((element) => element.isConnected)) {
    const found = (isByKeys ? INSTEAD : [HEADINGS]).map((kind) => shownIn(around, kind)).find(Boolean)
    if (!found) continue
    if (found.matches(HEADINGS)) found.tabIndex = -1
    found.focus({ preventScroll: !isByKeys })
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
