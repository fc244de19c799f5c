/** Which of the hits Enter means: never a guess between people who match equally well. */
import type { Hit } from '../../shared/search.ts'

/** The hit that Enter checks in at once: the only one, or the only one of the best rank. Null when there is a choice, or only a guess. */
export function sureHit<Id extends string>(hits: readonly Hit<Id>[]): Id | null {
  const [first, second] = hits
  if (!first || first.rank === 'typo') return null
  return second && second.rank === first.rank ? null : first.id
}

/** The hit after or before the chosen one; the ends stay the ends, and from nothing chosen it starts at the first. */
export function neighbour<Id extends string>(ids: readonly Id[], chosen: Id | null, step: 1 | -1): Id | null {
  const at = chosen === null ? -1 : ids.indexOf(chosen)
  if (at < 0) return ids[0] ?? null
  return ids[Math.min(ids.length - 1, Math.max(0, at + step))] ?? null
}
