/**
 * Deleting people's data: the entries concerned are emptied, and one entry says that it was done. It also holds what remains of
 * entries that concern others, too, so that the state is told again from them in their old places.
 */
import { z } from 'zod'
import { attendeeIdSchema, sha256Schema } from '../ids.ts'
import type { AttendeeId, Sha256 } from '../ids.ts'
import type { Deciders } from '../decision.ts'
import { happened, unchanged } from '../decision.ts'
import type { EventType, Evolvers, RecordedEvent } from '../events.ts'
import { requireErasable } from './erasable.ts'
import type { State } from '../state.ts'
import { MappeError } from '../../errors.ts'

/** What is deleted: all of one person, or one kind of data of everybody. */
export const redactedKindSchema = z.enum(['person', 'contacts', 'guests', 'arrivals', 'inks', 'devices'])
export type RedactedKind = z.infer<typeof redactedKindSchema>

/** `requested`: Art. 17(1) GDPR; `period-over`: the retention rule; `not-needed`: Art. 5(1)(c), (e). */
export const redactionReasonSchema = z.enum(['requested', 'period-over', 'not-needed'])
export type RedactionReason = z.infer<typeof redactionReasonSchema>

/** What remains of an emptied entry; a payload of null is nothing. */
export type Remains = { seq: number; type: EventType; payload: unknown }

const remainsSchema = z.strictObject({ seq: z.int().min(1), type: z.string(), payload: z.unknown() })

export const redactionCommands = {
  redact: z.strictObject({
    what: redactedKindSchema,
    why: redactionReasonSchema,
    /** `seq` of the state it was worked out from. */
    comparedWith: z.int().min(0),
    seqs: z.array(z.int().min(1)),
    remains: z.array(remainsSchema),
    people: z.array(attendeeIdSchema),
    persons: z.int().min(0),
    blobs: z.array(sha256Schema),
    present: z.int(),
  }),
}

export type RedactionEvents = {
  'data-redacted': {
    what: RedactedKind
    why: RedactionReason
    /** The entries that are emptied. */
    seqs: number[]
    /** Of those of which something remains. */
    remains: Remains[]
    /** The random ids of who was deleted: a desk that comes back late must not bring them back. */
    people: AttendeeId[]
    /** How many people's data it was. */
    persons: number
    /** Files that are deleted. */
    blobs: Sha256[]
    /** Heads in the hall that go on being counted, though nobody knows any more whose they are. */
    present: number
  }
}

export type Redaction = Omit<RedactionEvents['data-redacted'], 'seqs' | 'remains' | 'people' | 'blobs'> & {
  seq: number
  at: string
  /** How many. */
  entries: number
  files: number
}

/** What the state remembers of deletions. */
export type Redactions = {
  /** Oldest first. */
  done: Redaction[]
  /** By the number of each emptied entry: the payload that remains, null for nothing. */
  remains: Record<number, unknown>
  blobs: Record<Sha256, true>
  people: Record<AttendeeId, true>
}

export const noRedactions = (): Redactions => ({ done: [], remains: {}, blobs: {}, people: {} })

export const redactionDeciders: Deciders<typeof redactionCommands> = {
  /** CONFLICT { reason: 'moved-on' } where something was recorded since; and what `requireErasable` throws. */
  redact: (state, { comparedWith, remains, ...payload }) => {
    if (comparedWith !== state.seq) throw new MappeError('CONFLICT', { reason: 'moved-on' })
    const [person] = payload.people
    if (person) requireErasable(state, person)
    if (payload.seqs.length + payload.blobs.length === 0) return unchanged({ type: 'nothing-to-do' })
    // the types were taken from facts
    return happened({ type: 'data-redacted', payload: { ...payload, remains: remains as Remains[] } })
  },
}

export const redactionEvolvers: Evolvers<RedactionEvents> = {
  'data-redacted': (state, { seq, at, payload }) => {
    const { seqs, remains, people, blobs, ...said } = payload
    const { redactions } = state
    const left = new Map(remains.map((each) => [each.seq, each.payload]))
    state.redactions = {
      done: [...redactions.done, { ...said, seq, at, entries: seqs.length, files: blobs.length }],
      remains: {
        ...redactions.remains,
        ...Object.fromEntries(seqs.map((each) => [each, left.get(each) ?? null])),
      },
      blobs: { ...redactions.blobs, ...marked(blobs) },
      people: { ...redactions.people, ...marked(people) },
    }
    state.present += payload.present
    // a list that was compared before may bring back who is gone
    state.registrySeq = seq
  },
}

/** A file that was deleted is kept again. */
export function needBlob(state: State, sha256: Sha256): void {
  if (!state.redactions.blobs[sha256]) return
  const { [sha256]: _needed, ...blobs } = state.redactions.blobs
  state.redactions = { ...state.redactions, blobs }
}

const marked = <Id extends string>(ids: readonly Id[]): Record<Id, true> =>
  Object.fromEntries(ids.map((id) => [id, true])) as Record<Id, true>

/** All facts from the first on, with what deletions have left of them, whether the entries are emptied yet or not. */
export function whatRemains(facts: readonly RecordedEvent[]): RecordedEvent[] {
  const remains = new Map<number, unknown>()
  // the last deletion has the last word, also on what an earlier one had left
  for (const fact of facts.toReversed()) {
    if (fact.type !== 'data-redacted') continue
    const { seqs, remains: left } = remains.has(fact.seq)
      ? (remains.get(fact.seq) as RedactionEvents['data-redacted'])
      : fact.payload
    const payloads = new Map(left.map(({ seq, payload }) => [seq, payload]))
    for (const seq of seqs) if (!remains.has(seq)) remains.set(seq, payloads.get(seq) ?? null)
  }
  return facts.flatMap((fact) => (remains.has(fact.seq) ? reducedFact(fact, remains.get(fact.seq)) : [fact]))
}

/** Some facts, with what the deletions that a state knows of have left of them. */
export const whatRemainsIn = ({ redactions }: State, facts: readonly RecordedEvent[]): RecordedEvent[] =>
  facts.flatMap((fact) =>
    fact.seq in redactions.remains ? reducedFact(fact, redactions.remains[fact.seq]) : [fact],
  )

const reducedFact = (fact: RecordedEvent, payload: unknown): RecordedEvent[] =>
  // what remains of a fact is a fact of the same kind
  payload === null ? [] : [{ ...fact, payload } as RecordedEvent]
