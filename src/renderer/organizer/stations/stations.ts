/** The stations as the console lists them, and how a new one may be called. */
import type { State } from '../../../shared/domain/state.ts'
import type { Station } from '../../../shared/domain/station.ts'

/** Those in use first, the newest first; revoked ones at the end. */
export const stationsInOrder = ({ stations }: State): Station[] =>
  Object.values(stations).toSorted(
    (a, b) =>
      Number(a.revokedAt !== null) - Number(b.revokedAt !== null) || b.pairedAt.localeCompare(a.pairedAt),
  )

/** "Empfang 1", "Empfang 2" … : the first number that no station has. */
export function suggestedName(roleName: string, stations: readonly Station[]): string {
  const taken = new Set(stations.map(({ name }) => name))
  let number = 1
  while (taken.has(`${roleName} ${number}`)) number += 1
  return `${roleName} ${number}`
}
