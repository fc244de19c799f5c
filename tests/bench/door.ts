/** Five hundred arrivals a minute over three desks: how long until a desk has the host's word, from the tap on. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newToken } from '../../src/core/pairing/token.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { startDoor } from '../fixtures/door-process.ts'
import { openTestDesk } from '../fixtures/test-desk.ts'
import type { TestDesk } from '../fixtures/test-desk.ts'
import type { BenchResult } from './bench-result.ts'
import { median, quantile, timed } from './measuring.ts'

const PER_MINUTE = 500
const SECONDS = 24
const DESKS = 3
const ARRIVALS = (PER_MINUTE / 60) * SECONDS
/** Above this a desk would go on alone, and the number would not be the host's. */
const PATIENCE_MS = 10_000

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function benchDoor(): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'mappe-bench-'))
  const tokens = Array.from({ length: DESKS }, newToken)
  const door = await startDoor(join(folder, 'data'), ARRIVALS, tokens)
  const url = `ws://127.0.0.1:${door.port}/rpc`
  const desks = await Promise.all(
    tokens.map((token) => openTestDesk(token, url, token, { patience: PATIENCE_MS })),
  )
  try {
    return await measure(desks)
  } finally {
    for (const desk of desks) desk.kill()
    await door.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(desks: TestDesk[]): Promise<BenchResult> {
  while (desks.some(({ state }) => Object.keys(state.value.attendees).length < ARRIVALS)) await pause(20)
  const answers: Promise<void>[] = []
  const times: number[] = []
  let alone = 0
  const start = performance.now()
  for (let number = 0; number < ARRIVALS; number += 1) {
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
  while (desks.some(({ state, waiting }) => waiting.value.length > 0 || state.value.present < times.length)) {
    await pause(20)
  }
  const counted = desks.map(({ state }) => Object.keys(state.value.arrivals).length)
  const isExact = counted.every((each) => each === ARRIVALS) && alone === 0
  const p99 = quantile(times, 0.99)
  return {
    name: `The door: ${PER_MINUTE} arrivals a minute over ${DESKS} desks, for ${SECONDS} s`,
    rows: [
      {
        what: 'from the tap to the host’s durable answer',
        median: median(times),
        p95: quantile(times, 0.95),
        unit: 'ms',
      },
      { what: 'the same, 99 of 100', median: p99, unit: 'ms' },
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
        limit: String(ARRIVALS),
        measured: counted.join(', '),
        met: isExact,
      },
    ],
  }
}
