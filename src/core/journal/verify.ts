/** Checks a whole journal from its bytes alone, as an auditor would. */
import { setImmediate } from 'node:timers/promises'
import { ChainCheck, type DamageReason } from './chain-check.ts'
import type { EntrySeal } from './entry-seal.ts'

export type Verification =
  | { ok: true; entries: number; head: string }
  | { ok: false; firstBad: number; reason: DamageReason | 'tail-incomplete'; goodEntries: number }

const LINES_AT_A_TIME = 2000

/** Lets other work pass in between: a long journal takes a second. An incomplete last command is reported, not forgiven. */
export const verifyJournal = async (bytes: Buffer, seal: EntrySeal | null = null): Promise<Verification> => {
  const check = new ChainCheck(bytes, () => {}, seal)
  while (check.advance(LINES_AT_A_TIME)) await setImmediate()
  const { whole, damage } = check
  if (damage) return { ok: false, firstBad: damage.entry, reason: damage.reason, goodEntries: whole.seq }
  if (whole.bytes === bytes.length) return { ok: true, entries: whole.seq, head: whole.hash }
  return { ok: false, firstBad: whole.seq + 1, reason: 'tail-incomplete', goodEntries: whole.seq }
}
