/** The tablets on which somebody may sign. */
import type { State } from '../../../shared/domain/state.ts'
import type { Station } from '../../../shared/domain/station.ts'

export const signingStations = ({ stations }: State): Station[] =>
  Object.values(stations)
    .filter(({ role, revokedAt }) => role === 'signing' && revokedAt === null)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de', { numeric: true }))
