/** Opens journal and snapshot into one state: the snapshot is a cache, the journal is the truth. */
import type { EventType, RecordedEvent } from '../shared/domain/events.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { emptyState, evolveAll } from '../shared/domain/state.ts'
import type { State } from '../shared/domain/state.ts'
import { isMappeError } from '../shared/errors.ts'
import type { Entry } from './journal/entry.ts'
import type { EntrySeal } from './journal/entry-seal.ts'
import { openJournal } from './journal/journal.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalStorage } from './journal/storage.ts'
import type { SnapshotReading } from './journal/snapshot.ts'

export type LedgerNotice = 'torn-tail-cut' | 'snapshot-rebuilt' | 'journal-damaged'

export type OpenLedger = { journal: Journal; state: State; notices: LedgerNotice[] }

/** A journal entry as a fact of the domain. The chain has been checked; the program wrote it itself. */
export const recordedOf = ({ seq, at, station, type, payload, hash }: Entry): RecordedEvent =>
  ({ seq, at, station: station as StationId, type: type as EventType, payload, hash }) as RecordedEvent

/**
 * Opens the ledger. A torn tail is cut, a wrong or unreadable snapshot is rebuilt, and a damaged journal opens
 * read-only up to the damage; each is told in `notices`.
 */
export async function openLedger(
  openStorage: () => Promise<JournalStorage>,
  { snapshot, problem }: SnapshotReading,
  seal: EntrySeal | null = null,
): Promise<OpenLedger> {
  const { journal, damaged } = await openWhole(openStorage, snapshot, seal)
  const matches = snapshot !== null && journal.snapshotMatches === true
  const state = matches && hasAllMembers(snapshot.state) ? snapshot.state : emptyState()
  evolveAll(state, (await journal.entriesSince(state.seq)).map(recordedOf))
  return {
    journal,
    state,
    notices: [
      ...(journal.recovery ? (['torn-tail-cut'] as const) : []),
      ...(!matches && problem !== 'absent' ? (['snapshot-rebuilt'] as const) : []),
      ...(damaged ? (['journal-damaged'] as const) : []),
    ],
  }
}

/** The state of an earlier version lacks what only the journal can tell: then all of it is told again. */
function hasAllMembers(state: unknown): state is State {
  const members: object = Object(state)
  return Object.keys(emptyState()).every((member) => member in members)
}

async function openWhole(
  openStorage: () => Promise<JournalStorage>,
  snapshot: SnapshotReading['snapshot'],
  seal: EntrySeal | null,
): Promise<{ journal: Journal; damaged: boolean }> {
  const known = snapshot && { seq: snapshot.seq, hash: snapshot.hash, bytes: snapshot.bytes }
  const options = { seal, ...(known && { knownHead: known }) }
  const storage = await openStorage()
  try {
    return { journal: await openJournal(storage, options), damaged: false }
  } catch (error) {
    if (!isMappeError(error) || error.code !== 'JOURNAL_DAMAGED') throw error
    return { journal: await openJournal(storage, { ...options, readOnly: true }), damaged: true }
  }
}
