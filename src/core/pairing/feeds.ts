/** Live feeds of pairing: who asks, for the organizer; how it stands, for the device that waits. */
import type { AskingDevice, JoinProgress } from '../../shared/contract/stations.ts'
import type { CoreParts } from '../core-parts.ts'
import type { Happenings } from '../live-feed.ts'

type Parts = Pick<CoreParts, 'asking' | 'happenings'>

/** All who wait, again whenever that changes. */
export async function* followAsking(
  { asking, happenings }: Parts,
  signal: AbortSignal | undefined,
): AsyncGenerator<AskingDevice[], void> {
  const stopWatching = asking.watch()
  try {
    yield* eachTime(happenings, signal, asking.list)
  } finally {
    stopWatching()
  }
}

/** How it stands with a ticket, until its outcome. */
export async function* followJoining(
  { asking, happenings }: Parts,
  ticket: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JoinProgress, void> {
  const leave = asking.attend(ticket)
  try {
    for await (const progress of eachTime(happenings, signal, () => asking.progress(ticket))) {
      yield progress
      if (progress.status !== 'waiting') return
    }
  } finally {
    leave()
  }
}

async function* eachTime<View>(happenings: Happenings, signal: AbortSignal | undefined, look: () => View) {
  const changes = happenings.subscribe('asking', { maxBufferedEvents: 1, ...(signal && { signal }) })
  let last = ''
  try {
    do {
      const view = look()
      const text = JSON.stringify(view)
      if (text !== last) yield view
      last = text
    } while (!(await changes.next()).done)
  } finally {
    await changes.return()
  }
}
