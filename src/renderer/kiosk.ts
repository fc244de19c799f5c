/** Whether this browser is held on the signing page: until the organizer's PIN lets it go, also through a reload. */
import { isInShell } from './connection/shell-port.ts'
import { pairedRoles } from './connection/tokens.ts'

const KEY = 'mappe.kiosk'
export const KIOSK_PATH = '/signing'

/** A browser that also is the organizer's is never held: nobody locks themselves out. */
export function holdInKiosk(): void {
  if (!isInShell() && !pairedRoles().includes('organizer')) localStorage.setItem(KEY, 'held')
}

export const releaseFromKiosk = (): void => localStorage.removeItem(KEY)

export const isHeldInKiosk = (): boolean => localStorage.getItem(KEY) !== null

/** Where a held browser goes instead; null where it may go. */
export const kioskDetour = (path: string): string | null =>
  isHeldInKiosk() && path !== KIOSK_PATH ? KIOSK_PATH : null
