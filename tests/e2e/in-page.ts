/** What a person would notice on a page and axe does not: lost words, small targets, a focus nobody sees, an odd order, motion. */
import type { Page } from 'playwright-core'

/** Words that do not fit: the page is wider than its window, or a box cuts what it says. */
export const lostWords = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const root = document.documentElement
    const called = (element: Element) =>
      `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} "${(element.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 40)}"`
    const scrolls = (element: Element): boolean => {
      const { overflowX } = getComputedStyle(element)
      return (
        overflowX !== 'visible' ||
        (element.parentElement !== null && element.parentElement !== root && scrolls(element.parentElement))
      )
    }
    const shown = [...document.querySelectorAll('body *')].filter((element) =>
      element.checkVisibility({ visibilityProperty: true }),
    )
    const wide =
      root.scrollWidth <= root.clientWidth
        ? []
        : shown.filter(
            (element) =>
              element.getBoundingClientRect().right > root.clientWidth + 1 &&
              !scrolls(element.parentElement ?? element),
          )
    const cut = shown.filter((element) => {
      const { overflowX, overflowY } = getComputedStyle(element)
      // one pixel: for the ear alone
      if (element.clientWidth === 1 || (element.textContent ?? '').trim() === '') return false
      if (element.closest('svg, canvas, .kern-sr-only')) return false
      // a field on the picture of a page is named in full by its box, and in the list beside
      const boxName = element.parentElement?.getAttribute('aria-label') ?? ''
      if (boxName.includes((element.textContent ?? '').trim())) return false
      return (
        (/hidden|clip/.test(overflowX) && element.scrollWidth > element.clientWidth + 1) ||
        (/hidden|clip/.test(overflowY) && element.scrollHeight > element.clientHeight + 8)
      )
    })
    return [
      ...(root.scrollWidth > root.clientWidth
        ? [`page: ${root.scrollWidth} px wide in ${root.clientWidth}`]
        : []),
      ...wide.slice(0, 4).map((element) => `too wide: ${called(element)}`),
      ...cut.map(
        (element) =>
          `cut: ${called(element)} ${element.scrollWidth}x${element.scrollHeight} in ${element.clientWidth}x${element.clientHeight}`,
      ),
    ]
  })

/** What a finger may miss: smaller than `least` CSS pixels either way. Links within a sentence are left out (WCAG 2.5.8). */
export const smallTargets = (page: Page, least: number): Promise<string[]> =>
  page.evaluate((size) => {
    const targets =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=tab], [role=option]'
    const boxOf = (element: Element) => {
      const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
      const isTicked = element instanceof HTMLInputElement && /checkbox|radio|file/.test(element.type)
      const boxes = [element, ...(isTicked ? labels : [])].map((each) => each.getBoundingClientRect())
      return {
        width: Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left)),
        height: Math.max(...boxes.map(({ bottom }) => bottom)) - Math.min(...boxes.map(({ top }) => top)),
      }
    }
    const isInSentence = (element: Element) =>
      getComputedStyle(element).display === 'inline' &&
      element.parentElement?.textContent?.trim() !== element.textContent?.trim()
    return [...document.querySelectorAll(targets)]
      .filter(
        (element) =>
          element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
          !element.matches(':disabled'),
      )
      .filter((element) => !isInSentence(element) && !element.closest('.kern-sr-only'))
      .map((element) => ({ element, ...boxOf(element) }))
      .filter(({ width, height }) => width > 0 && (width < size - 0.5 || height < size - 0.5))
      .map(
        ({ element, width, height }) =>
          `small: ${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').trim().slice(0, 30)}" ${Math.round(width)}x${Math.round(height)}`,
      )
  }, least)

