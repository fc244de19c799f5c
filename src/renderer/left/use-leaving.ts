/** A station that is let in no more forgets its data at once, and leaves its page so that memory goes, too. */
import { nextTick, watch } from 'vue'
import type { Role } from '../../shared/domain/station.ts'
import type { Host } from '../client.ts'
import { keepToken, readToken } from '../connection/tokens.ts'
import type { Refusal } from '../connection/wire.ts'
import { farewellFor, wayOut } from './farewell.ts'
import { forgetRole } from './forget-role.ts'

export function leaveWhenRefused(host: Pick<Host, 'refusal'>, role: Role, unsent: () => number): void {
  const token = readToken(role)
  watch(host.refusal, async (refusal) => {
    if (refusal === null || token === null) return
    // the page's own watchers count first what is given up
    await nextTick()
    await leave(role, token, refusal, unsent())
  })
}

async function leave(role: Role, token: string, refusal: Refusal, unsent: number): Promise<void> {
  const kept = readToken(role)
  // paired anew in another tab
  if (kept !== null && kept !== token) return location.reload()
  const farewell = farewellFor(role, refusal, unsent)
  await forgetRole(role)
  if (farewell.next !== null) keepToken(farewell.next, token)
  location.replace(wayOut(farewell))
}
