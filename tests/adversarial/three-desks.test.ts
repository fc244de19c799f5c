/** Three desks, three hundred arrivals, and an evening on which everything goes wrong that can. */
import { onTestFinished, describe, expect, it, vi } from 'vitest'
import { join } from 'node:path'
import { openDataFolder } from '../../src/core/folder/data-folder.ts'
import { openFileStorage } from '../../src/core/journal/file-storage.ts'
import { openJournal } from '../../src/core/journal/journal.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { emptyState, evolveAll } from '../../src/shared/domain/evolve.ts'
import { recordedOf } from '../../src/core/folder/ledger-opening.ts'
import { newToken } from '../../src/core/pairing/token.ts'
import { attendee } from '../fixtures/ceremony.ts'
import { layWire } from '../fixtures/bad-wire.ts'
import type { BadWire } from '../fixtures/bad-wire.ts'
import { startDoor } from '../fixtures/door-process.ts'
import { randomFrom, shuffled } from '../fixtures/random.ts'
import { openTestDesk } from '../fixtures/test-desk.ts'
import type { TestDesk } from '../fixtures/test-desk.ts'
import { temporaryFolder } from '../fixtures/temporary-folder.ts'

const SEED = Number(process.env['DOOR_SEED'] ?? 20170221)
const LISTED = 280
const WALK_INS = 20
/** Let in at two desks each, as it happens when they cannot see one another. */
const SHARED = 10
type Incident = 'cut' | 'hang' | 'away' | 'reload' | 'host'
/** What befalls desks, network and host while people arrive, in an order that the seed gives. */
const INCIDENTS: Incident[] = [
  'cut',
  'cut',
  'cut',
  'cut',
  'hang',
  'hang',
  'away',
  'away',
  'reload',
  'reload',
  'reload',
  'reload',
  'host',
  'host',
]

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Station = {
  name: string
  token: string
  wire: BadWire
  desk: TestDesk
  guests: AttendeeId[]
  done: number
}

async function openStation(number: number, token: string, port: number): Promise<Station> {
  const wire = await layWire(port)
  const name = `desk-${number}-${token}`
  return { name, token, wire, desk: await openTestDesk(name, wire.url, token), guests: [], done: 0 }
}

/** Lets in whom the clerk has before them; after a crash they look whether it was done, and do it if not. */
async function admitAll(station: Station, random: () => number): Promise<void> {
  for (const guest of station.guests) {
    await pause(random() * 160)
    while (!station.desk.state.value.arrivals[guest]) {
      const { desk } = station
      const listed = desk.state.value.attendees[guest]
      const stranger = attendee({ id: guest, lastName: `Unangemeldet ${guest}` })
      const isWalkIn = guest.startsWith('walk-in')
      if (isWalkIn || listed) {
        const told = desk.perform(
          isWalkIn
            ? { type: 'walk-in', attendee: stranger, partner: null }
            : { type: 'check-in', guest: listed! },
        )
        // A page that was closed in the middle never answers its clerk.
        await Promise.race([told.catch(() => {}), untilReplaced(station, desk)])
      }
      if (!station.desk.state.value.arrivals[guest]) await pause(15)
    }
    station.done += 1
  }
}

const untilReplaced = async (station: Station, desk: TestDesk) => {
  while (station.desk === desk) await pause(20)
}

