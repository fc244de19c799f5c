/** A full hall: how soon an event is at thirty stations, what the host needs for them, and how soon a pen's move is on the stage. */
import { setTimeout as pause } from 'node:timers/promises'
import { hostOver } from '../../src/renderer/client.ts'
import type { Host } from '../../src/renderer/client.ts'
import { keepConnection } from '../../src/renderer/connection/connection.ts'
import { dialSocket } from '../../src/renderer/connection/wire.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { BenchResult } from './bench-result.ts'
import { openHall } from './hall.ts'
import type { Hall, HallStation } from './hall.ts'
import { median, quantile } from './measuring.ts'
import { penToStage } from './pen-to-stage.ts'

const EVENTS = 150
/** Ten a second: more happens in no hall. */
const EVERY_MS = 100
const MB = 1024 * 1024

export async function benchStations(): Promise<BenchResult> {
  const hall = await openHall()
  try {
    const { times, missed, memory } = await eventsToAll(hall)
    const pen = await penToStage(hall)
    const [p99, penP95] = [quantile(times, 0.99), quantile(pen, 0.95)]
    const all = hall.stations.length
    return {
      name: `A hall with ${all} stations on loopback`,
      rows: [
        {
          what: `an event of the organizer at each of ${all} stations`,
          median: median(times),
          p95: quantile(times, 0.95),
          unit: 'ms',
        },
        { what: 'the same, 99 of 100', median: p99, unit: 'ms' },
        { what: `memory of the host with ${all} stations`, median: memory / MB, unit: 'MB' },
        {
          what: 'the same without any, but just after taking in guests and agreement',
          median: hall.memoryAfterIntake / MB,
          unit: 'MB',
        },
        ...(pen.length > 0
          ? [
              {
                what: 'a pen’s move on one of three tablets to the page of the stage',
                median: median(pen),
                p95: penP95,
                unit: 'ms' as const,
              },
            ]
          : []),
      ],
      goals: [
        {
          what: `an event at all ${all} stations, 99 of 100`,
          limit: '< 50 ms',
          measured: `${p99.toFixed(1)} ms`,
          met: p99 < 50,
        },
        {
          what: 'events that a station missed or saw twice',
          limit: '0',
          measured: String(missed),
          met: missed === 0,
        },
        {
          what: 'memory of the host',
          limit: '< 300 MB',
          measured: `${(memory / MB).toFixed(0)} MB`,
          met: memory < 300 * MB,
        },
        ...(pen.length > 0
          ? [
              {
                what: 'a pen’s move to the stage, 95 of 100',
                limit: '< 50 ms',
                measured: `${penP95.toFixed(1)} ms`,
                met: penP95 < 50,
              },
            ]
          : []),
      ],
    }
  } finally {
    await hall.close()
  }
}

type Seen = (title: string) => void

/** Every change of the title reaches everybody: as a fact, as a task, as the picture on the stage. */
async function eventsToAll(hall: Hall): Promise<{ times: number[]; missed: number; memory: number }> {
  const sentAt = new Map<string, number>()
  const times: number[] = []
  const seen = hall.stations.map(() => new Map<string, number>())
  const hosts = hall.stations.map((station, index) =>
    connect(hall, station, (title) => {
      const at = sentAt.get(title)
      if (at === undefined) return
      times.push(performance.now() - at)
      seen[index]?.set(title, (seen[index]?.get(title) ?? 0) + 1)
    }),
  )
  const [organizer] = hosts
  if (!organizer) throw new Error('a hall without an organizer')
  while (hosts.some(({ status }) => status.value !== 'connected')) await pause(20)
  const ceremony = await ceremonyOf(organizer)
  for (let number = 0; number < EVENTS; number += 1) {
    const title = `Veranstaltung ${number}`
    sentAt.set(title, performance.now())
    await organizer.call.ceremony.describe({ ceremony: { ...ceremony, title }, commandId: newCommandId() })
    await pause(EVERY_MS)
  }
  await pause(500)
  const memory = await hall.memory()
  hosts.forEach((host) => host.close())
  const titles = [...sentAt.keys()]
  const missed = seen.flatMap((own) => titles.filter((title) => own.get(title) !== 1)).length
  return { times, missed, memory }
}

function connect({ url }: Hall, { role, token }: HallStation, see: Seen): Host {
  const socket = `${url.replace('http', 'ws')}/rpc`
  const host = hostOver(keepConnection(() => dialSocket(socket, { token })))
  const { live } = host.call
  if (role === 'signing')
    host.follow(
      (_since, signal) => live.task({}, { signal }),
      ({ task }) => see(task.title),
    )
  else if (role === 'display')
    host.follow(
      (_since, signal) => live.stage({}, { signal }),
      ({ stage }) => see(stage.title),
    )
  else
    host.follow(
      (since, signal) => live.facts({ since }, { signal }),
      (item) => {
        if (item.type === 'fact' && item.fact.type === 'ceremony-described')
          see(item.fact.payload.ceremony.title)
      },
    )
  return host
}

async function ceremonyOf({ call }: Host) {
  for await (const item of await call.live.facts({})) {
    if (item.type === 'state' && item.state.ceremony) return item.state.ceremony
  }
  throw new Error('no ceremony')
}
