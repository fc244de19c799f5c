/** Why a page was left, as it travels in the fragment of the address: nothing of it reaches the host. */
import { roleSchema } from '../../shared/domain/station.ts'
import type { Role } from '../../shared/domain/station.ts'
import type { Refusal } from '../connection/wire.ts'

const REASONS = ['unknown', 'revoked', 'expired', 'moved'] as const

export type Farewell = {
  why: (typeof REASONS)[number]
  role: Role
  /** The new role of a station that was moved. */
  next: Role | null
  /** Acts that the host never heard of. */
  unsent: number
}

export function farewellFor(role: Role, refusal: Refusal, unsent: number): Farewell {
  const [given, next] = refusal.split(':')
  const why = REASONS.find((reason) => reason === given) ?? 'unknown'
  return { why, role, next: roleOf(next), unsent }
}

/** Where the page goes: a moved station straight to its new surface, unless there is something to be said first. */
export function wayOut({ why, role, next, unsent }: Farewell): string {
  if (next !== null && unsent === 0) return `/${next}`
  const words = new URLSearchParams({ why, role, ...(next && { next }), unsent: String(unsent) })
  return `/left#${words.toString()}`
}

/** Null when somebody typed the address. */
export function farewellIn(hash: string): Farewell | null {
  const words = new URLSearchParams(hash.replace(/^#/, ''))
  const why = REASONS.find((reason) => reason === words.get('why'))
  const role = roleOf(words.get('role'))
  if (!why || !role) return null
  const unsent = Math.max(0, Math.trunc(Number(words.get('unsent'))) || 0)
  return { why, role, next: roleOf(words.get('next')), unsent }
}

const roleOf = (given: unknown): Role | null => roleSchema.safeParse(given).data ?? null
