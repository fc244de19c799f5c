/** Tokens: 256 bits that only the station keeps; the host knows their hash. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Role, Station } from '../../shared/domain/station.ts'
import { isExpired } from '../../shared/domain/station.ts'
import type { State } from '../../shared/domain/state.ts'
import type { StationId } from '../../shared/domain/ids.ts'

/** SHA-256 of a token, hex: what the journal keeps of it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** A fresh token of 256 bits, base64url. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** Whose token it is, or why it opens nothing (any more). */
export type Admission =
  | { caller: { station: StationId; role: Role }; refused: null }
  | { caller: null; refused: 'unknown' | 'revoked' | 'expired' }

/** Looks through all stations whichever is found, so that the time taken tells nothing. */
export function admit({ stations }: State, token: string, now: Date): Admission {
  const hash = Buffer.from(hashOfToken(token))
  let found: Station | null = null
  for (const station of Object.values(stations)) {
    const kept = Buffer.from(station.tokenHash)
    if (kept.length === hash.length && timingSafeEqual(kept, hash)) found = station
  }
  if (!found) return { caller: null, refused: 'unknown' }
  if (found.revokedAt !== null) return { caller: null, refused: 'revoked' }
  if (isExpired(found, now)) return { caller: null, refused: 'expired' }
  return { caller: { station: found.id, role: found.role }, refused: null }
}
