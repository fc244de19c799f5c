/** Works out a deletion from all facts: which entries are emptied, what remains of them, which files go. */
import type { z } from 'zod'
import type { RecordedEvent } from '../events.ts'
import type { AttendeeId, Sha256 } from '../ids.ts'
import type { redactionCommands, RedactedKind, RedactionReason, Remains } from './redaction.ts'
import { whatRemainsIn } from './redaction.ts'
import { remainsOf } from './redaction-rules.ts'
import {
  arrivalsScope,
  contactsScope,
  devicesScope,
  guestsScope,
  idsOf,
  inksScope,
  personScope,
  unsealedInks,
} from './redaction-scope.ts'
import type { Scope } from './redaction-scope.ts'
import type { Attendee } from '../registry/registry.ts'
import { emptyState, evolveAll } from '../evolve.ts'
import type { State } from '../state.ts'
import { doneStations } from '../station.ts'
import { hindranceOf } from './erasable.ts'
import { MappeError } from '../../errors.ts'

export type RedactionPlan = z.infer<(typeof redactionCommands)['redact']>

export type Asked = { why: RedactionReason; now: Date } & (
  { what: 'person'; attendeeId: AttendeeId } | { what: Exclude<RedactedKind, 'person'> }
)

/** `facts`: all of them, as the journal holds them or with what earlier deletions have left. */
export function planRedaction(state: State, given: readonly RecordedEvent[], asked: Asked): RedactionPlan {
  const facts = whatRemainsIn(state, given)
  if (asked.what === 'guests') requireNobodyHindered(state)
  const scope = scopeOf(state, facts, asked)
  const touched = facts.flatMap((fact) => remainsOf(fact, scope) ?? [])
  const remains = touched.filter(({ payload }) => payload !== null)
  return {
    what: asked.what,
    why: asked.why,
    comparedWith: state.seq,
    seqs: touched.map(({ seq }) => seq),
    remains,
    people: asked.what === 'person' ? idsOf(state, asked.attendeeId) : [],
    persons: asked.what === 'person' ? 1 : personsIn(facts, touched),
    blobs: blobsOf(state, facts, scope, asked),
    present: state.present - presentAfter(facts, touched),
  }
}

function requireNobodyHindered(state: State): void {
  const ids = Object.keys(state.attendees) as AttendeeId[]
  const reason = ids.map((id) => hindranceOf(state, id)).find((each) => each !== null)
  if (reason) throw new MappeError('NOT_ALLOWED_NOW', { reason })
}

function scopeOf(state: State, facts: readonly RecordedEvent[], asked: Asked): Scope {
  switch (asked.what) {
    case 'person':
      return personScope(state, asked.attendeeId, recordsOf(facts, idsOf(state, asked.attendeeId)))
    case 'contacts':
      return contactsScope()
    case 'guests':
      return guestsScope(state)
    case 'arrivals':
      return arrivalsScope()
    case 'inks':
      return inksScope()
    case 'devices':
      return devicesScope(new Set(doneStations(state, asked.now).map(({ id }) => id)))
  }
}

/** Every record there ever was of a person. */
export const recordsOf = (facts: readonly RecordedEvent[], ids: readonly AttendeeId[]): Attendee[] =>
  facts.flatMap(({ type, payload }) =>
    (type === 'attendee-added' || type === 'attendee-changed') && ids.includes(payload.attendee.id)
      ? [payload.attendee]
      : [],
  )

/** How many different people the touched facts are about. */
function personsIn(facts: readonly RecordedEvent[], touched: readonly Remains[]): number {
  const seqs = new Set(touched.map(({ seq }) => seq))
  const ids = facts
    .filter(({ seq }) => seqs.has(seq))
    .flatMap(({ payload }) => {
      if ('attendee' in payload) return [payload.attendee.id]
      return 'attendeeId' in payload && payload.attendeeId !== null ? [payload.attendeeId] : []
    })
  return new Set(ids).size
}

/** A drawing that somebody else's signature needs, or one that is not sealed yet, stays. */
function blobsOf(state: State, facts: readonly RecordedEvent[], scope: Scope, { what }: Asked): Sha256[] {
  const given = facts.flatMap((fact) => (fact.type === 'signature-given' ? [fact.payload.signature] : []))
  const isMeant = (id: AttendeeId | null) => what === 'inks' || (id !== null && scope.isGone(id))
  const needed = unsealedInks(state)
  const others = new Set(given.filter(({ attendeeId }) => !isMeant(attendeeId)).map(({ ink }) => ink))
  const inks = given.filter(({ attendeeId }) => isMeant(attendeeId)).map(({ ink }) => ink)
  return [...new Set(inks)].filter(
    (ink) => !needed.has(ink) && !others.has(ink) && !state.redactions.blobs[ink],
  )
}

function presentAfter(facts: readonly RecordedEvent[], touched: readonly Remains[]): number {
  const left = new Map(touched.map(({ seq, payload }) => [seq, payload]))
  const after = facts.flatMap((fact) => {
    if (!left.has(fact.seq)) return [fact]
    const payload = left.get(fact.seq)
    return payload === null ? [] : [{ ...fact, payload } as RecordedEvent]
  })
  return evolveAll(emptyState(), after).present
}