describe('three desks on a bad evening', () => {
  it('have let in three hundred, each exactly once, and agree', { timeout: 110_000 }, async () => {
    const random = randomFrom(SEED)
    const dataDir = join(await temporaryFolder(), 'data')
    const tokens = [newToken(), newToken(), newToken()]
    const door = await startDoor(dataDir, LISTED, tokens)
    onTestFinished(() => door.kill())
    const stations = await Promise.all(tokens.map((token, index) => openStation(index + 1, token, door.port)))
    onTestFinished(() => {
      for (const { desk, wire } of stations) {
        desk.kill()
        wire.close()
      }
    })
    await vi.waitFor(
      () => {
        for (const { desk } of stations) expect(Object.keys(desk.state.value.attendees).length).toBe(LISTED)
      },
      { timeout: 20_000 },
    )
    const everyone = [
      ...Array.from({ length: LISTED }, (_, index) => `guest-${index + 1}` as AttendeeId),
      ...Array.from({ length: WALK_INS }, (_, index) => `walk-in-${index + 1}` as AttendeeId),
    ]
    for (const [index, guest] of everyone.entries()) stations[index % 3]!.guests.push(guest)
    for (const [index, guest] of everyone.slice(0, SHARED).entries()) {
      stations[(index + 1) % 3]!.guests.splice(index, 0, guest)
    }

    const anyStation = () => stations[Math.floor(random() * 3)]!
    const befalls: Record<Incident, () => Promise<void> | void> = {
      cut: () => anyStation().wire.cut(),
      hang: async () => {
        const { wire } = anyStation()
        wire.hang()
        await pause(200 + random() * 600)
        wire.mend()
      },
      away: async () => {
        for (const { wire } of stations) if (random() < 0.7) wire.goAway()
        await pause(300 + random() * 900)
        for (const { wire } of stations) wire.mend()
      },
      reload: async () => {
        const station = anyStation()
        station.desk.kill()
        station.desk = await openTestDesk(station.name, station.wire.url, station.token)
      },
      host: async () => {
        await door.kill()
        await pause(random() * 400)
        await door.restart()
      },
    }
    async function trouble(): Promise<void> {
      for (const [index, incident] of shuffled(INCIDENTS, random).entries()) {
        const arrived = ((index + 0.5) * everyone.length) / INCIDENTS.length
        while (stations.reduce((sum, { done }) => sum + done, 0) < arrived) await pause(10)
        await befalls[incident]()
      }
    }
    await Promise.all([trouble(), ...stations.map((station) => admitAll(station, random))])
    await vi.waitFor(
      () => {
        for (const { desk } of stations) {
          expect(desk.waiting.value.length).toBe(0)
          expect(desk.state.value.present).toBe(everyone.length)
        }
      },
      { timeout: 30_000, interval: 50 },
    )
    await door.kill()

    const data = await openDataFolder(dataDir)
    const journal = await openJournal(await openFileStorage(data.journal))
    const facts = (await journal.entriesSince(0)).map(recordedOf)
    const truth = evolveAll(emptyState(), facts)
    const entries = await journal.entriesSince(0)
    await journal.close()
    await data.close()

    const admissions = facts.flatMap((fact) => (fact.type === 'attendee-checked-in' ? [fact.payload] : []))
    const commands = entries.flatMap(({ type, commandId }) =>
      type === 'attendee-checked-in' ? [commandId] : [],
    )
    expect(new Set(commands).size).toBe(commands.length)
    expect(Object.keys(truth.arrivals).toSorted()).toEqual(everyone.toSorted())
    expect(truth.present).toBe(everyone.length)
    const perGuest = Map.groupBy(admissions, ({ attendeeId }) => attendeeId)
    const twice = [...perGuest.keys()].filter((guest) => perGuest.get(guest)!.length > 1)
    const shared = everyone.slice(0, SHARED)
    expect(twice.filter((guest) => !shared.includes(guest))).toEqual([])
    const disputed = Object.values(truth.conflicts).map(({ attendeeId }) => attendeeId)
    expect(disputed.toSorted()).toEqual(twice.toSorted())
    for (const { desk } of stations) {
      expect(desk.refused.value).toEqual([])
      expect(desk.state.value.arrivals).toEqual(truth.arrivals)
      expect(desk.state.value.conflicts).toEqual(truth.conflicts)
    }
    const late = admissions.filter(({ happenedAt }) => happenedAt !== undefined).length
    expect(late).toBeGreaterThan(20)
  })
})
