/** What deciding a command gives: facts to record, or the reason why nothing had to change. */
import type { z } from 'zod'
import type { DomainEvent } from './events.ts'
import type { State } from './state.ts'
import type { StationId } from './ids.ts'

/** Nothing to record; an outcome, not an error. */
export type Unchanged =
  | { type: 'already-checked-in'; at: string; stationName: string }
  | { type: 'not-checked-in' }
  | { type: 'nothing-to-do' }

export type Decision = { events: DomainEvent[] } | { unchanged: Unchanged }

/** Who asks. Time is stamped when the facts are recorded, not here. */
export type DecisionContext = { station: StationId }

export const happened = (...events: DomainEvent[]): Decision => ({ events })
export const unchanged = (reason: Unchanged): Decision => ({ unchanged: reason })

/** One pure function per command: the present state and the request in, a decision out, or a MappeError. */
export type Deciders<Commands extends Record<string, z.ZodType>> = {
  [T in keyof Commands]: (state: State, command: z.infer<Commands[T]>, context: DecisionContext) => Decision
}
