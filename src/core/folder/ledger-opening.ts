/** Opens journal and snapshot into one state: the snapshot is a cache, the journal is the truth. */
import type { EventType, RecordedEvent } from '../../shared/domain/events.ts'
import { whatRemains } from '../../shared/domain/privacy/redaction.ts'
import type { Redactions } from '../../shared/domain/privacy/redaction.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { emptyState, evolve } from '../../shared/domain/evolve.ts'
import type { State } from '../../shared/domain/state.ts'
import { isMappeError } from '../../shared/errors.ts'
import type { Entry } from '../journal/entry.ts'
import type { EntrySeal } from '../journal/entry-seal.ts'
import { openJournal } from '../journal/journal.ts'
import type { Journal, JournalOptions } from '../journal/journal.ts'
import type { JournalStorage } from '../journal/storage.ts'
import type { SnapshotReading } from '../journal/snapshot.ts'
import { inPortions, partOf, type Report, type Work } from '../work.ts'

/** `redaction-unfinished`: what was deleted is out of sight, but its bytes could not be removed yet. */
export type LedgerNotice = 'torn-tail-cut' | 'snapshot-rebuilt' | 'journal-damaged' | 'redaction-unfinished'

export type OpenLedger = { journal: Journal; state: State; notices: LedgerNotice[] }

/** What lies outside the journal and was deleted. Clearing twice does no harm. */
export type Beside = {
  isClear: (redactions: Redactions) => Promise<boolean>
  clear: (redactions: Redactions) => Promise<void>
}

/** A journal entry as a fact of the domain. The chain has been checked; the program wrote it itself. */
export const recordedOf = ({ seq, at, station, type, payload, hash }: Entry): RecordedEvent =>
  ({ seq, at, station: station as StationId, type: type as EventType, payload, hash }) as RecordedEvent

/**
 * Opens the ledger. A torn tail is cut, a wrong or unreadable snapshot is rebuilt, and a damaged journal opens
 * read-only up to the damage; each is told in `notices`. A deletion that was recorded but not finished is finished here,
 * before anybody sees the state: what lies `beside` first, the entries last, for they tell that it is done.
 * `report` hears how far it is; others get their turn in between.
 */
export async function openLedger(
  openStorage: () => Promise<JournalStorage>,
  snapshot: SnapshotReading,
  seal: EntrySeal | null = null,
  beside: Beside | null = null,
  report: Report = () => {},
): Promise<OpenLedger> {
  const ledger = await openOnce(openStorage, snapshot, seal, report)
  const { redactions } = ledger.state
  if (!beside || redactions.done.length === 0 || ledger.notices.includes('journal-damaged')) return ledger
  const unfinished = unfinishedRedactions(ledger)
  try {
    if (unfinished.length === 0 && (await beside.isClear(redactions))) return ledger
    await beside.clear(redactions)
    if (unfinished.length > 0) await ledger.journal.redact(unfinished)
    return ledger
  } catch {
    await ledger.journal.close().catch(() => {})
    const again = await openOnce(openStorage, NO_SNAPSHOT, seal, report)
    return { ...again, notices: [...ledger.notices, 'redaction-unfinished'] }
  }
}

const NO_SNAPSHOT: SnapshotReading = { snapshot: null, problem: 'absent' }

/** Entries that a deletion names and that are not emptied yet. */
export const unfinishedRedactions = ({ state, journal }: Pick<OpenLedger, 'state' | 'journal'>): number[] =>
  Object.keys(state.redactions.remains)
    .map(Number)
    .filter((seq) => !journal.emptied.has(seq))

/** The share of checking in what is to be done where there is no snapshot. */
const CHECKING = 0.6

async function openOnce(
  openStorage: () => Promise<JournalStorage>,
  { snapshot, problem }: SnapshotReading,
  seal: EntrySeal | null,
  report: Report,
): Promise<OpenLedger> {
  const checking = partOf({ report, signal: undefined }, 0, CHECKING)
  const folding = partOf({ report, signal: undefined }, CHECKING, 1)
  const { journal, damaged } = await openWhole(openStorage, snapshot, seal, checking.report)
  const matches = snapshot !== null && journal.snapshotMatches === true
  return {
    journal,
    state: await stateOf(
      journal,
      matches && hasAllMembers(snapshot.state) ? snapshot.state : emptyState(),
      folding,
    ),
    notices: [
      ...(journal.recovery ? (['torn-tail-cut'] as const) : []),
      ...(!matches && problem !== 'absent' ? (['snapshot-rebuilt'] as const) : []),
      ...(damaged ? (['journal-damaged'] as const) : []),
    ],
  }
}

/** So many facts are folded in without a pause: a few milliseconds. */
const FOLDED_AT_ONCE = 1000

/** A snapshot from before a deletion still knows what was deleted: then all is told from the beginning. */
async function stateOf(journal: Journal, known: State, work: Work): Promise<State> {
  const facts = (await journal.entriesSince(known.seq)).map(recordedOf)
  const isOutdated = known.seq > 0 && facts.some(({ type }) => type === 'data-redacted')
  if (isOutdated || unfinishedRedactions({ state: known, journal }).length > 0)
    return stateOf(journal, emptyState(), work)
  await inPortions(whatRemains(facts), work, (fact) => void evolve(known, fact), FOLDED_AT_ONCE)
  return known
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
  report: Report,
): Promise<{ journal: Journal; damaged: boolean }> {
  const options = { seal, report, ...(snapshot && { knownHead: snapshot }) }
  const storage = await openStorage()
  try {
    return await openEvenDamaged(storage, options)
  } catch (error) {
    // nobody else has it: an open file would be left behind
    await storage.close().catch(() => {})
    throw error
  }
}

async function openEvenDamaged(
  storage: JournalStorage,
  options: JournalOptions,
): Promise<{ journal: Journal; damaged: boolean }> {
  try {
    return { journal: await openJournal(storage, options), damaged: false }
  } catch (error) {
    if (!isMappeError(error) || error.code !== 'JOURNAL_DAMAGED') throw error
    return { journal: await openJournal(storage, { ...options, readOnly: true }), damaged: true }
  }
}
