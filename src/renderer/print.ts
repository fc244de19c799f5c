/** Printing a PDF: through the shell where there is one, else through the browser's own print dialog. */
import { temporaryUrl } from './save-file.ts'

/** Time for a hidden frame to show its PDF before it is taken to be unable to. */
const FRAME_LIMIT_MS = 10_000
const LOOK_AGAIN_MS = 200

export type Printing = {
  /** The name under which it would be saved: print queue and “save as PDF” show it. */
  fileName?: string
  /** What asked for it, as long as it still had the focus; has it again afterwards. */
  pressed?: Element | null
}

/** Opens the print dialog for a PDF. Where a page may not print by itself, the PDF opens in a tab of its own. */
export async function printPdf(pdf: Blob, { fileName = '', pressed = null }: Printing = {}): Promise<void> {
  const print = window.mappe?.print
  if (print) return print(await pdf.arrayBuffer())
  const url = temporaryUrl(new Blob([pdf], { type: 'application/pdf' }))
  const frame = await hiddenFrame(url)
  try {
    frame.contentWindow?.focus()
    if (fileName !== '') lendTitle(fileName.replace(/\.pdf$/, ''))
    frame.contentWindow?.print()
    giveFocusBack(pressed, frame)
  } catch {
    frame.remove()
    window.open(url, '_blank', 'noopener')
  }
}

/** Browsers name what is printed after the page: it bears the paper's name until somebody turns to it again, for the dialog lets nobody. */
function lendTitle(title: string): void {
  const own = document.title
  document.title = title
  const over = new AbortController()
  const giveBack = (): void => {
    over.abort()
    // another page has given itself its own meanwhile
    if (document.title === title) document.title = own
  }
  for (const sign of ['pointerdown', 'keydown'] as const)
    window.addEventListener(sign, giveBack, { capture: true, signal: over.signal })
}

/** The viewer takes the focus, out of sight, and nobody says when; a button that was out of use meanwhile cannot have it at once. */
function giveFocusBack(pressed: Element | null, frame: HTMLIFrameElement): void {
  let isBack = false
  const looking = setInterval(() => {
    const { activeElement } = document
    const isLost = activeElement === frame || (!isBack && activeElement === document.body)
    if (isLost && pressed instanceof HTMLElement) pressed.focus({ preventScroll: true })
    isBack ||= document.activeElement === pressed
  }, LOOK_AGAIN_MS)
  setTimeout(() => clearInterval(looking), FRAME_LIMIT_MS)
}

/** Only one frame at a time is kept: it must outlive the print dialog, and nobody says when that closes. */
function hiddenFrame(url: string): Promise<HTMLIFrameElement> {
  document.querySelector('iframe[data-print]')?.remove()
  const frame = document.createElement('iframe')
  frame.dataset['print'] = ''
  // Out of sight but laid out: a frame that is not displayed has nothing to print.
  frame.className = 'kern-sr-only'
  frame.tabIndex = -1
  frame.setAttribute('aria-hidden', 'true')
  frame.src = url
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(frame), FRAME_LIMIT_MS)
    frame.addEventListener('load', () => {
      clearTimeout(timer)
      resolve(frame)
    })
    document.body.append(frame)
  })
}
