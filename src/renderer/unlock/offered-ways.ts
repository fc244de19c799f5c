/** What the page offers to open a ceremony with: only what was set up for it. */
import type { TypedSecret, WayToOpen } from '../../shared/contract/protection.ts'

export type OfferedWays = {
  /** Asked for first what comes first. */
  typed: readonly TypedSecret['by'][]
  /** A file can be named when the program is started, not here. */
  hasKeyFile: boolean
}

const TYPED: readonly TypedSecret['by'][] = ['passphrase', 'recovery-key']

/** Where the host does not say, everything that can be typed. */
export function offeredFor(ways: readonly WayToOpen[] | undefined): OfferedWays {
  if (!ways) return { typed: TYPED, hasKeyFile: false }
  return { typed: TYPED.filter((way) => ways.includes(way)), hasKeyFile: ways.includes('key-file') }
}

/** The other one to switch to; null where there is only one. */
export const otherThan = (by: TypedSecret['by'], { typed }: OfferedWays): TypedSecret['by'] | null =>
  typed.find((way) => way !== by) ?? null
