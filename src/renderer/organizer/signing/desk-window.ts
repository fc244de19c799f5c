/** The signing page on the host itself, in a window of its own beside the organizer's. */
import { isInShell } from '../../connection/shell-port.ts'

const ADDRESS = '/signing?desk'
const NAME = 'mappe-desk'

export type DeskWindow = { show: () => void; close: () => void }

/** Browsers open windows only on a tap, so it is opened before the host is asked, and closed when that goes wrong. */
export function openDeskWindow(): DeskWindow {
  const url = `${location.origin}${ADDRESS}`
  // the program opens the window itself, once there is something to sign
  if (isInShell()) return { show: () => void window.open(url), close: () => {} }
  const tab = window.open(url, NAME)
  return { show: () => tab?.focus(), close: () => tab?.close() }
}
