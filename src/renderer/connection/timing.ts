/** How long things may take, and promises that end in time. All durations in milliseconds. */
import { MappeError } from '../../shared/errors.ts'

export const TIMING = {
  call: 10_000,
  /**
   * Sealing, importing, making documents, a first copy onto a slow stick. Whoever waits sees how far it is; a host that hangs is
   * noticed by its heartbeat long before, and jobs that hang have limits of their own there.
   */
  longCall: 30 * 60_000,
  opening: 5_000,
  /** How soon a dial that hangs gives way when the device says that the network is back. */
  redialAfter: 1_000,
  /** With the limit and the grace well under three seconds: so soon a host that hangs is noticed. */
  heartbeatEvery: 400,
  heartbeatLimit: 2_100,
  /** For an answer that lies there already, behind this page's own long work. */
  heartbeatGrace: 100,
  /** While a file is on its way the answer waits behind it on the same wire. */
  heartbeatWithFile: 15_000,
  retryFirst: 250,
  retryMost: 3_000,
}

export type Timing = typeof TIMING

const LONG_AREAS = new Set(['agreement', 'documents'])
const LONG_CALLS = new Set([
  'registry.previewList',
  'registry.pageOfDiff',
  'registry.importList',
  'registry.undoImport',
  'ceremony.loadSample',
  'backup.choose',
  'backup.restore',
  'protection.switchOn',
  'protection.changePassphrase',
  'access.unlock',
])

/** The limit of one procedure; null for live feeds, which end with their wire. */
export function timeLimitOf(path: readonly string[], timing: Timing): number | null {
  const [area = ''] = path
  if (area === 'live') return null
  return isLong(path) ? timing.longCall : timing.call
}

/** Brings or fetches files, or makes them. */
export const isLong = (path: readonly string[]): boolean =>
  LONG_AREAS.has(path[0] ?? '') || LONG_CALLS.has(path.join('.'))

/** Waits `ms`, or shorter when the signal comes first. Never rejects. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}

/** The promise's outcome, or TIMED_OUT as soon as the signal comes: what is lost may never answer by itself. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new MappeError('TIMED_OUT'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** Doubles from the first pause to the longest. */
export const retryPause = (failures: number, { retryFirst, retryMost }: Timing): number =>
  Math.min(retryMost, retryFirst * 2 ** Math.max(0, failures - 1))
