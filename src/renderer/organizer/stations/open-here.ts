/** Opening a surface in a tab of this computer: paired like any other station, with a code of its own. */
import type { Role } from '../../../shared/domain/station.ts'
import type { Invitation } from '../../../shared/contract/stations.ts'
import { isInShell } from '../../connection/shell-port.ts'
import { readToken } from '../../connection/tokens.ts'

/** Where this browser joins with the code; the shell's own pages have no address a browser could open. */
export function joinUrl({ code, urls }: Invitation): string {
  if (isInShell()) return urls[0] ?? ''
  return `${location.origin}/join#code=${encodeURIComponent(code)}`
}

/**
 * Opens the role's surface in a tab; `invite` is only asked when this browser is not paired for it yet.
 * The tab is opened before anything is awaited, else the browser takes it for an unwanted window.
 */
export async function openHere(role: Role, invite: () => Promise<Invitation>): Promise<void> {
  if (!isInShell() && readToken(role) !== null) return void window.open(`/${role}`, `mappe-${role}`)
  const tab = isInShell() ? null : window.open('', `mappe-${role}`)
  try {
    const url = joinUrl(await invite())
    if (tab) tab.location.href = url
    else window.open(url, `mappe-${role}`)
  } catch (error) {
    tab?.close()
    throw error
  }
}
