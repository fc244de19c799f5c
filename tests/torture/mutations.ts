/** Changes a journal by chance in the ways that disks, editors and forgers do, and asks whether it is noticed and named. */
import { openJournal } from '../../src/core/journal/journal.ts'
import { createMemoryStorage } from '../../src/core/journal/memory-storage.ts'
import { isMappeError } from '../../src/shared/errors.ts'
import { guestArrived, journalBytes, listImported } from '../fixtures/journal-examples.ts'
import { below, randomFrom } from '../fixtures/random.ts'

type Random = () => number
type Mutation = { name: string; change: (lines: Buffer[], random: Random) => Buffer[] }

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
    change: (lines, random) => lines.toSpliced(place(lines, random), 0, foreign),
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

const [foreign] = (await journalBytes([[guestArrived(77)]])).lines as [Buffer]

export type MutationReport = { mutations: number; unnoticed: string[]; byKind: Record<string, number> }

/** `count` mutations of a journal of 40 commands. */
export async function mutateJournals(count: number, seed: number): Promise<MutationReport> {
  const random = randomFrom(seed)
  const commands = Array.from({ length: 40 }, (_, index) =>
    index % 5 === 4
      ? listImported([index, index + 100], `import-${index}`)
      : [guestArrived(index, `guest-${index}`)],
  )
  const { bytes, lines } = await journalBytes(commands)
  const knownHead = (await openJournal(createMemoryStorage(bytes))).head
  const report: MutationReport = { mutations: 0, unnoticed: [], byKind: {} }
  while (report.mutations < count) {
    const { name, change } = MUTATIONS[report.mutations % MUTATIONS.length]!
    const mutated = Buffer.concat(change(lines, random))
    if (mutated.equals(bytes)) continue
    report.mutations += 1
    report.byKind[name] = (report.byKind[name] ?? 0) + 1
    if (!(await isNoticed(mutated, knownHead))) report.unnoticed.push(`${name}, number ${report.mutations}`)
  }
  return report
}

/** Found as damage with the entry's number, as a torn end, or by the end that the snapshot remembers. */
async function isNoticed(
  bytes: Buffer,
  knownHead: { seq: number; hash: string; bytes: number },
): Promise<boolean> {
  try {
    const { recovery, snapshotMatches } = await openJournal(createMemoryStorage(bytes), { knownHead })
    return recovery !== null || snapshotMatches === false
  } catch (error) {
    return isMappeError(error) && error.code === 'JOURNAL_DAMAGED' && Number.isInteger(error.data['entry'])
  }
}
