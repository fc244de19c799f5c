/** When the snapshot beside the journal is written: now and then, at the end, and at once after a deletion. */
import type { RecordedEvent } from '../../shared/domain/events.ts'
import type { CommandHandler } from '../command-handler.ts'
import type { DataFolder } from './data-folder.ts'
import type { Log } from '../log/event-log.ts'
import { snapshotText, writeSnapshot } from '../journal/snapshot.ts'
import { unfinishedRedactions } from './ledger-opening.ts'
import type { LedgerNotice } from './ledger-opening.ts'
import type { Happenings } from '../live-feed.ts'

const SNAPSHOT_EVERY = 2000

/** A fault here costs a slower start, nothing else. */
export function keepSnapshots(
  handler: CommandHandler,
  happenings: Happenings,
  { snapshot, files }: Pick<DataFolder, 'snapshot' | 'files'>,
  log: Log,
) {
  let snapshotSeq = handler.state.seq
  let isWanted = false
  let writing: Promise<void> = Promise.resolve()
  const isDamaged = () => handler.opened.notices.includes('journal-damaged' satisfies LedgerNotice)
  const take = async (): Promise<Uint8Array | null> => {
    const { state, journal } = handler
    isWanted = false
    // in the midst of a shared write the journal is ahead: the last of its facts makes the snapshot
    if (state.seq === snapshotSeq || state.seq !== journal.head.seq || isDamaged()) return null
    // it still knows what is being deleted
    if (unfinishedRedactions({ state, journal }).length > 0) return null
    const text = await snapshotText({ ...journal.knownEnd, state })
    snapshotSeq = state.seq
    return text
  }
  const write = () => {
    isWanted = true
    writing = Promise.all([handler.whileStill(take), writing])
      .then(([text]) => (text ? writeSnapshot(snapshot, text, files) : undefined))
      .catch((error: unknown) => log('snapshot-not-written', { error }))
  }
  const stop = happenings.subscribe('fact', ({ seq }: RecordedEvent) => {
    if (seq - snapshotSeq >= SNAPSHOT_EVERY && !isWanted) write()
  })
  return {
    /** Writes one now, in the place of what may have been written a moment ago. */
    renew: async () => {
      snapshotSeq = -1
      write()
      await writing
    },
    finish: async () => {
      stop()
      write()
      await writing
    },
  }
}
