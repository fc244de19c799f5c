/** What opening a journal finds: whole commands, perhaps a torn tail, perhaps damage. */
import { setImmediate } from 'node:timers/promises'
import { unchangedBeginning, type BytesHash, type KnownEnd } from './bytes-hash.ts'
import { ChainCheck, type Damage, type PlacedLine, type WholeEnd } from './chain-check.ts'
import { GENESIS } from './entry.ts'
import type { EntrySeal } from './entry-seal.ts'
import { JournalIndex } from './journal-index.ts'
import type { JournalStorage } from './storage.ts'

/** `cutEntries` counts an entry of which only a part was there. */
export type Recovery = { cutBytes: number; cutEntries: number }

export type FoundJournal = {
  head: WholeEnd
  index: JournalIndex
  recovery: Recovery | null
  damage: Damage | null
  snapshotMatches: boolean | null
  /** Entries without payload. */
  emptied: Set<number>
  /** Of the bytes up to `head`; null where nothing is sealed. */
  bytesHash: BytesHash | null
}

/** So many lines are checked without a pause: ten milliseconds or so. */
const LINES_AT_A_TIME = 1000

/**
 * Reads and checks everything, but payloads that were checked before and whose bytes have not changed since; changes nothing.
 * `report` hears how far it is, from 0 to 1; others get their turn in between.
 */
export const recoverJournal = async (
  storage: JournalStorage,
  knownHead: KnownEnd | null,
  seal: EntrySeal | null = null,
  report: (done: number) => void = () => {},
): Promise<FoundJournal> => {
  const bytes = await storage.read(0, await storage.size())
  const index = new JournalIndex()
  const emptied = new Set<number>()
  let hashAtKnownHead = knownHead?.seq === 0 ? GENESIS : null
  const take = (lines: PlacedLine[]) => {
    for (const line of lines) {
      index.add(line, line.length)
      if (line.form === 'redacted') emptied.add(line.seq)
      if (line.seq === knownHead?.seq) hashAtKnownHead = line.hash
    }
  }
  const known = seal && unchangedBeginning(bytes, knownHead)
  const check = new ChainCheck(bytes, take, seal, known?.length)
  while (check.advance(LINES_AT_A_TIME)) {
    report(check.whole.bytes / bytes.length)
    await setImmediate()
  }
  const { whole } = check
  const damage = check.damage ?? missingBefore(knownHead, whole)
  const torn = !damage && whole.bytes < bytes.length
  return {
    head: whole,
    index,
    emptied,
    bytesHash: known && known.hash.add(bytes.subarray(known.length, whole.bytes)),
    damage,
    recovery: torn ? { cutBytes: bytes.length - whole.bytes, cutEntries: check.tornEntries } : null,
    snapshotMatches: knownHead && hashAtKnownHead === knownHead.hash,
  }
}

/** A file cut exactly between two commands is a valid shorter chain: only someone who remembers its length can tell. */
const missingBefore = (knownHead: KnownEnd | null, whole: WholeEnd): Damage | null =>
  knownHead && whole.seq < knownHead.seq ? { entry: whole.seq + 1, reason: 'shorter-than-snapshot' } : null
