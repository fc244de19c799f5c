/** Names that the pages use of what the service worker does; the worker, a script of its own, has them again. */

/** Starts the name of the cache of each version of the built pages. */
export const CACHE_PREFIX = 'mappe-pages-'
/** The other surfaces never see the worker: a signature under way must not meet a reload. */
export const SCOPE = '/reception'
