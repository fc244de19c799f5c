/** A page from before an update: it reloads itself once, and if that brings nothing newer it says so instead of trying on. */

/** Put in by the build: which contract these pages speak. */
declare const CONTRACT_VERSION: string | undefined

const KEY = 'mappe.reloaded-from'

type Keep = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** The contract this page was built with; null where it was not built, as in tests. */
export const ownContract = (): string | null =>
  typeof CONTRACT_VERSION === 'undefined' ? null : CONTRACT_VERSION

/**
 * Reloads unless this very page has done so already. Every reload must bring another page, so there is no loop;
 * without a place to remember it there is no reload at all.
 */
export function reloadOnce(own: string, keep: Keep, reload: () => void): boolean {
  try {
    const earlier = (keep.getItem(KEY) ?? '').split(' ').filter(Boolean)
    if (earlier.includes(own)) return false
    keep.setItem(KEY, [...earlier, own].join(' '))
    if (!keep.getItem(KEY)?.includes(own)) return false
  } catch {
    return false
  }
  reload()
  return true
}

/** Host and page understand each other: the next update may reload again. */
export function forgetReloads(keep: Keep): void {
  try {
    keep.removeItem(KEY)
  } catch {
    // then nothing was kept
  }
}
