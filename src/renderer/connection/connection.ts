/** Keeps one wire to the host alive: heartbeat, time limits, reconnecting, and saying how things stand. */
import { readonly, ref } from 'vue'
import type { Ref } from 'vue'
import type { ErrorCode } from '../../shared/errors.ts'
import { asMappeError } from './error.ts'
import { isLong, pause, retryPause, timeLimitOf, TIMING, unlessAborted } from './timing.ts'
import type { Timing } from './timing.ts'
import type { Link, Refusal, Turned, Wire, WireEnd } from './wire.ts'

/**
 * `outdated`: the host was updated and this page was not; `locked`: nobody has opened its folder yet.
 * In both it is dialled on, for that may change.
 */
export type ConnectionStatus = 'connecting' | 'connected' | 'lost' | 'refused' | 'outdated' | 'locked'

/** A wire in use; `gone` comes when it is lost, and with it everything that still waits on it. */
export type Session = { link: Link; gone: AbortSignal }

export type Connection = {
  status: Readonly<Ref<ConnectionStatus>>
  /** Why the host refuses this station; null while it does not. */
  refusal: Readonly<Ref<Refusal | null>>
  /** The rehearsal to which the host has turned, `null` where back to the evening; undefined while it has not. It is not dialled on then. */
  turnedTo: Readonly<Ref<string | null | undefined>>
  /** Calls over whatever wire there is, waiting for one within the call's time limit. Rejects with MappeError. */
  link: Link
  /** The present wire or the next one; rejects with TIMED_OUT when the signal comes first. */
  session(signal: AbortSignal): Promise<Session>
  /** Dials or asks at once instead of waiting out the pause: the network came back, the tablet woke up. */
  hurry(): void
  close(): void
}

/** Dials once more. */
export type Dial = () => Wire

/**
 * Starts dialling at once and goes on until closed or refused. Only the host's own word refuses:
 * what is slow or away is tried again, however often.
 */
export function keepConnection(dial: Dial, timing: Timing = TIMING): Connection {
  const status = ref<ConnectionStatus>('connecting')
  const refusal = ref<Refusal | null>(null)
  const turnedTo = ref<string | null | undefined>(undefined)
  const stop = new AbortController()
  let current: Session | null = null
  const waiting: ((session: Session) => void)[] = []
  let haste = new AbortController()
  /** Calls under way that carry files. */
  let files = 0

  /** A dial that hangs gives up in time, and sooner when the device wakes up. */
  function opens({ opened }: Wire): Promise<boolean> {
    const hurried = async () => {
      await pause(timing.redialAfter, stop.signal)
      await pause(timing.opening, haste.signal)
    }
    const givenUp = Promise.race([pause(timing.opening, stop.signal), hurried()])
    return Promise.race([opened, givenUp.then(() => false)])
  }

  /** Asks again and again; ends when an answer stays out or the host no longer knows the token. */
  async function heartbeat({ link, gone }: Session): Promise<WireEnd> {
    for (;;) {
      await pause(timing.heartbeatEvery, AbortSignal.any([gone, haste.signal]))
      if (gone.aborted) return 'lost'
      const code = await Promise.race([ping(link), silence()])
      if (code === 'NOT_PAIRED') return 'unknown'
      if (code === 'STATION_REVOKED') return 'revoked'
      if (code === 'STATION_EXPIRED') return 'expired'
      if (code !== null && LOST.has(code)) return 'lost'
    }
  }

  async function silence(): Promise<ErrorCode> {
    await pause(files > 0 ? timing.heartbeatWithFile : timing.heartbeatLimit)
    await pause(timing.heartbeatGrace)
    return 'TIMED_OUT'
  }

  async function use(wire: Wire): Promise<WireEnd | 'unopened'> {
    const opened = await opens(wire)
    if (!opened || stop.signal.aborted) {
      wire.close()
      return 'unopened'
    }
    // A host of another version, or a locked one, opens the wire only to close it.
    const end = isTurnedAway(status.value) ? await Promise.race([wire.ended, ping(wire.link)]) : null
    if (end === 'outdated' || end === 'locked') return end
    return keep(wire)
  }

  async function keep(wire: Wire): Promise<WireEnd> {
    const gone = new AbortController()
    const now = { link: wire.link, gone: gone.signal }
    current = now
    status.value = 'connected'
    for (const resolve of waiting.splice(0)) resolve(now)
    const end = await Promise.race([wire.ended, heartbeat(now), stopped(stop.signal)])
    current = null
    gone.abort()
    // A tick later: closing a socket in the tick in which calls are given up throws inside the transport.
    setTimeout(() => wire.close())
    return end
  }

  async function run(): Promise<void> {
    let failures = 0
    while (!stop.signal.aborted) {
      const end = await use(dial())
      if (isTurned(end)) {
        status.value = 'connecting'
        return void (turnedTo.value = end.slice('turned:'.length) || null)
      }
      if (end !== 'lost' && end !== 'unopened' && !isTurnedAway(end)) {
        refusal.value = end
        return void (status.value = 'refused')
      }
      if (stop.signal.aborted) return
      failures = end === 'unopened' ? failures + 1 : 1
      status.value = isTurnedAway(end) ? end : 'lost'
      await pause(
        isTurnedAway(end) ? timing.retryMost : retryPause(failures, timing),
        AbortSignal.any([haste.signal, stop.signal]),
      )
    }
  }

  function session(signal: AbortSignal): Promise<Session> {
    if (current) return Promise.resolve(current)
    const next = new Promise<Session>((resolve) => waiting.push(resolve))
    return unlessAborted(next, AbortSignal.any([signal, stop.signal]))
  }

  const link: Link = {
    async call(path, input, options) {
      const limit = timeLimitOf(path, timing)
      const signals = [options.signal, limit === null ? undefined : AbortSignal.timeout(limit)]
      const signal = AbortSignal.any(signals.filter((each) => each !== undefined))
      const carried = isLong(path) ? 1 : 0
      files += carried
      try {
        const { link: wire, gone } = await session(signal)
        const answer = Promise.resolve(wire.call(path, input, { ...options, signal }))
        return await unlessAborted(answer, AbortSignal.any([signal, gone]))
      } catch (error) {
        throw asMappeError(error)
      } finally {
        files -= carried
      }
    },
  }

  function hurry(): void {
    haste.abort()
    haste = new AbortController()
  }

  void run()
  return {
    status: readonly(status),
    refusal: readonly(refusal),
    turnedTo: readonly(turnedTo),
    link,
    session,
    hurry,
    close: () => stop.abort(),
  }
}

const isTurned = (end: string): end is Turned => end.startsWith('turned:')

type TurnedAway = 'outdated' | 'locked'

const isTurnedAway = (end: string): end is TurnedAway => end === 'outdated' || end === 'locked'

/** Also when the station was moved: the host says where to when it is dialled again. */
const LOST: ReadonlySet<ErrorCode> = new Set(['TIMED_OUT', 'UNEXPECTED', 'STATION_MOVED'])

/** Null for an answer, else why there is none. */
async function ping(link: Link): Promise<ErrorCode | null> {
  try {
    await link.call(['host', 'ping'], undefined, { context: {} })
    return null
  } catch (error) {
    return asMappeError(error).code
  }
}

const stopped = (signal: AbortSignal): Promise<WireEnd> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('lost'), { once: true }))
