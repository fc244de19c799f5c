/** Lets this surface's page come back without the host, and lets a new version in once, at a quiet moment. */
import { ref, watch } from 'vue'
import type { Ref } from 'vue'
import type { ConnectionStatus } from '../connection/connection.ts'
import { isInShell } from '../connection/shell-port.ts'
import { SCOPE } from './kept-pages.ts'

const WORKER = '/service-worker.js'

export function useOfflinePages(status: Readonly<Ref<ConnectionStatus>>, isQuiet: () => boolean) {
  // In the program's own window the pages lie on the disk beside it.
  const canReload = ref(isInShell())
  const isOutdated = ref(false)

  async function setUp(): Promise<void> {
    if (isInShell() || !('serviceWorker' in navigator) || import.meta.env.DEV) return
    const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
    navigator.serviceWorker.addEventListener('controllerchange', () => void look())
    watch(status, (now) => now === 'connected' && void registration.update().catch(() => {}))
    await isActive(registration)
    canReload.value = true
  }

  /** The pages that are kept now were built with other scripts than this one runs. */
  async function look(): Promise<void> {
    // until then the pages of the worker before are kept as well, and would be found first
    await isActivated(navigator.serviceWorker.controller)
    const own = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src
    const kept = await (await caches.match('/index.html'))?.text()
    isOutdated.value = own !== undefined && kept !== undefined && !kept.includes(new URL(own).pathname)
  }

  // An untrusted certificate or a browser that forbids it: the desk then says that it must not be reloaded.
  void setUp().catch(() => {})
  watch(
    () => isOutdated.value && isQuiet() && status.value === 'connected',
    (now) => now && location.reload(),
  )
  return { canReload }
}

/** Not `ready`: it waits for ever on a page that came here from /join, outside the worker's scope. */
function isActive(registration: ServiceWorkerRegistration): Promise<void> {
  return isActivated(registration.active ? null : (registration.installing ?? registration.waiting))
}

function isActivated(worker: ServiceWorker | null): Promise<void> {
  return new Promise((resolve) => {
    if (!worker || worker.state === 'activated') return resolve()
    worker.addEventListener('statechange', () => worker.state === 'activated' && resolve())
  })
}
