/** A list of thousands of guests as one command: nobody waits for all of it, and nobody sees half of it. */
import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createCommandHandler } from '../../../src/core/command-handler.ts'
import type { CommandHandler } from '../../../src/core/command-handler.ts'
import { createMemoryStorage } from '../../../src/core/journal/memory-storage.ts'
import { openLedger } from '../../../src/core/folder/ledger-opening.ts'
import type { Command } from '../../../src/shared/domain/decide.ts'
import type { RecordedEvent } from '../../../src/shared/domain/events.ts'
import { HOST_STATION } from '../../../src/shared/domain/ids.ts'
import { attendee, id, LANDRAT, PREPARATION } from '../../fixtures/ceremony.ts'

const GUESTS = 3_000
const by = (commandId: string) => ({ commandId, station: HOST_STATION })
const checkIn: Command = { type: 'check-in', payload: { attendeeId: LANDRAT } }
const longList: Command = {
  type: 'import-list',
  payload: {
    fileName: 'Gäste.csv',
    partners: [],
    attendees: Array.from({ length: GUESTS }, (_, index) =>
      attendee({ id: id.attendee(`guest-${index}`), lastName: `Gast ${index}` }),
    ),
    refusedRows: 0,
  },
}

async function preparedHandler(publish: (event: RecordedEvent) => void): Promise<CommandHandler> {
  const storage = createMemoryStorage()
  const handler = await createCommandHandler({
    open: () => openLedger(() => Promise.resolve(storage), { snapshot: null, problem: 'absent' }),
    now: () => new Date('2017-02-21T17:00:00Z'),
    publish,
  })
  for (const [index, command] of PREPARATION.entries()) await handler.run(command, by(`prepare-${index}`))
  return handler
}

/** What `look` sees, turn by turn, until `work` is done. */
async function watch<T>(work: Promise<unknown>, look: () => T): Promise<T[]> {
  const done = new AbortController()
  const ended = work.finally(() => done.abort())
  const seen: T[] = []
  while (!done.signal.aborted) {
    seen.push(look())
    await setImmediate()
  }
  await ended
  return seen
}

describe('a command of thousands of facts', () => {
  it('lets others have their turn while it is written and while it is told', async () => {
    let told = 0
    const handler = await preparedHandler(() => (told += 1))
    const before = told
    const seen = await watch(handler.run(longList, by('list')), () => told - before)
    expect(seen.filter((count) => count === 0).length).toBeGreaterThan(5)
    expect(seen.filter((count) => count > 0 && count < GUESTS).length).toBeGreaterThan(5)
    expect(told - before).toBe(GUESTS + 1)
  })

  it('is seen whole or not at all', async () => {
    const handler = await preparedHandler(() => {})
    const known = Object.keys(handler.state.attendees).length
    const look = () => Object.keys(handler.state.attendees).length - known
    const counts = await watch(handler.run(longList, by('list')), look)
    expect(new Set(counts)).toEqual(new Set([0, GUESTS]))
  })

  it('is told before what came after it, in the order of the journal', async () => {
    const told: number[] = []
    const handler = await preparedHandler(({ seq }) => told.push(seq))
    const outcomes = [handler.run(longList, by('list')), handler.run(checkIn, by('desk'))]
    await Promise.all(outcomes)
    expect(told).toEqual(told.map((_, index) => index + 1))
    expect(handler.state.present).toBe(1)
    expect(handler.head).toMatchObject({ seq: told.length, hash: handler.journal.head.hash })
  })

  it('is answered once, also when it is sent again while it is being told', async () => {
    const told: number[] = []
    const handler = await preparedHandler(({ seq }) => told.push(seq))
    const known = told.length
    const first = handler.run(longList, by('list'))
    while (told.length === known) await setImmediate()
    expect(await handler.run(longList, by('list'))).toBe(await first)
    expect(told.length - known).toBe(GUESTS + 1)
  })

  it('is in the state before a desk hears that somebody was admitted already', async () => {
    const handler = await preparedHandler(() => {})
    void handler.run(longList, by('list'))
    void handler.run(checkIn, by('desk-1'))
    expect(await handler.run(checkIn, by('desk-2'))).toMatchObject({ kind: 'unchanged' })
    expect(handler.state.arrivals[LANDRAT]).toBeDefined()
  })

  it('keeps the state still for whoever must see one moment of it', async () => {
    const handler = await preparedHandler(() => {})
    const before = handler.state.seq
    const still = handler.whileStill(async () => {
      const admitted = handler.run(checkIn, by('desk'))
      while (handler.journal.head.seq === before) await setImmediate()
      await setImmediate()
      return { seq: handler.state.seq, admitted }
    })
    const { seq, admitted } = await still
    expect(seq).toBe(before)
    await admitted
    expect(handler.state.present).toBe(1)
  })
})
