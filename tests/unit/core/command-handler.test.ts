import { beforeEach, describe, expect, it } from 'vitest'
import { createCommandHandler } from '../../../src/core/command-handler.ts'
import type { CommandHandler } from '../../../src/core/command-handler.ts'
import { createMemoryStorage } from '../../../src/core/journal/memory-storage.ts'
import type { JournalStorage } from '../../../src/core/journal/storage.ts'
import { openLedger } from '../../../src/core/folder/ledger-opening.ts'
import type { Command } from '../../../src/shared/domain/decide.ts'
import type { RecordedEvent } from '../../../src/shared/domain/events.ts'
import { HOST_STATION } from '../../../src/shared/domain/ids.ts'
import { MappeError } from '../../../src/shared/errors.ts'
import { attendee, id, LANDRAT, PREPARATION, VISITOR } from '../../fixtures/ceremony.ts'

const NO_SNAPSHOT = { snapshot: null, problem: 'absent' } as const
const now = () => new Date('2017-02-21T17:00:00Z')
const by = (commandId: string) => ({ commandId, station: HOST_STATION })
const checkIn = (attendeeId = LANDRAT): Command => ({ type: 'check-in', payload: { attendeeId } })

let published: RecordedEvent[]

beforeEach(() => {
  published = []
})

const handlerOn = (storage: JournalStorage): Promise<CommandHandler> =>
  createCommandHandler({
    open: () => openLedger(() => Promise.resolve(storage), NO_SNAPSHOT),
    now,
    publish: (event) => published.push(event),
  })

async function preparedHandler(storage: JournalStorage = createMemoryStorage()): Promise<CommandHandler> {
  const handler = await handlerOn(storage)
  for (const [index, command] of PREPARATION.entries()) await handler.run(command, by(`prepare-${index}`))
  return handler
}

/** A storage that fails on purpose while `broken` holds an error code. */
function breakable(inner: JournalStorage) {
  const faults = { broken: null as 'DISK_FULL' | 'DISK_FAULT' | null }
  const storage: JournalStorage = {
    ...inner,
    append: (bytes) => (faults.broken ? Promise.reject(new MappeError(faults.broken)) : inner.append(bytes)),
    close: () => Promise.resolve(),
  }
  return { storage, faults }
}

