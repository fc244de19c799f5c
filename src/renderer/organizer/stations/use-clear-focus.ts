/** A card that stays in sight covers nothing that has the focus (WCAG 2.4.11). */
import { onBeforeUnmount, onMounted } from 'vue'
import type { ShallowRef } from 'vue'

/** Read by what scrolls (styles/app.css). */
const ROOM = '--card-in-sight'

/** The page keeps as much room above what it scrolls to as the card takes, and moves what the card came over. */
export function useClearFocus(card: Readonly<ShallowRef<HTMLElement | null>>): void {
  const { style } = document.documentElement
  const observer = new ResizeObserver(([entry]) => {
    const element = entry?.target
    if (!(element instanceof HTMLElement)) return
    const isInSight = getComputedStyle(element).position === 'sticky'
    style.setProperty(ROOM, isInSight ? `${element.offsetHeight}px` : '0px')
    const focused = document.activeElement
    if (isInSight && focused && covers(element, focused)) focused.scrollIntoView({ block: 'nearest' })
  })
  onMounted(() => card.value && observer.observe(card.value))
  onBeforeUnmount(() => {
    observer.disconnect()
    style.removeProperty(ROOM)
  })
}

/** Whether any of it lies under the card; what holds the card, as the page does, does not. */
function covers(card: Element, focused: Element): boolean {
  if (card.contains(focused) || focused.contains(card)) return false
  const [above, below] = [card.getBoundingClientRect(), focused.getBoundingClientRect()]
  return below.top < above.bottom && below.bottom > above.top
}
