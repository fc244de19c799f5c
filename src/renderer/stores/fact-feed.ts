/** How the feed of facts becomes a state: pure, so that gaps and repeats can be tested. */
import type { FactItem } from '../../shared/contract/live.ts'
import type { RecordedEvent } from '../../shared/domain/events.ts'
import { emptyState, evolve } from '../../shared/domain/evolve.ts'
import type { State } from '../../shared/domain/state.ts'

export type Journal = { entries: number; head: string }

export type Mirror = {
  state: State
  /** The host's journal as it stood when everything up to then had been sent; null before. */
  journal: Journal | null
  /** The host's journal ends before what this station has already seen, or is another one: entries were lost there. */
  hostIsBehind: boolean
}

export const emptyMirror = (): Mirror => ({ state: emptyState(), journal: null, hostIsBehind: false })

/** The mirror after these items, as a new object: facts already folded in are passed over. */
export function mirrored(mirror: Mirror, items: readonly FactItem[]): Mirror {
  const next = { ...mirror, state: copied(mirror.state) }
  for (const item of items) takeItem(next, item)
  return next
}

/** The entry of the journal at which a device stands after this item; null where the item does not name it. */
export function placeAfter(item: FactItem): { seq: number; head: string } | null {
  if (item.type === 'caught-up') return { seq: item.journal.entries, head: item.journal.head }
  const head = item.type === 'fact' ? item.fact.hash : undefined
  return head === undefined ? null : { seq: item.seq, head }
}

/** Whether the host knows less than this mirror: then everything is asked for again. */
export const isAhead = (mirror: Mirror, item: FactItem): boolean =>
  item.type === 'caught-up' && item.seq < mirror.state.seq

function takeItem(mirror: Mirror, item: FactItem): void {
  switch (item.type) {
    case 'state':
      if (item.seq < mirror.state.seq) mirror.hostIsBehind = true
      mirror.state = copied(item.state)
      return
    case 'fact':
      takeFact(mirror.state, item.fact)
      return
    case 'caught-up':
      mirror.journal = item.journal
      if (item.seq >= mirror.state.seq) mirror.state.seq = item.seq
      else mirror.hostIsBehind = true
  }
}

function takeFact(state: State, fact: RecordedEvent): void {
  if (fact.seq > state.seq) evolve(state, fact)
}

/** `evolve` changes records in place; a copy of each lets Vue see what changed. */
const copied = (state: State): State => ({
  ...state,
  partners: { ...state.partners },
  attendees: { ...state.attendees },
  registrations: { ...state.registrations },
  rowNumbers: { ...state.rowNumbers },
  arrivals: { ...state.arrivals },
  substitutes: { ...state.substitutes },
  standIns: { ...state.standIns },
  merged: { ...state.merged },
  conflicts: { ...state.conflicts },
  concluded: [...state.concluded],
  signing: { ...state.signing },
  stations: { ...state.stations },
  run: { ...state.run },
  imports: state.imports.map((each) => ({ ...each })),
  listColumns: { ...state.listColumns },
})
