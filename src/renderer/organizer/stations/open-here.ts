/** Opening a surface in a tab of this computer: a station like any other, let in by a secret that never left this browser. */
import type { Role } from '../../../shared/domain/station.ts'
import { isInShell } from '../../connection/shell-port.ts'
import { readToken } from '../../connection/tokens.ts'

type Opening = { secret: string; url: string }

/** Where this browser joins with the secret; the shell's own pages have no address a browser could open. */
export function joinUrl({ secret, url }: Opening): string {
  return isInShell() ? url : `${location.origin}/join#secret=${secret}`
}

/**
 * Opens the role's surface in a tab; `ask` is only asked when this browser is not paired for it yet.
 * The tab is opened before anything is awaited, else the browser takes it for an unwanted window.
 */
export async function openHere(role: Role, ask: () => Promise<Opening>): Promise<void> {
  if (!isInShell() && readToken(role) !== null) return void window.open(`/${role}`, `mappe-${role}`)
  const tab = isInShell() ? null : window.open('', `mappe-${role}`)
  try {
    const url = joinUrl(await ask())
    if (tab) tab.location.href = url
    else window.open(url, `mappe-${role}`)
  } catch (error) {
    tab?.close()
    throw error
  }
}
