/** Live feeds: whoever follows gets everything after a seq, once, in order; filtered by role before it leaves the core. */
import { setImmediate } from 'node:timers/promises'
import { EventPublisher } from '@orpc/server'
import type {
  AppearanceItem,
  FactItem,
  StageItem,
  StateItem,
  StationPresence,
  TaskItem,
  WorkKind,
} from '../shared/contract/live.ts'
import type { LiveStroke } from '../shared/contract/signing.ts'
import type { RecordedEvent } from '../shared/domain/events.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { stageOf } from '../shared/domain/evening/stage-view.ts'
import { stateFor, taskOf, visibleTo } from '../shared/domain/views.ts'
import { whatRemainsIn } from '../shared/domain/privacy/redaction.ts'
import type { CommandHandler } from './command-handler.ts'
import { recordedOf } from './folder/ledger-opening.ts'
import type { Presence } from './door/presence.ts'
import type { UnderWay } from './work.ts'

/** How far something is, from 0 to 1, for the station that waits for it or, null, for every organizer; `done` is null once it is over. */
type WorkDone = { station: StationId | null; kind: WorkKind; done: number | null }

type Published = {
  fact: RecordedEvent
  stroke: LiveStroke
  work: WorkDone
  /** Who asks to join, or how it stands with them, has changed. */
  asking: true
  /** A station has come or has fallen silent. */
  presence: null
  /** Somebody has judged what a rehearsal shows, or put right what it had shown. */
  rehearsal: null
}

/** What happens on the host, for those who follow. */
export type Happenings = EventPublisher<Published>

/** The longest import: 20,000 guests and 5,000 organisations. Who is further behind reads from the journal. */
const MOST_AT_ONCE = 25_001

export const createHappenings = (): Happenings =>
  new EventPublisher<Published>({ maxBufferedEvents: MOST_AT_ONCE })

type Following = { handler: CommandHandler; happenings: Happenings; signal: AbortSignal | undefined }

/** Up to where a station has followed: the seq, and the hash of the entry there. */
export type Followed = { since: number | null; head: string | null }

/**
 * The state, then fact by fact; with `since` only what came after it, if the journal is still the one that was followed.
 * `onUnknownPlace` hears of a station that has seen an entry this journal does not have: something is missing here.
 */
export async function* followFacts(
  { handler, happenings, signal }: Following,
  role: 'organizer' | 'reception',
  followed: Followed,
  onUnknownPlace: (entries: number) => void = () => {},
): AsyncGenerator<FactItem, void> {
  const facts = happenings.subscribe('fact', { ...(signal && { signal }) })
  try {
    let reached = placeOf(handler)
    const after = await factsAfter(handler, followed)
    if (after === null) {
      if (followed.since !== null && followed.head !== null) onUnknownPlace(followed.since)
      reached = placeOf(handler)
      yield wholeState(handler, role)
    } else if (after === 'renewed') {
      reached = placeOf(handler)
      yield { ...wholeState(handler, role), isRenewed: true }
    } else {
      yield* visibleFacts(role, after, reached.seq)
    }
    let seq = reached.seq
    let { head } = reached.journal
    yield { type: 'caught-up', ...reached }
    for await (const fact of facts) {
      if (fact.type !== 'data-redacted' && fact.seq <= seq) continue
      // A follower so slow that its buffer overflowed reads the gap from the journal, unless that is another one since.
      const missed = await missedBefore(handler, fact, { since: seq, head })
      if (missed === null || missed === 'renewed') {
        reached = placeOf(handler)
        seq = reached.seq
        head = reached.journal.head
        yield { ...wholeState(handler, role), ...(missed && { isRenewed: true }) }
        yield { type: 'caught-up', ...reached }
        continue
      }
      seq = missed.at(-1)?.seq ?? seq
      head = missed.at(-1)?.hash ?? head
      yield* visibleFacts(role, missed, seq)
    }
  } finally {
    await facts.return()
  }
}

/** The state is changed in place while it waits for the wire: a copy is handed out. */
const wholeState = ({ state }: CommandHandler, role: 'organizer' | 'reception'): StateItem => ({
  type: 'state',
  seq: state.seq,
  state: structuredClone(stateFor(role, state)),
})

