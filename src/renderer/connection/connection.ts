/** Keeps one wire to the host alive: heartbeat, time limits, reconnecting, and saying how things stand. */
import { readonly, ref } from 'vue'
import type { Ref } from 'vue'
import type { ErrorCode } from '../../shared/errors.ts'
import { asMappeError } from './error.ts'
import { pause, retryPause, timeLimitOf, TIMING, unlessAborted } from './timing.ts'
import type { Timing } from './timing.ts'
import type { Link, Refusal, Wire, WireEnd } from './wire.ts'

export type ConnectionStatus = 'connecting' | 'connected' | 'lost' | 'refused'

/** A wire in use; `gone` comes when it is lost, and with it everything that still waits on it. */
export type Session = { link: Link; gone: AbortSignal }

export type Connection = {
  status: Readonly<Ref<ConnectionStatus>>
  /** Why the host refuses this station; null while it does not. */
  refusal: Readonly<Ref<Refusal | null>>
  /** Calls over whatever wire there is, waiting for one within the call's time limit. Rejects with MappeError. */
  link: Link
  /** The present wire or the next one; rejects with TIMED_OUT when the signal comes first. */
  session(signal: AbortSignal): Promise<Session>
  /** Tries again at once instead of waiting out the pause: the network came back, the tablet woke up. */
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
  const stop = new AbortController()
  let current: Session | null = null
  const waiting: ((session: Session) => void)[] = []
  let haste = new AbortController()

  async function use(wire: Wire): Promise<WireEnd | 'unopened'> {
    const opened = await Promise.race([wire.opened, pause(timing.opening, stop.signal).then(() => false)])
    if (!opened || stop.signal.aborted) {
      wire.close()
      return 'unopened'
    }
    const gone = new AbortController()
    const now = { link: wire.link, gone: gone.signal }
    current = now
    status.value = 'connected'
    for (const resolve of waiting.splice(0)) resolve(now)
    const end = await Promise.race([wire.ended, heartbeat(now, timing), stopped(stop.signal)])
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
      if (end !== 'lost' && end !== 'unopened') {
        refusal.value = end
        return void (status.value = 'refused')
      }
      if (stop.signal.aborted) return
      failures = end === 'unopened' ? failures + 1 : 1
      status.value = 'lost'
      haste = new AbortController()
      await pause(retryPause(failures, timing), AbortSignal.any([haste.signal, stop.signal]))
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
      try {
        const { link: wire, gone } = await session(signal)
        const answer = Promise.resolve(wire.call(path, input, { ...options, signal }))
        return await unlessAborted(answer, AbortSignal.any([signal, gone]))
      } catch (error) {
        throw asMappeError(error)
      }
    },
  }

  void run()
  return {
    status: readonly(status),
    refusal: readonly(refusal),
    link,
    session,
    hurry: () => haste.abort(),
    close: () => stop.abort(),
  }
}

/** Also when the station was moved: the host says where to when it is dialled again. */
const LOST: ReadonlySet<ErrorCode> = new Set(['TIMED_OUT', 'UNEXPECTED', 'STATION_MOVED'])

/** Asks again and again; ends when an answer stays out or the host no longer knows the token. */
async function heartbeat({ link, gone }: Session, timing: Timing): Promise<WireEnd> {
  for (;;) {
    await pause(timing.heartbeatEvery, gone)
    if (gone.aborted) return 'lost'
    try {
      const ping = Promise.resolve(link.call(['host', 'ping'], undefined, { context: {} }))
      await unlessAborted(ping, AbortSignal.timeout(timing.heartbeatLimit))
    } catch (error) {
      const { code } = asMappeError(error)
      if (code === 'NOT_PAIRED') return 'unknown'
      if (code === 'STATION_REVOKED') return 'revoked'
      if (code === 'STATION_EXPIRED') return 'expired'
      if (LOST.has(code)) return 'lost'
    }
  }
}

const stopped = (signal: AbortSignal): Promise<WireEnd> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve('lost'), { once: true }))
