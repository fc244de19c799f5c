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

/** The roles a station may be moved between: nobody rises to organizer without a code of their own. */
export const movableRoleSchema = roleSchema.exclude(['organizer'])
export type MovableRole = z.infer<typeof movableRoleSchema>

/** What a device said of itself when it asked to join; `browser` is empty where it is not known. */
export const deviceSchema = z.strictObject({
  kind: z.enum(['phone', 'tablet', 'computer', 'unknown']),
  browser: z.string().max(40),
})
export type Device = z.infer<typeof deviceSchema>

/** A token outlives preparation and evening, and is worth nothing when the device turns up again later. */
export const TOKEN_DAYS = 30
const DAY_MS = 24 * 60 * 60_000

export type Station = {
  id: StationId
  role: Role
  name: string
  /** SHA-256 of the station's token, hex. Never leaves the host. */
  tokenHash: string
  pairedAt: string
  revokedAt: string | null
  device?: Device | undefined
}

export const stationCommands = {
  'pair-station': z.strictObject({
    stationId: stationIdSchema,
    role: roleSchema,
    name: requiredLineSchema,
    tokenHash: z.string().length(64),
    device: deviceSchema.optional(),
  }),
  'rename-station': z.strictObject({ stationId: stationIdSchema, name: requiredLineSchema }),
  'move-station': z.strictObject({ stationId: stationIdSchema, role: movableRoleSchema }),
  'revoke-station': z.strictObject({ stationId: stationIdSchema }),
}

export type StationEvents = {
  'station-paired': {
    stationId: StationId
    role: Role
    name: string
    tokenHash: string
    device?: Device | undefined
  }
  'station-renamed': { stationId: StationId; name: string }
  'station-moved': { stationId: StationId; role: Role }
  'station-revoked': { stationId: StationId }
}

export const stationDeciders: Deciders<typeof stationCommands> = {
  'pair-station': (state, { device, ...station }) => {
    const { stationId } = station
    if (state.stations[stationId]) throw new MappeError('CONFLICT', { station: stationId })
    return happened({ type: 'station-paired', payload: { ...station, ...(device && { device }) } })
  },
  'rename-station': (state, { stationId, name }) => {
    stationOf(state, stationId)
    return happened({ type: 'station-renamed', payload: { stationId, name } })
  },
  'move-station': (state, { stationId, role }) => {
    const station = stationOf(state, stationId)
    if (station.revokedAt !== null) throw new MappeError('STATION_REVOKED')
    if (station.role === 'organizer') throw new MappeError('NOT_ALLOWED_NOW', { reason: 'organizer-stays' })
    if (station.role === role) return unchanged({ type: 'nothing-to-do' })
    return happened({ type: 'station-moved', payload: { stationId, role } })
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

/** Whether a station's token is too old to be taken. */
export const isExpired = ({ pairedAt }: Station, now: Date): boolean =>
  now.getTime() >= Date.parse(pairedAt) + TOKEN_DAYS * DAY_MS

/** Revoked, or with a token that nobody would take any more. */
export const doneStations = ({ stations }: State, now: Date): Station[] =>
  Object.values(stations).filter((station) => station.revokedAt !== null || isExpired(station, now))

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
  'station-moved': (state, { payload: { stationId, role } }) => {
    const station = state.stations[stationId]
    if (!station) return
    state.stations[stationId] = { ...station, role }
    freeTasksOf(state, stationId)
  },
  'station-revoked': (state, { payload, at }) => {
    const station = state.stations[payload.stationId]
    if (station) state.stations[payload.stationId] = { ...station, revokedAt: at }
  },
}

/** What was sent to this station, or begun on it, any signing station may take. */
function freeTasksOf(state: State, gone: StationId): void {
  const unless = (id: StationId | null) => (id === gone ? null : id)
  const turns = Object.entries(state.signing).map(([partnerId, turn]) =>
    turn.status === 'called'
      ? [partnerId, { ...turn, stationId: unless(turn.stationId), takenBy: unless(turn.takenBy) }]
      : [partnerId, turn],
  )
  state.signing = Object.fromEntries(turns)
}