/** Where the focus would go by Tab, and whether one sees it there: its outline, box or colours change. */
export const unseenFocus = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const stops =
      'a[href], button:not(:disabled), input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]'
    const calm = document.createElement('style')
    calm.textContent = '* { transition: none !important }'
    document.adoptedStyleSheets.push(Object.assign(new CSSStyleSheet(), {}))
    const sheet = document.adoptedStyleSheets.at(-1)!
    sheet.replaceSync(calm.textContent)
    const props = [
      'outlineStyle',
      'outlineWidth',
      'boxShadow',
      'borderColor',
      'borderWidth',
      'backgroundColor',
      'textDecorationThickness',
      'textDecorationLine',
      'color',
    ] as const
    const lookOf = (element: Element): string =>
      [null, '::before', '::after']
        .map((part) => {
          const style = getComputedStyle(element, part)
          return props
            .map((prop) => (prop === 'outlineWidth' && style.outlineStyle === 'none' ? '' : style[prop]))
            .join(';')
        })
        .join('|')
    const around = (element: HTMLElement) =>
      [
        element,
        element.parentElement,
        element.nextElementSibling,
        ...(element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []),
      ].filter((each) => each !== null)
    const home = document.activeElement
    const open = document.querySelector('dialog:modal')
    const shown = [...(open ?? document).querySelectorAll<HTMLElement>(stops)].filter(
      (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0,
    )
    // one of each kind: the rows of a table are alike
    const kinds = new Map(shown.map((element) => [`${element.tagName} ${element.className}`, element]))
    const unseen = [...kinds.values()].filter((element) => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
      const before = around(element).map(lookOf).join('\n')
      element.focus({ focusVisible: true, preventScroll: true } as FocusOptions)
      return document.activeElement === element && around(element).map(lookOf).join('\n') === before
    })
    if (home instanceof HTMLElement) home.focus({ preventScroll: true })
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    return unseen.map(
      (element) =>
        `focus unseen: ${element.tagName.toLowerCase()}.${element.className} "${(element.textContent ?? '').trim().slice(0, 30)}"`,
    )
  })

/** Stops of the Tab key that jump back up the page, against the order in which one reads. */
export const oddOrder = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const stops =
      'a[href], button:not(:disabled), input:not([type=hidden], :disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]'
    const open = document.querySelector('dialog:modal')
    const shown = [...(open ?? document).querySelectorAll<HTMLElement>(stops)].filter(
      (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true }),
    )
    /** What moves apart from the rest of the page: the nearest box that stays in place or scrolls by itself. */
    const frameOf = (element: Element): Element | null => {
      const parent = element.parentElement
      if (!parent) return null
      const { position, overflowY } = getComputedStyle(parent)
      return /fixed|sticky|absolute/.test(position) || /auto|scroll/.test(overflowY)
        ? parent
        : frameOf(parent)
    }
    const called = (element: Element) =>
      `"${(element.textContent || element.getAttribute('aria-label') || element.id || '').trim().slice(0, 30)}"`
    const positive = shown
      .filter(({ tabIndex }) => tabIndex > 0)
      .map((element) => `tabindex: ${called(element)}`)
    const stays = (element: Element) => getComputedStyle(element).position === 'fixed'
    const back = shown.flatMap((element, index) => {
      const before = shown[index - 1]
      if (!before || frameOf(before) !== frameOf(element) || stays(before)) return []
      const [a, b] = [before.getBoundingClientRect(), element.getBoundingClientRect()]
      const isAbove = b.bottom <= a.top + 2 && b.left < a.right && b.width > 1 && a.width > 1
      const isLeft =
        b.right <= a.left + 2 && b.top < a.bottom - 4 && b.bottom > a.top + 4 && Math.abs(a.top - b.top) < 8
      return isAbove || isLeft ? [`order: ${called(before)} then ${called(element)}`] : []
    })
    return [...positive, ...back]
  })

/** What still moves although the person asked for none. */
export const restless = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(
        (animation) =>
          animation.playState === 'running' &&
          Number(animation.effect?.getComputedTiming().activeDuration) > 50,
      )
      .map(
        (animation) =>
          `moves: ${animation.effect instanceof KeyframeEffect ? (animation.effect.target?.className ?? '') : ''}`,
      ),
  )
