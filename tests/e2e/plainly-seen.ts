/** What is on a page and still not to be seen: words below something else, signs in the colour of the ground. */
import type { Page } from 'playwright-core'

/** Words that something else stands on: other words, or a control that is not theirs. What lies beyond the edge of a box, or floats, is left out. */
export const coveredWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const open = document.querySelector('dialog:modal') ?? document.body
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !element.closest('.kern-sr-only, svg, option, select')
    const floats = (element: Element): boolean =>
      /fixed|sticky|absolute/.test(getComputedStyle(element).position) ||
      (element.parentElement !== null && element !== open && floats(element.parentElement))
    /** What is left of a box within those that cut it. */
    const within = (box: DOMRect, element: Element | null): DOMRect => {
      if (!element || element === open) return box
      const { overflowX, overflowY } = getComputedStyle(element)
      const cut = /auto|scroll|hidden|clip/.test(overflowX + overflowY)
        ? element.getBoundingClientRect()
        : box
      const [left, top] = [Math.max(box.left, cut.left), Math.max(box.top, cut.top)]
      const [right, bottom] = [Math.min(box.right, cut.right), Math.min(box.bottom, cut.bottom)]
      const rest = new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top))
      return within(rest, element.parentElement)
    }
    type Thing = {
      left: number
      top: number
      right: number
      bottom: number
      element: Element
      text: string
      isWord: boolean
    }
    const things: Thing[] = []
    const note = (
      box: DOMRect,
      around: Element | null,
      thing: Pick<Thing, 'element' | 'text' | 'isWord'>,
    ) => {
      const { left, top, right, bottom } = within(box, around)
      things.push({ left, top, right, bottom, ...thing })
    }
    const walker = document.createTreeWalker(open, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const [element, text] = [node.parentElement, (node.nodeValue ?? '').trim()]
      if (!element || text === '' || !isShown(element) || floats(element)) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      for (const box of range.getClientRects()) note(box, element, { element, text, isWord: true })
    }
    for (const element of open.querySelectorAll('button, a[href], input, select, textarea')) {
      if (!isShown(element) || floats(element) || getComputedStyle(element).display === 'inline') continue
      const text = `<${element.tagName.toLowerCase()} ${(element.textContent ?? '').trim()}>`
      note(element.getBoundingClientRect(), element.parentElement, { element, text, isWord: false })
    }
    things.sort((one, other) => one.top - other.top)
    const isCovered = (one: Thing, other: Thing) =>
      (one.isWord || other.isWord) &&
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3 &&
      Math.min(one.bottom, other.bottom) - other.top > 5 &&
      !one.element.contains(other.element) &&
      !other.element.contains(one.element)
    const covered = things.flatMap((one, index) => {
      const found: string[] = []
      for (const other of things.slice(index + 1)) {
        if (other.top >= one.bottom) break
        if (isCovered(one, other))
          found.push(`covered: "${one.text.slice(0, 30)}" and "${other.text.slice(0, 30)}"`)
      }
      return found
    })
    return [...new Set(covered)].slice(0, 6)
  })

/** Signs that vanish in the person's own colours: drawn in the colour of the ground, as what is chosen may be, too. */
export const unseenSigns = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ground = getComputedStyle(document.documentElement).backgroundColor
    const canvas = document.createElement('i')
    canvas.style.backgroundColor = 'Canvas'
    document.body.append(canvas)
    const grounds = [ground, getComputedStyle(canvas).backgroundColor, 'rgba(0, 0, 0, 0)']
    canvas.remove()
    const colourOf = (element: Element) =>
      element.matches('.kern-icon')
        ? getComputedStyle(element).backgroundColor
        : getComputedStyle(element, '::before').backgroundColor
    return [...document.querySelectorAll('.kern-icon, .kern-form-check__radio:checked')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => grounds.includes(colourOf(element)))
      .map((element) => `sign unseen: ${element.tagName.toLowerCase()}.${element.className}`)
  })
