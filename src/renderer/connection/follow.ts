/** Follows a live feed across lost connections: starts it again from the last seq that arrived. */
import type { Connection } from './connection.ts'
import { pause, retryPause, TIMING, unlessAborted } from './timing.ts'
import type { Timing } from './timing.ts'

/** Opens the feed after `since`; null asks for everything. */
export type OpenFeed<Item> = (since: number | null, signal: AbortSignal) => Promise<AsyncIterable<Item>>

/** What to do with an item; `start-over` forgets the place reached and asks for everything again. */
export type TakeItem<Item> = (item: Item) => 'start-over' | void

/** Runs until the returned function is called. Items arrive in order; errors lead to another try. */
export function follow<Item>(
  { session }: Pick<Connection, 'session'>,
  open: OpenFeed<Item>,
  take: TakeItem<Item>,
  timing: Timing = TIMING,
): () => void {
  const stop = new AbortController()
  let since: number | null = null
  let failures = 0

  async function once(): Promise<void> {
    const { gone } = await session(stop.signal)
    const signal = AbortSignal.any([stop.signal, gone])
    // Giving up a feed is said to the other side, which a wire that is gone would answer with a fault nobody catches.
    const over = new AbortController()
    const giveUp = () => gone.aborted || over.abort()
    stop.signal.addEventListener('abort', giveUp)
    try {
      const feed = (await unlessAborted(open(since, over.signal), signal))[Symbol.asyncIterator]()
      await takeAll(feed, signal)
    } finally {
      stop.signal.removeEventListener('abort', giveUp)
    }
  }

  async function takeAll(feed: AsyncIterator<Item>, signal: AbortSignal): Promise<void> {
    try {
      for (;;) {
        const { value, done: isOver } = await unlessAborted(feed.next(), signal)
        if (isOver) return
        failures = 0
        since = seqOf(value) ?? since
        if (take(value) === 'start-over') return void (since = null)
      }
    } finally {
      // Not awaited: a wire that is gone may never answer.
      void feed.return?.().catch(() => {})
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      await once().catch(() => (failures += 1))
      await pause(retryPause(failures, timing), stop.signal)
    }
  }

  void run()
  return () => stop.abort()
}

const seqOf = (item: unknown): number | null =>
  typeof item === 'object' && item !== null && 'seq' in item && typeof item.seq === 'number' ? item.seq : null
