/**
 * Keeps the built pages of this very program on a reception desk, so that a reload without the host brings the desk
 * back. It keeps no answer of the host but these files: guests are never in it.
 */
export type KeptPages = { version: string; files: string[] }

declare const self: ServiceWorkerGlobalScope
/** Put in by the build: which files belong to this version. */
declare const KEPT_PAGES: KeptPages

const { version, files } = KEPT_PAGES
const PREFIX = 'mappe-pages-'
const CACHE = PREFIX + version
const START = '/index.html'
/** A host that accepts but does not answer must not keep the page away. */
const HOST_LIMIT_MS = 3_000

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request))
  else if (files.includes(url.pathname)) event.respondWith(file(request))
})

async function install(): Promise<void> {
  const cache = await caches.open(CACHE)
  await cache.addAll(files.map((path) => new Request(path, { cache: 'reload' })))
  await self.skipWaiting()
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The host's page while there is a host, else the kept one. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(HOST_LIMIT_MS) })
    if (answer.ok) return answer
  } catch {
    // no host
  }
  return (await caches.match(START)) ?? Response.error()
}

/** Their names change with what is in them, so a kept file is never an old one. */
const file = async (request: Request): Promise<Response> =>
  (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
