/** A list of 10,000 guests, read, compared and taken over while a desk follows: how long, and how long the host is deaf. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newCommandId } from '../../src/core/core-parts.ts'
import { openCore } from '../../src/core/core.ts'
import { importList, previewList } from '../../src/core/registry/list-intake.ts'
import { followFacts } from '../../src/core/live-feed.ts'
import type { BenchResult } from './bench-result.ts'
import { median, timed } from './measuring.ts'
import { generateRegistry } from '../fixtures/registry/generated-registry.ts'

const GUESTS = 10_000
/** The first one warms the thread up and is left out. */
const ROUNDS = 4
const TIME_LIMIT_MS = 2_000
const BLOCKED_LIMIT_MS = 50
const fromRoot = (path: string) => new URL(`../../${path}`, import.meta.url)

export async function benchImport(): Promise<BenchResult> {
  const list = bigList('')
  const changed = bigList(' (neu)')
  const figures = {
    look: [] as number[],
    take: [] as number[],
    again: [] as number[],
    blocked: [] as number[],
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    const once = await measure(list, changed)
    if (round === 0) continue
    for (const key of ['look', 'take', 'again', 'blocked'] as const) figures[key].push(once[key])
  }
  const [look, take, again, blocked] = [figures.look, figures.take, figures.again, figures.blocked].map(
    median,
  )
  return {
    name: `Importing a list of ${GUESTS} guests`,
    rows: [
      { what: 'read and compare with an empty registry', median: look ?? NaN, unit: 'ms' },
      { what: 'read, compare and take over, durable', median: take ?? NaN, unit: 'ms' },
      { what: 'the same list changed in every row, compared', median: again ?? NaN, unit: 'ms' },
      { what: 'longest time the host was deaf', median: blocked ?? NaN, unit: 'ms' },
    ],
    goals: [
      goal('take over', take ?? NaN, TIME_LIMIT_MS),
      goal('compare a changed list', again ?? NaN, TIME_LIMIT_MS),
      goal('host deaf', blocked ?? NaN, BLOCKED_LIMIT_MS),
    ],
  }
}

const goal = (what: string, ms: number, limit: number) => ({
  what,
  limit: `< ${limit} ms`,
  measured: `${ms.toFixed(0)} ms`,
  met: ms < limit,
})

async function measure(list: Uint8Array, changed: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const core = await openCore({
    dataDir: folder,
    resourcesDir: fileURLToPath(fromRoot('resources')),
    pdfWorkerUrl: fromRoot('src/core/agreement/worker/worker.ts'),
    listWorkerUrl: fromRoot('src/core/registry/worker.ts'),
    version: 'bench',
  })
  const stop = new AbortController()
  try {
    const { parts } = core
    const { station } = core.hostCaller
    const following = drain(
      followFacts({ ...parts, signal: stop.signal }, 'reception', { since: null, head: null }),
    )
    await previewList(parts, { bytes: bytesOf('Nachname\nAbel'), fileName: 'warm.csv' }, station)
    const turns = watchTurns()
    const look = await timed(() => previewList(parts, { bytes: list, fileName: 'a.csv' }, station))
    const origin = { commandId: newCommandId(), station }
    const take = await timed(() => importList(parts, { bytes: list, fileName: 'a.csv' }, null, origin))
    const again = await timed(() => previewList(parts, { bytes: changed, fileName: 'b.csv' }, station))
    const blocked = turns.stop()
    stop.abort()
    await following
    return { look, take, again, blocked }
  } finally {
    await core.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The longest turn of the event loop, in time of the processor: what else runs on the machine does not count. */
function watchTurns(): { stop: () => number } {
  const cpu = () => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let last = cpu()
  let longest = 0
  let next: NodeJS.Immediate
  const turn = () => {
    const now = cpu()
    longest = Math.max(longest, now - last)
    last = now
    next = setImmediate(turn)
  }
  next = setImmediate(turn)
  return {
    stop: () => {
      clearImmediate(next)
      return longest
    },
  }
}

async function drain(facts: AsyncGenerator<unknown, void>): Promise<void> {
  try {
    for await (const fact of facts) void fact
  } catch {
    // ended by the signal
  }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

function bigList(mark: string): Uint8Array {
  const rows = generateRegistry(GUESTS).map(({ id, firstName, lastName, organisation, ...rest }) =>
    [
      'Frau',
      firstName,
      `${lastName} ${id}`,
      organisation,
      `${rest.function}${mark}`,
      `${id}@example.org`,
    ].join(';'),
  )
  return bytesOf(['Anrede;Vorname;Nachname;Organisation;Funktion;E-Mail', ...rows].join('\r\n'))
}
