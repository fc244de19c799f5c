/** Stations: a browser or window with one role, known by the hash of its token. */
import { z } from 'zod'
import { requiredLineSchema, stationIdSchema } from './ids.ts'
import { HOST_STATION } from './ids.ts'
import type { StationId } from './ids.ts'
import type { Deciders } from './decision.ts'
import { happened, unchanged } from './decision.ts'
import type { Evolvers } from './events.ts'
import type { State } from './state.ts'
import { MappeError } from '../errors.ts'

export const roleSchema = z.enum(['organizer', 'reception', 'signing', 'display'])
export type Role = z.infer<typeof roleSchema>

export type Station = {
  id: StationId
  role: Role
  name: string
  /** SHA-256 of the station's token, hex. Never leaves the host. */
  tokenHash: string
  pairedAt: string
  revokedAt: string | null
}

export const stationCommands = {
  'pair-station': z.strictObject({
    stationId: stationIdSchema,
    role: roleSchema,
    name: requiredLineSchema,
    tokenHash: z.string().length(64),
  }),
  'rename-station': z.strictObject({ stationId: stationIdSchema, name: requiredLineSchema }),
  'revoke-station': z.strictObject({ stationId: stationIdSchema }),
}

export type StationEvents = {
  'station-paired': { stationId: StationId; role: Role; name: string; tokenHash: string }
  'station-renamed': { stationId: StationId; name: string }
  'station-revoked': { stationId: StationId }
}

export const stationDeciders: Deciders<typeof stationCommands> = {
  'pair-station': (state, { stationId, role, name, tokenHash }) => {
    if (state.stations[stationId]) throw new MappeError('CONFLICT', { station: stationId })
    return happened({ type: 'station-paired', payload: { stationId, role, name, tokenHash } })
  },
  'rename-station': (state, { stationId, name }) => {
    stationOf(state, stationId)
    return happened({ type: 'station-renamed', payload: { stationId, name } })
  },
  'revoke-station': (state, { stationId }) => {
    if (stationOf(state, stationId).revokedAt) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'station-revoked', payload: { stationId } })
  },
}

/** A paired station by id, or NOT_FOUND. */
export function stationOf(state: State, stationId: StationId): Station {
  const station = state.stations[stationId]
  if (!station) throw new MappeError('NOT_FOUND', { station: stationId })
  return station
}

/** The name people gave the station; the host itself is "Leitung". */
export const stationName = (state: State, stationId: StationId): string =>
  state.stations[stationId]?.name ?? (stationId === HOST_STATION ? 'Leitung' : '–')

export const stationEvolvers: Evolvers<StationEvents> = {
  'station-paired': (state, { payload, at }) => {
    const { stationId, ...facts } = payload
    state.stations[stationId] = { id: stationId, ...facts, pairedAt: at, revokedAt: null }
  },
  'station-renamed': (state, { payload }) => {
    const station = state.stations[payload.stationId]
    if (station) state.stations[payload.stationId] = { ...station, name: payload.name }
  },
  'station-revoked': (state, { payload, at }) => {
    const station = state.stations[payload.stationId]
    if (station) state.stations[payload.stationId] = { ...station, revokedAt: at }
  },
}
