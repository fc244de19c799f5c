/** Which of the places found in a text become fields. */
import type { PartnerId } from './domain/ids.ts'

/**
 * Every anchor of a partner, because somebody wrote each of them on purpose; without any, the first place found for it.
 * A partner that has no place, and a place that has no partner, are left out.
 */
export function chosenPlaces<Place extends { partnerId: PartnerId | null; why: string }>(
  found: readonly Place[],
): Place[] {
  const withAnchors = new Set(found.filter(({ why }) => why === 'anchor').map(({ partnerId }) => partnerId))
  const seen = new Set<PartnerId>()
  return found.filter(({ partnerId, why }) => {
    if (partnerId === null || (withAnchors.has(partnerId) && why !== 'anchor')) return false
    const isFirst = !seen.has(partnerId)
    seen.add(partnerId)
    return isFirst || why === 'anchor'
  })
}
