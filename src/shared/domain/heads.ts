/** How many heads an arrival stands for: the guest, and the companions who were counted but not named. */
import type { Arrival } from './check-in.ts'
import type { AttendeeId } from './ids.ts'
import type { State } from './state.ts'

/** 0 for somebody who is not in. */
export const headsOf = (arrival: Arrival | undefined): number => (arrival ? 1 + companionsIn(arrival) : 0)

export const companionsIn = (arrival: Arrival | undefined): number => arrival?.companions ?? 0

/** Nobody counted leaves no trace, as in arrivals from before companions were counted. */
export function withCompanions(arrival: Arrival, companions: number): Arrival {
  if (companions > 0) return { ...arrival, companions }
  const alone = { ...arrival }
  delete alone.companions
  return alone
}

/** The one place where somebody comes into the hall or leaves it, so that the headcount is always right. */
export function putArrival(state: State, id: AttendeeId, arrival: Arrival | null): void {
  state.present += headsOf(arrival ?? undefined) - headsOf(state.arrivals[id])
  if (arrival) state.arrivals[id] = arrival
  else delete state.arrivals[id]
}
