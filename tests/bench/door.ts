/** Five hundred arrivals a minute over three desks: how long until a desk has the host's word, from the tap on. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newToken } from '../../src/core/pairing/token.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { startDoor } from '../fixtures/door-process.ts'
import type { DoorProcess, Memory } from '../fixtures/door-process.ts'
import { openTestDesk } from '../fixtures/test-desk.ts'
import type { TestDesk } from '../fixtures/test-desk.ts'
import type { BenchResult } from './bench-result.ts'
import { median, quantile, timed } from './measuring.ts'

const PER_MINUTE = 500
const DESKS = 3
/** Above this a desk would go on alone, and the number would not be the host's. */
const PATIENCE_MS = 10_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

/** `seconds`: how long guests keep coming. */
export async function benchDoor(seconds: number): Promise<BenchResult> {
  const arrivals = Math.round((PER_MINUTE / 60) * seconds)
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const tokens = Array.from({ length: DESKS }, newToken)
  const door = await startDoor(join(folder, 'data'), arrivals, tokens)
  const url = `ws://127.0.0.1:${door.port}/rpc`
  const desks = await Promise.all(
    tokens.map((token) => openTestDesk(token, url, token, { patience: PATIENCE_MS })),
  )
  try {
    return await measure(desks, arrivals, door)
  } finally {
    for (const desk of desks) desk.kill()
    await door.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(desks: TestDesk[], arrivals: number, door: DoorProcess): Promise<BenchResult> {
  while (desks.some(({ state }) => Object.keys(state.value.attendees).length < arrivals)) await pause(20)
  const before = await door.memory()
  const { times, alone } = await letIn(desks, arrivals)
  while (desks.some(({ state, waiting }) => waiting.value.length > 0 || state.value.present < times.length)) {
    await pause(20)
  }
  const after = await door.memory()
  const counted = desks.map(({ state }) => Object.keys(state.value.arrivals).length)
  const isExact = counted.every((each) => each === arrivals) && alone === 0
  const p99 = quantile(times, 0.99)
  const minutes = (arrivals / PER_MINUTE).toFixed(1)
  return {
    name: `The door: ${PER_MINUTE} arrivals a minute over ${DESKS} desks, for ${minutes} minutes`,
    rows: [
      {
        what: 'from the tap to the host’s durable answer',
        median: median(times),
        p95: quantile(times, 0.95),
        unit: 'ms',
      },
      { what: 'the same, 99 of 100', median: p99, unit: 'ms' },
      { what: 'the same, the slowest', median: Math.max(...times), unit: 'ms' },
      ...memoryRows('before the first arrival', before),
      ...memoryRows('after the last', after),
    ],
    goals: [
      {
        what: 'acknowledgement, 99 of 100',
        limit: '< 50 ms',
        measured: `${p99.toFixed(1)} ms`,
        met: p99 < 50,
      },
      {
        what: 'arrivals at every desk, none lost, none doubled',
        limit: String(arrivals),
        measured: counted.join(', '),
        met: isExact,
      },
    ],
  }
}

const memoryRows = (when: string, { taken, live }: Memory) => [
  { what: `memory of the host ${when}`, median: taken, unit: 'MB' as const },
  { what: `in use of it ${when}`, median: live, unit: 'MB' as const },
]

/** Guests come at an even pace, to each desk in turn; nobody waits for the one before. */
async function letIn(desks: TestDesk[], arrivals: number): Promise<{ times: number[]; alone: number }> {
  const answers: Promise<void>[] = []
  const times: number[] = []
  let alone = 0
  const start = performance.now()
  for (let number = 0; number < arrivals; number += 1) {
    await pause(Math.max(0, start + (number * 60_000) / PER_MINUTE - performance.now()))
    const desk = desks[number % DESKS]
    const guest = desk?.state.value.attendees[`guest-${number + 1}` as AttendeeId]
    if (!desk || !guest) throw new Error('the list is not complete')
    const act = async () => {
      const told = await desk.perform({ type: 'check-in', guest })
      if (told.by === 'desk') alone += 1
    }
    answers.push(timed(act).then((ms) => void times.push(ms)))
  }
  await Promise.all(answers)
  return { times, alone }
}
