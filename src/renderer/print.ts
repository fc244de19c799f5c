/** Printing a PDF: through the shell where there is one, else through the browser's own print dialog. */
import { temporaryUrl } from './save-file.ts'

/** Time for a hidden frame to show its PDF before it is taken to be unable to. */
const FRAME_LIMIT_MS = 10_000
const LOOK_AGAIN_MS = 200

/**
 * Opens the print dialog for a PDF. Where a page may not print by itself, the PDF opens in a tab of its own.
 * `pressed` has the focus again afterwards: what asked for it, as long as it still had the focus.
 */
export async function printPdf(pdf: Blob, pressed: Element | null = null): Promise<void> {
  const print = window.mappe?.print
  if (print) return print(await pdf.arrayBuffer())
  const url = temporaryUrl(new Blob([pdf], { type: 'application/pdf' }))
  const frame = await hiddenFrame(url)
  try {
    frame.contentWindow?.focus()
    frame.contentWindow?.print()
    giveFocusBack(pressed, frame)
  } catch {
    frame.remove()
    window.open(url, '_blank', 'noopener')
  }
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