const placeOf = ({ state, head }: CommandHandler) => ({
  seq: state.seq,
  journal: { entries: head.seq, head: head.hash },
})

async function missedBefore(
  handler: CommandHandler,
  fact: RecordedEvent,
  followed: Followed & { since: number },
): Promise<RecordedEvent[] | 'renewed' | null> {
  if (fact.type === 'data-redacted') return 'renewed'
  return fact.seq === followed.since + 1 ? [fact] : factsAfter(handler, followed)
}

/** What came after the place a station has reached; null when that place is not in this journal, 'renewed' after a deletion. */
async function factsAfter(
  { state, journal }: CommandHandler,
  { since, head }: Followed,
): Promise<RecordedEvent[] | 'renewed' | null> {
  if (since === null || since > state.seq) return null
  const entries = await journal.entriesSince(Math.max(since - 1, 0))
  const reached = since === 0 ? null : entries.shift()
  if (reached !== null && (reached?.seq !== since || reached.hash !== head)) return null
  // facts alone would leave there what was deleted here
  if (entries.some(({ type }) => type === 'data-redacted')) return 'renewed'
  return whatRemainsIn(state, entries.map(recordedOf))
}

async function* visibleFacts(
  role: 'organizer' | 'reception',
  facts: RecordedEvent[],
  upTo: number,
): AsyncGenerator<FactItem, void> {
  for (const fact of facts) {
    if (fact.seq > upTo) return
    // An import brings thousands of facts at once: others get their turn in between.
    if (fact.seq % FACTS_PER_TURN === 0) await setImmediate()
    const visible = visibleTo(role, fact)
    if (visible) yield { type: 'fact', seq: fact.seq, fact: visible }
  }
}

const FACTS_PER_TURN = 100

/** The task of one signing station, sent again whenever it changes. */
export async function* followTask(following: Following, station: StationId): AsyncGenerator<TaskItem, void> {
  for await (const { seq, view } of followView(following, () => taskOf(following.handler.state, station))) {
    yield { seq, task: view }
  }
}

/** How the house wants to be seen, sent again whenever that changes. */
export async function* followAppearance(following: Following): AsyncGenerator<AppearanceItem, void> {
  for await (const { seq, view } of followView(following, () => following.handler.state.appearance)) {
    yield { seq, appearance: view }
  }
}

/** The projector's picture, sent again whenever it changes. */
export async function* followStage(following: Following): AsyncGenerator<StageItem, void> {
  for await (const { seq, view } of followView(following, () => stageOf(following.handler.state))) {
    yield { seq, stage: view }
  }
}

/** Who is there, whenever somebody comes or falls silent. */
export async function* followPresence(
  presence: Presence,
  { happenings, signal }: Pick<Following, 'happenings' | 'signal'>,
): AsyncGenerator<StationPresence[], void> {
  const changes = happenings.subscribe('presence', { maxBufferedEvents: 1, ...(signal && { signal }) })
  try {
    yield presence.all()
    while (!(await changes.next()).done) yield presence.all()
  } finally {
    await changes.return()
  }
}

/** How far the work is that this station waits for, or that concerns everybody. */
export async function* followWork(
  { happenings, signal, underWay }: Pick<Following, 'happenings' | 'signal'> & { underWay: UnderWay },
  own: StationId,
): AsyncGenerator<{ kind: WorkKind; done: number | null }, void> {
  const news = happenings.subscribe('work', { ...(signal && { signal }) })
  try {
    for (const [kind, done] of underWay) yield { kind, done }
    for await (const { station, kind, done } of news) {
      if (station === null || station === own) yield { kind, done }
    }
  } finally {
    await news.return()
  }
}

async function* followView<View>({ handler, happenings, signal }: Following, look: () => View) {
  // Only that something happened matters: a long import is looked at once, not once per row.
  const facts = happenings.subscribe('fact', { maxBufferedEvents: 1, ...(signal && { signal }) })
  let last = ''
  const changed = (): { seq: number; view: View } | null => {
    const view = look()
    const text = JSON.stringify(view)
    if (text === last) return null
    last = text
    return { seq: handler.state.seq, view }
  }
  try {
    const first = changed()
    if (first) yield first
    while (!(await facts.next()).done) {
      const next = changed()
      if (next) yield next
    }
  } finally {
    await facts.return()
  }
}
