/** Why most fields stand where they stand, when it is the same for many. */

/** Fewer may each have theirs beside them. */
const MANY = 4

/** The reason that is given most often, and how often; null where none is given often. */
export function sharedReason(reasons: readonly string[]): { reason: string; count: number } | null {
  const counts = [...Map.groupBy(reasons, (reason) => reason)].map(([reason, { length: count }]) => ({
    reason,
    count,
  }))
  const most = counts.toSorted((a, b) => b.count - a.count)[0]
  return most && most.count >= MANY ? most : null
}
