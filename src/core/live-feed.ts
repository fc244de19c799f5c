/** Live feeds: whoever follows gets everything after a seq, once, in order; filtered by role before it leaves the core. */
import { EventPublisher } from '@orpc/server'
import type { FactItem, StageItem, TaskItem } from '../shared/contract/live.ts'
import type { LiveStroke } from '../shared/contract/signing.ts'
import type { RecordedEvent } from '../shared/domain/events.ts'
import type { StationId } from '../shared/domain/ids.ts'
import { stageOf, stateFor, taskOf, visibleTo } from '../shared/domain/views.ts'
import type { CommandHandler } from './command-handler.ts'

/** What happens on the host, for those who follow. */
export type Happenings = EventPublisher<HappeningTypes>

/** `sealing`: how far it is, from 0 to 1. */
type HappeningTypes = { fact: RecordedEvent; stroke: LiveStroke; sealing: number }

export const createHappenings = (): Happenings =>
  new EventPublisher<HappeningTypes>({ maxBufferedEvents: 10_000 })

type Following = { handler: CommandHandler; happenings: Happenings; signal: AbortSignal | undefined }

/** The state, then fact by fact; with `since` only what came after it. */
export async function* followFacts(
  { handler, happenings, signal }: Following,
  role: 'organizer' | 'reception',
  since: number | null,
): AsyncGenerator<FactItem, void> {
  const facts = happenings.subscribe('fact', { ...(signal && { signal }) })
  try {
    const { state, head } = handler
    const caughtUp = { seq: state.seq, journal: { entries: head.seq, head: head.hash } }
    let seq = state.seq
    if (since === null || since > seq) {
      // The state is changed in place while it waits for the wire: hand out a copy.
      yield { type: 'state', seq, state: structuredClone(stateFor(role, state)) }
    } else {
      yield* visibleFacts(role, await handler.factsSince(since), seq)
    }
    yield { type: 'caught-up', ...caughtUp }
    for await (const fact of facts) {
      if (fact.seq <= seq) continue
      // A follower so slow that its buffer overflowed reads the gap from the journal.
      const missed = fact.seq === seq + 1 ? [fact] : await handler.factsSince(seq)
      seq = missed.at(-1)?.seq ?? seq
      yield* visibleFacts(role, missed, seq)
    }
  } finally {
    await facts.return()
  }
}

function* visibleFacts(
  role: 'organizer' | 'reception',
  facts: RecordedEvent[],
  upTo: number,
): Generator<FactItem, void> {
  for (const fact of facts) {
    if (fact.seq > upTo) return
    const visible = visibleTo(role, fact)
    if (visible) yield { type: 'fact', seq: fact.seq, fact: visible }
  }
}

/** The task of one signing station, sent again whenever it changes. */
export async function* followTask(following: Following, station: StationId): AsyncGenerator<TaskItem, void> {
  for await (const { seq, view } of followView(following, () => taskOf(following.handler.state, station))) {
    yield { seq, task: view }
  }
}

/** The projector's picture, sent again whenever it changes. */
export async function* followStage(following: Following): AsyncGenerator<StageItem, void> {
  for await (const { seq, view } of followView(following, () => stageOf(following.handler.state))) {
    yield { seq, stage: view }
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
