/**
 * Organizers who came in by a secret while nothing can be recorded, because the journal is damaged: somebody has to see it and decide.
 * In memory only; once the journal goes on they are paired like everybody else.
 */
import { MappeError } from '../../shared/errors.ts'
import type { StationId } from '../../shared/domain/ids.ts'
import { hashOfToken } from './token.ts'

export type Onlooker = { stationId: StationId; name: string; tokenHash: string }

export type Onlookers = {
  add: (onlooker: Onlooker) => void
  /** Who holds this token, or null. */
  find: (token: string) => { station: StationId; role: 'organizer' } | null
  /** Hands each to `pair`, once. */
  settle: (pair: (onlooker: Onlooker) => Promise<void>) => Promise<void>
}

/** More than a few browsers on one computer are no accident. */
const MOST = 20

export function createOnlookers(): Onlookers {
  const byHash = new Map<string, Onlooker>()
  return {
    add: (onlooker) => {
      if (byHash.size >= MOST) throw new MappeError('JOURNAL_DAMAGED')
      byHash.set(onlooker.tokenHash, onlooker)
    },
    find: (token) => {
      const found = byHash.get(hashOfToken(token))
      return found ? { station: found.stationId, role: 'organizer' } : null
    },
    settle: async (pair) => {
      for (const [hash, onlooker] of byHash) {
        await pair(onlooker)
        byHash.delete(hash)
      }
    },
  }
}