describe('the command handler', () => {
  it('tells everyone of a fact only after it is durable and folded in', async () => {
    const handler = await preparedHandler()
    const seen: number[] = []
    const watching = await createCommandHandler({
      open: () => openLedger(() => Promise.resolve(createMemoryStorage()), NO_SNAPSHOT),
      now,
      publish: () => seen.push(watching.state.seq),
    })
    await watching.run(PREPARATION[0]!, by('x'))
    expect(seen).toEqual([1])
    expect(published.map(({ seq }) => seq)).toEqual(published.map((_, index) => index + 1))
    expect(handler.state.seq).toBe(published.length)
  })

  it('does a repeated command once and answers with the first outcome', async () => {
    const handler = await preparedHandler()
    const first = await handler.run(checkIn(), by('same'))
    const entries = handler.journal.head.seq
    expect(await handler.run(checkIn(), by('same'))).toEqual(first)
    expect(handler.journal.head.seq).toBe(entries)
  })

  it('does a command once that is sent twice at the same moment', async () => {
    const handler = await preparedHandler()
    const [a, b] = await Promise.all([handler.run(checkIn(), by('same')), handler.run(checkIn(), by('same'))])
    expect(a).toEqual(b)
    expect(handler.state.present).toBe(1)
  })

  it('lets one of two desks win when both admit the same guest at the same moment', async () => {
    const handler = await preparedHandler()
    const outcomes = await Promise.all([
      handler.run(checkIn(), by('desk-1')),
      handler.run(checkIn(), by('desk-2')),
    ])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['recorded', 'unchanged'])
    expect(handler.state.present).toBe(1)
  })

  it('writes nothing when a rule forbids the command', async () => {
    const handler = await preparedHandler()
    const before = handler.journal.head
    await expect(handler.run(checkIn(id.attendee('nobody')), by('x'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(handler.journal.head).toEqual(before)
  })

  it('is the same again after a restart, and still knows which commands were done', async () => {
    const storage = createMemoryStorage()
    const handler = await preparedHandler(storage)
    const first = await handler.run(checkIn(), by('before'))
    const reopened = await handlerOn(storage)
    expect(reopened.state).toEqual(handler.state)
    expect(await reopened.run(checkIn(), by('before'))).toEqual(first)
  })

  it('changes nothing in memory when the disk refuses, and goes on when it works again', async () => {
    const { storage, faults } = breakable(createMemoryStorage())
    const handler = await preparedHandler(storage)
    faults.broken = 'DISK_FULL'
    await expect(handler.run(checkIn(), by('full'))).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(handler.state.present).toBe(0)
    faults.broken = null
    await handler.run(checkIn(), by('again'))
    expect(handler.state.present).toBe(1)
    expect(published.at(-1)).toMatchObject({ type: 'attendee-checked-in', seq: handler.state.seq })
  })

  it('never says "already admitted" on the strength of a fact that did not reach the disk', async () => {
    const { storage, faults } = breakable(createMemoryStorage())
    const handler = await preparedHandler(storage)
    faults.broken = 'DISK_FAULT'
    const [first, second] = await Promise.allSettled([
      handler.run(checkIn(), by('desk-1')),
      handler.run(checkIn(), by('desk-2')),
    ])
    expect([first?.status, second?.status]).toEqual(['rejected', 'rejected'])
  })

  it('says "already admitted" again once the disk works again, and not that it is full', async () => {
    const { storage, faults } = breakable(createMemoryStorage())
    const handler = await preparedHandler(storage)
    await handler.run(checkIn(), by('admitted'))
    faults.broken = 'DISK_FULL'
    await expect(handler.run(checkIn(VISITOR), by('full'))).rejects.toMatchObject({ code: 'DISK_FULL' })
    faults.broken = null
    expect(await handler.run(checkIn(), by('twice'))).toMatchObject({ kind: 'unchanged' })
  })

  it('never refuses on the strength of a fact that did not reach the disk', async () => {
    const { storage, faults } = breakable(createMemoryStorage())
    const handler = await preparedHandler(storage)
    const open: Command = { type: 'open-agreement', payload: {} }
    faults.broken = 'DISK_FAULT'
    const [first, second] = await Promise.allSettled([
      handler.run(open, by('open')),
      handler.run({ type: 'place-fields', payload: { fields: [] } }, by('fields')),
    ])
    expect([first, second]).toMatchObject([
      { reason: { code: 'DISK_FAULT' } },
      { reason: { code: 'DISK_FAULT' } },
    ])
  })

  it('does not answer one station with the outcome of another’s command', async () => {
    const handler = await preparedHandler()
    const byDesk = { commandId: 'same', station: id.station('desk') }
    const both = await Promise.allSettled([
      handler.run(checkIn(), by('same')),
      handler.run(checkIn(VISITOR), byDesk),
    ])
    const later = handler.run(checkIn(VISITOR), byDesk)
    expect(both[1]).toMatchObject({ reason: { code: 'CONFLICT', data: { reason: 'command-id-reused' } } })
    await expect(later).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(handler.state.present).toBe(1)
  })

  it('names the entry its state stands at, also while a shared write is being told fact by fact', async () => {
    const stands: number[][] = []
    const handler = await createCommandHandler({
      open: () => openLedger(() => Promise.resolve(createMemoryStorage()), NO_SNAPSHOT),
      now,
      publish: () => stands.push([handler.state.seq, handler.head.seq]),
    })
    await Promise.all(
      PREPARATION.slice(0, 2).map((command, index) => handler.run(command, by(`prepare-${index}`))),
    )
    expect(stands.length).toBeGreaterThan(2)
    expect(stands.every(([state, head]) => state === head)).toBe(true)
    expect(handler.head.hash).toBe(handler.journal.head.hash)
  })

  it('keeps the order of 200 arrivals that come at once', async () => {
    const handler = await preparedHandler()
    const guests = Array.from({ length: 200 }, (_, index) =>
      attendee({ id: id.attendee(`guest-${index}`), lastName: `Gast ${index}` }),
    )
    await Promise.all(
      guests.map((guest) =>
        handler.run({ type: 'admit-walk-in', payload: { attendee: guest, partner: null } }, by(guest.id)),
      ),
    )
    expect(handler.state.present).toBe(200)
    expect(published.map(({ seq }) => seq)).toEqual(published.map((_, index) => index + 1))
    expect(await handler.journal.verify()).toMatchObject({ ok: true, entries: handler.state.seq })
  })
})
