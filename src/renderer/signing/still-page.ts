/** While somebody draws, the page under the hand does not move: no scrolling, no zoom, no selection, no menu. */

const MOVING = [
  // on the iPad this also keeps Scribble from taking short strokes for writing
  'touchstart',
  'touchmove',
  'gesturestart',
  'gesturechange',
  'contextmenu',
  'selectstart',
  'dragstart',
  'dblclick',
] as const

const stay = (event: Event) => event.cancelable && event.preventDefault()

/** Until the signal comes. */
export function keepPageStill(frame: HTMLElement, signal: AbortSignal): void {
  for (const name of MOVING) frame.addEventListener(name, stay, { passive: false, signal })
}
