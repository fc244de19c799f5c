/** How many heads an arrival stands for: the guest, and the companions who were counted but not named. */
import { z } from 'zod'
import type { Arrival } from './check-in.ts'
import type { AttendeeId } from '../ids.ts'
import type { State } from '../state.ts'

/** As many as one guest may bring. */
export const MOST_COMPANIONS = 50
export const companionsSchema = z.int().min(0).max(MOST_COMPANIONS)

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

/** Named companions who were taken back and are among those only counted. */
export const among = (arrival: Arrival | undefined): readonly AttendeeId[] => arrival?.among ?? []

/** A companion who was only counted has been named and taken back: as before, the guest's count stands for them. */
export function putBackAmongCounted(state: State, id: AttendeeId): void {
  const hostId = state.arrivals[id]?.countedWith
  const host = hostId && state.arrivals[hostId]
  if (!host) return
  const counted = withCompanions(host, companionsIn(host) + 1)
  putArrival(state, hostId, { ...counted, among: [...among(host), id] })
}

/** Comes in by name again, and is not counted twice. Gives the guest who had counted them. */
export function takeFromCounted(state: State, id: AttendeeId): AttendeeId | undefined {
  const hostId = state.attendees[id]?.companionOf
  const host = hostId && state.arrivals[hostId]
  if (!host || !among(host).includes(id)) return undefined
  const others = among(host).filter((other) => other !== id)
  putArrival(state, hostId, { ...withCompanions(host, companionsIn(host) - 1), among: others })
  return hostId
}
