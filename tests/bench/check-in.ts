/** A durable check-in among 10,000 guests, beside a bare append with fdatasync and beside lowdb's own file writer. */
import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { createCommandHandler } from '../../src/core/command-handler.ts'
import type { CommandHandler } from '../../src/core/command-handler.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openLedger } from '../../src/core/folder/ledger-opening.ts'
import { newDataKey, type DataKey } from '../../src/core/protection/data-key.ts'
import type { Command } from '../../src/shared/domain/decide.ts'
import { HOST_STATION } from '../../src/shared/domain/ids.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { attendeeSchema } from '../../src/shared/domain/registry/registry.ts'
import type { BenchResult } from './bench-result.ts'
import { median, quantile, timed } from './measuring.ts'

const GUESTS = 10_000
const SINGLE = 400
const LOWDB_WRITES = 12
const CALLERS = 64
const BATCHES = 30

export async function benchCheckIn(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  try {
    return await measure(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(folder: string): Promise<BenchResult> {
  const handler = await handlerWithGuests(join(folder, 'journal.jsonl'), null)
  const sealed = await handlerWithGuests(join(folder, 'sealed.jsonl'), newDataKey())
  const bare = await open(join(folder, 'bare'), 'a')
  const line = Buffer.alloc(300, 'x')
  const append = async () => {
    await bare.write(line)
    await bare.datasync()
  }
  const checkIn = checkInsOf(handler)
  const checkInSealed = checkInsOf(sealed)
  const low = new Low(new JSONFile<unknown>(join(folder, 'lowdb.json')), handler.state)

  // Interleaved, so that a mood of the disk meets all alike.
  const times = { bare: [] as number[], ours: [] as number[], sealed: [] as number[], lowdb: [] as number[] }
  for (let round = 0; round < SINGLE; round += 1) {
    times.bare.push(await timed(append))
    times.ours.push(await timed(checkIn))
    times.sealed.push(await timed(checkInSealed))
    if (round % Math.floor(SINGLE / LOWDB_WRITES) === 0) times.lowdb.push(await timed(() => low.write()))
  }
  const rates = { bare: [] as number[], ours: [] as number[], sealed: [] as number[] }
  for (let batch = 0; batch < BATCHES; batch += 1) {
    rates.bare.push(8000 / (await timed(() => repeat(8, append))))
    const together = (act: () => Promise<unknown>) => Promise.all(Array.from({ length: CALLERS }, act))
    rates.ours.push((CALLERS * 1000) / (await timed(() => together(checkIn))))
    rates.sealed.push((CALLERS * 1000) / (await timed(() => together(checkInSealed))))
  }
  await bare.close()
  await handler.close()
  await sealed.close()

  const slower = median(times.ours) / median(times.bare)
  const faster = median(times.lowdb) / median(times.ours)
  const grouped = median(rates.ours) / median(rates.bare)
  const slowerSealed = median(times.sealed) / median(times.bare)
  const groupedSealed = median(rates.sealed) / median(rates.bare)
  const row = (what: string, values: number[]) =>
    ({ what, median: median(values), p95: quantile(values, 0.95), unit: 'ms' }) as const
  return {
    name: `Durable check-in among ${GUESTS} guests`,
    rows: [
      row('bare 300-byte append + fdatasync', times.bare),
      row('check-in, one caller', times.ours),
      row('check-in in an encrypted folder', times.sealed),
      row("lowdb's own JSONFile write of the same state", times.lowdb),
      { what: 'bare appends', median: median(rates.bare), unit: '/s' },
      { what: `check-ins, ${CALLERS} callers at once`, median: median(rates.ours), unit: '/s' },
      { what: 'the same in an encrypted folder', median: median(rates.sealed), unit: '/s' },
    ],
    goals: [
      goal('check-in against a bare append', slower, '≤ 2 ×', slower <= 2),
      goal('the same in an encrypted folder', slowerSealed, '≤ 2 ×', slowerSealed <= 2),
      goal('check-in faster than lowdb’s write by', faster, '≥ 50 ×', faster >= 50),
      goal(`rate with ${CALLERS} callers against bare appends`, grouped, '≥ 10 ×', grouped >= 10),
      goal('the same in an encrypted folder', groupedSealed, '≥ 10 ×', groupedSealed >= 10),
    ],
  }
}

const goal = (what: string, factor: number, limit: string, met: boolean) => ({
  what,
  limit,
  measured: `${factor.toFixed(1)} ×`,
  met,
})

const idOf = (number: number) => `guest-${number}` as AttendeeId

const commandFor = (number: number): Command => ({ type: 'check-in', payload: { attendeeId: idOf(number) } })

function checkInsOf(handler: CommandHandler): () => Promise<unknown> {
  let guest = 0
  return () => {
    guest += 1
    return handler.run(commandFor(guest), { commandId: `check-in-${guest}`, station: HOST_STATION })
  }
}

async function repeat(times: number, work: () => Promise<void>): Promise<void> {
  for (let index = 0; index < times; index += 1) await work()
}

async function handlerWithGuests(file: string, seal: DataKey | null): Promise<CommandHandler> {
  const handler = await createCommandHandler({
    open: () => openLedger(() => openFileStorage(file), { snapshot: null, problem: 'absent' }, seal),
    now: () => new Date(),
    publish: () => {},
  })
  const attendees = Array.from({ length: GUESTS }, (_, index) =>
    attendeeSchema.parse({
      id: idOf(index + 1),
      firstName: 'Vorname',
      lastName: `Nachname-${index + 1}`,
      function: 'Mitglied des Gemeinderats',
      email: `gast-${index + 1}@example.org`,
      phone: '030 23125 000',
    }),
  )
  const command: Command = {
    type: 'import-list',
    payload: { fileName: 'bench.csv', partners: [], attendees, refusedRows: 0 },
  }
  await handler.run(command, { commandId: 'import', station: HOST_STATION })
  return handler
}
