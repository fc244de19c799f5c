/** The signing tablets as the organizer sees them: who is at which, and which one does not answer. */
import type { StationPresence } from '../../../shared/contract/live.ts'
import { signersOf } from '../../../shared/domain/signing/agreement.ts'
import type { PartnerId, StationId } from '../../../shared/domain/ids.ts'
import { holderOf, turnOf } from '../../../shared/domain/signing/turn.ts'
import type { State } from '../../../shared/domain/state.ts'
import { signingStations } from './signing-stations.ts'

/** When this page heard of a station last, by its own clock in ms; absent for one never heard since the host was started. */
export type Heard = ReadonlyMap<StationId, { isThere: boolean; at: number }>

export type TabletRow = {
  id: StationId
  name: string
  isResting: boolean
  /** Whose task lies there. */
  task: { partnerId: PartnerId; organisation: string; hasBegun: boolean } | null
  contact: 'there' | 'silent' | 'never'
  silentSeconds: number
}

export const heardFrom = (presence: readonly StationPresence[], now: number): Heard =>
  new Map(presence.map(({ stationId, isThere, silentMs }) => [stationId, { isThere, at: now - silentMs }]))

export function tabletRows(state: State, heard: Heard, now: number): TabletRow[] {
  return signingStations(state).map(({ id, name }) => {
    const contact = heard.get(id)
    return {
      id,
      name,
      isResting: state.signingPlan.resting.includes(id),
      task: taskAt(state, id),
      contact: contact === undefined ? 'never' : contact.isThere ? 'there' : 'silent',
      silentSeconds: contact ? Math.max(0, Math.round((now - contact.at) / 1000)) : 0,
    }
  })
}

function taskAt(state: State, station: StationId): TabletRow['task'] {
  for (const { id, name } of signersOf(state)) {
    const turn = turnOf(state, id)
    if (turn.status !== 'called' || holderOf(state, turn) !== station) continue
    return { partnerId: id, organisation: name, hasBegun: turn.takenBy === station }
  }
  return null
}

/** Where a task can go instead: the other tablets that are there and have nobody. */
export const otherTablets = (rows: readonly TabletRow[], from: StationId): TabletRow[] =>
  rows.filter(({ id, contact, task }) => id !== from && contact === 'there' && task === null)

/** "40 s", "3 min": what a glance needs. */
export const silenceText = (seconds: number): { unit: 'seconds' | 'minutes'; count: number } =>
  seconds < 120 ? { unit: 'seconds', count: seconds } : { unit: 'minutes', count: Math.floor(seconds / 60) }
