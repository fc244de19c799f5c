/** Changes a journal by chance in the ways that disks, editors and forgers do, and asks whether it is noticed and named. */
import type { KnownEnd } from '../../src/core/journal/bytes-hash.ts'
import type { EntrySeal } from '../../src/core/journal/entry-seal.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../src/core/journal/memory-storage.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { guestArrived, journalBytes, listImported } from '../fixtures/journal-examples.ts'
import { below, randomFrom } from '../fixtures/random.ts'

type Random = () => number
type Mutation = { name: string; change: (lines: Buffer[], random: Random, foreign: Buffer) => Buffer[] }

const place = (lines: Buffer[], random: Random) => below(random, lines.length)
const without = (lines: Buffer[], at: number) => lines.filter((_, index) => index !== at)

const MUTATIONS: Mutation[] = [
  {
    name: 'a changed byte',
    change: (lines, random) => {
      const at = place(lines, random)
      const changed = Buffer.from(lines[at]!)
      const byte = below(random, changed.length)
      changed[byte]! ^= 1 << below(random, 8)
      return lines.with(at, changed)
    },
  },
  {
    name: 'a cut entry',
    change: (lines, random) => {
      const at = below(random, lines.length - 1)
      return lines.with(at, lines[at]!.subarray(0, below(random, lines[at]!.length)))
    },
  },
  { name: 'a missing entry', change: (lines, random) => without(lines, below(random, lines.length - 1)) },
  {
    name: 'a doubled entry',
    change: (lines, random) => {
      const at = place(lines, random)
      return lines.toSpliced(at, 0, lines[at]!)
    },
  },
  {
    name: 'two entries in another order',
    change: (lines, random) => {
      const at = below(random, lines.length - 1)
      const to = at + 1 + below(random, lines.length - 1 - at)
      return lines.with(at, lines[to]!).with(to, lines[at]!)
    },
  },
  {
    name: 'an entry of another journal',
    change: (lines, random, foreign) => lines.toSpliced(place(lines, random), 0, foreign),
  },
  {
    name: 'a part moved elsewhere',
    change: (lines, random) => {
      const from = below(random, lines.length - 2)
      const [moved, rest] = [lines.slice(from, from + 2), lines.toSpliced(from, 2)]
      const to = below(random, rest.length)
      return rest.toSpliced(to === from ? (to + 1) % rest.length : to, 0, ...moved)
    },
  },
  {
    name: 'cut exactly between two entries',
    change: (lines, random) => lines.slice(0, below(random, lines.length)),
  },
]

export type MutationReport = {
  mutations: number
  unnoticed: string[]
  /** Said of another entry than where everything is read anew, without what the snapshot remembers. */
  misnamed: string[]
  byKind: Record<string, number>
}

/** `count` mutations of a journal of 40 commands; with `seal`, of a sealed one. */
export async function mutateJournals(
  count: number,
  seed: number,
  seal: EntrySeal | null = null,
): Promise<MutationReport> {
  const random = randomFrom(seed)
  const commands = Array.from({ length: 40 }, (_, index) =>
    index % 5 === 4
      ? listImported([index, index + 100], `import-${index}`)
      : [guestArrived(index, `guest-${index}`)],
  )
  const { bytes, lines } = await journalBytes(commands, seal)
  const foreign = (await journalBytes([[guestArrived(77)]], seal)).lines[0] ?? Buffer.alloc(0)
  const whole = await endOf(bytes, seal)
  const earlier = await endOf(Buffer.concat(lines.slice(0, EARLIER)), seal)
  const report: MutationReport = { mutations: 0, unnoticed: [], misnamed: [], byKind: {} }
  while (report.mutations < count) {
    const { name, change } = MUTATIONS[report.mutations % MUTATIONS.length]!
    const mutated = Buffer.concat(change(lines, random, foreign))
    if (mutated.equals(bytes)) continue
    report.mutations += 1
    report.byKind[name] = (report.byKind[name] ?? 0) + 1
    const which = `${name}, number ${report.mutations}`
    if ((await findingIn(mutated, whole, seal)) === 'whole') report.unnoticed.push(which)
    for (const known of [whole, earlier]) {
      const withoutHash = { ...known, bytesHash: undefined }
      const isSame = (await findingIn(mutated, known, seal)) === (await findingIn(mutated, withoutHash, seal))
      if (!isSame) report.misnamed.push(which)
    }
  }
  return report
}

/** After 30 of the 40 commands. */
const EARLIER = 36

async function endOf(bytes: Buffer, seal: EntrySeal | null): Promise<KnownEnd> {
  return (await openJournal(createMemoryStorage(bytes), { seal })).knownEnd
}

/** Damage with the entry's number, a torn end, another end than the snapshot remembers; or that all is whole. */
async function findingIn(bytes: Buffer, knownHead: KnownEnd, seal: EntrySeal | null): Promise<string> {
  try {
    const { recovery, snapshotMatches } = await openJournal(createMemoryStorage(bytes), { knownHead, seal })
    if (recovery) return `torn: ${recovery.cutEntries}`
    return snapshotMatches === false ? 'another end' : 'whole'
  } catch (error) {
    if (!isMappeError(error) || error.code !== 'JOURNAL_DAMAGED') throw error
    if (!Number.isInteger(error.data['entry'])) return 'whole'
    return `entry ${error.data['entry']}: ${error.data['reason']}`
  }
}
