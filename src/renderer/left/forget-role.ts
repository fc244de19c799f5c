/** What a role keeps on a device, and how all of it goes. Settings of the device itself (language, sound, printer) stay. */
import type { Role } from '../../shared/domain/station.ts'
import { forgetLook } from '../appearance/look.ts'
import { forgetToken } from '../connection/tokens.ts'
import { deskKeepOf } from '../desk/keep-name.ts'
import { forgetDesk } from '../desk/keep.ts'
import { keptRehearsal } from '../rehearsal/kept-rehearsal.ts'
import { CACHE_PREFIX, SCOPE } from '../offline/kept-pages.ts'

/** Resolves when nothing of this role is left but what is in this page's memory. */
export async function forgetRole(role: Role): Promise<void> {
  forgetToken(role)
  forgetLook(localStorage)
  // of this tab alone: the guest's draft on a signing tablet
  sessionStorage.clear()
  if (role !== 'reception') return
  const desks = [null, keptRehearsal()].map((rehearsal) => forgetDesk(deskKeepOf(rehearsal)))
  await Promise.all([...desks, forgetPages()].map((step) => step.catch(() => {})))
}

async function forgetPages(): Promise<void> {
  if ('caches' in globalThis) {
    const names = (await caches.keys()).filter((name) => name.startsWith(CACHE_PREFIX))
    await Promise.all(names.map((name) => caches.delete(name)))
  }
  const registration = await navigator.serviceWorker?.getRegistration(SCOPE)
  await registration?.unregister()
}
