/** Opening a journal of 10,000 and of 100,000 entries with its snapshot, beside reading the same bytes. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import { readSnapshot, snapshotText, writeSnapshot } from '../../src/core/journal/snapshot.ts'
import { openLedger } from '../../src/core/folder/ledger-opening.ts'
import { FolderFiles } from '../../src/core/folder/folder-files.ts'
import { newDataKey, type DataKey } from '../../src/core/protection/data-key.ts'
import { HOST_STATION } from '../../src/shared/domain/ids.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import type { BenchResult } from './bench-result.ts'
import { median, timed } from './measuring.ts'

const ROUNDS = 5
const SIZES = [
  { entries: 10_000, limitMs: 300, isSealed: false },
  { entries: 100_000, limitMs: 1000, isSealed: false },
  { entries: 10_000, limitMs: 300, isSealed: true },
  { entries: 100_000, limitMs: 1000, isSealed: true },
]
/** Entries written after the snapshot, as on a busy evening. */
const TAIL = 1000

export async function benchOpening(): Promise<BenchResult> {
  const result: BenchResult = { name: 'Opening a data folder', rows: [], goals: [] }
  for (const { entries, limitMs, isSealed } of SIZES) {
    const how = isSealed ? ', encrypted' : ''
    const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
    try {
      const { opening, reading } = await measure(folder, entries, isSealed ? newDataKey() : null)
      result.rows.push(
        {
          what: `open ${entries} entries${how}: chain checked, snapshot, ${TAIL} more folded`,
          median: opening,
          unit: 'ms',
        },
        { what: `read the same file, nothing else`, median: reading, unit: 'ms' },
      )
      result.goals.push({
        what: `open ${entries} entries${how}`,
        limit: `< ${limitMs} ms`,
        measured: `${opening.toFixed(0)} ms (${(opening / reading).toFixed(1)} × reading the file)`,
        met: opening < limitMs,
      })
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
  return result
}

async function measure(folder: string, entries: number, key: DataKey | null) {
  const file = join(folder, 'journal.jsonl')
  const snapshotFile = join(folder, 'snapshot.json')
  const files = new FolderFiles(folder)
  files.key = key
  await write(file, key, 0, entries - TAIL)
  await snapshotOf(file, snapshotFile, files)
  await write(file, key, entries - TAIL, TAIL)
  const openings: number[] = []
  const readings: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    readings.push(await timed(() => readFile(file)))
    openings.push(
      await timed(async () => {
        const ledger = await openLedger(
          () => openFileStorage(file),
          await readSnapshot(snapshotFile, files),
          key,
        )
        if (ledger.state.seq !== entries) throw new Error(`opened ${ledger.state.seq} of ${entries} entries`)
        await ledger.journal.close()
      }),
    )
  }
  return { opening: median(openings), reading: median(readings) }
}

/** A quarter of the entries are guests, the rest goes in and out. */
async function write(file: string, seal: DataKey | null, from: number, count: number): Promise<void> {
  const journal = await openJournal(await openFileStorage(file), { seal })
  const CHUNK = 500
  for (let start = from; start < from + count; start += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, from + count - start) }, (_, index) => start + index)
    await Promise.all(numbers.map((number) => journal.append([entryOf(number)])))
  }
  await journal.close()
}

const idOf = (number: number) => `guest-${number - (number % 4)}` as AttendeeId

function entryOf(number: number) {
  const common = {
    at: new Date(number * 1000).toISOString(),
    station: HOST_STATION,
    commandId: `c-${number}`,
    version: 1,
  }
  const attendeeId = idOf(number)
  switch (number % 4) {
    case 0: {
      const attendee = attendeeSchema.parse({
        id: attendeeId,
        firstName: 'Vorname',
        lastName: `Nachname ${number}`,
      })
      return { ...common, type: 'attendee-added', payload: { attendee } }
    }
    case 2:
      return { ...common, type: 'check-in-undone', payload: { attendeeId, reason: 'Verwechslung' } }
    default:
      return { ...common, type: 'attendee-checked-in', payload: { attendeeId } }
  }
}

async function snapshotOf(file: string, snapshotFile: string, files: FolderFiles): Promise<void> {
  const none = { snapshot: null, problem: 'absent' } as const
  const { journal, state } = await openLedger(() => openFileStorage(file), none, files.key)
  await writeSnapshot(snapshotFile, await snapshotText({ ...journal.knownEnd, state }), files)
  await journal.close()
}
