/** One body of examples over every transport: nothing above the wire may tell them apart. */
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { Core } from '../../src/core/core.ts'
import type { FactItem } from '../../src/shared/contract/live.ts'
import type { Role } from '../../src/shared/domain/station.ts'
import { attendee, id, LANDRAT, PREPARATION, VISITOR } from '../fixtures/ceremony.ts'
import {
  pairedStation,
  portClient,
  runningCore,
  runningServer,
  socketClient,
} from '../fixtures/running-core.ts'
import type { Client } from '../fixtures/running-core.ts'

type Transport = { name: string; connect: (core: Core, role: Role) => Promise<Client> }

const transports: Transport[] = [
  {
    name: 'MessagePort',
    connect: async (core, role) =>
      portClient(core, { station: (await pairedStation(core, role)).station, role }),
  },
  {
    name: 'WebSocket',
    connect: async (core, role) =>
      socketClient(await runningServer(core), (await pairedStation(core, role)).token),
  },
]

async function preparedCore(): Promise<Core> {
  const core = await runningCore()
  for (const command of PREPARATION.slice(0, 2)) {
    await core.parts.run(command, { commandId: newCommandId(), station: core.hostCaller.station })
  }
  return core
}

async function take<T>(source: AsyncIterable<T>, until: (item: T) => boolean): Promise<T[]> {
  const items: T[] = []
  for await (const item of source) {
    items.push(item)
    if (until(item)) break
  }
  return items
}

const isCaughtUp = (item: FactItem) => item.type === 'caught-up'

describe.each(transports)('over $name', ({ connect }) => {
  it('answers a call', async () => {
    const reception = await connect(await preparedCore(), 'reception')
    const outcome = await reception.checkIn.checkIn({ attendeeId: LANDRAT, commandId: newCommandId() })
    expect(outcome).toMatchObject({ outcome: 'checked-in', stationName: 'reception' })
  })

  it('says "already admitted" as an outcome, with time and desk', async () => {
    const reception = await connect(await preparedCore(), 'reception')
    const first = await reception.checkIn.checkIn({ attendeeId: LANDRAT, commandId: newCommandId() })
    const again = await reception.checkIn.checkIn({ attendeeId: LANDRAT, commandId: newCommandId() })
    expect(again).toEqual({ outcome: 'already-checked-in', at: first.at, stationName: 'reception' })
  })

  it('brings errors as a code with data, and no message from the host', async () => {
    const reception = await connect(await preparedCore(), 'reception')
    const call = reception.checkIn.checkIn({ attendeeId: id.attendee('nobody'), commandId: newCommandId() })
    await expect(call).rejects.toMatchObject({
      code: 'NOT_FOUND',
      data: { attendee: 'nobody' },
      message: 'NOT_FOUND',
    })
  })

  it('names the member that was wrong in a refused input', async () => {
    const organizer = await connect(await preparedCore(), 'organizer')
    const wrong = { ...attendee({ id: VISITOR, lastName: 'x' }), email: 'kein at' }
    const call = organizer.registry.saveAttendee({ attendee: wrong, commandId: newCommandId() })
    await expect(call).rejects.toMatchObject({ code: 'INPUT_INVALID', data: { field: 'attendee.email' } })
  })

  it('carries files in both directions', async () => {
    const organizer = await connect(await preparedCore(), 'organizer')
    const csv = 'Nachname;Vorname;Organisation\r\nGroß;Jörg;Jobcenter\r\n'
    const preview = await organizer.registry.previewList({ file: new Blob([csv]), fileName: 'liste.csv' })
    expect(preview).toMatchObject({ accepted: 0, alreadyKnown: 1, separator: ';' })
  })

  it('follows the facts live and goes on after a break without gap or repeat', async () => {
    const core = await preparedCore()
    const organizer = await connect(core, 'organizer')
    const reception = await connect(core, 'reception')
    const opening = await take(await reception.live.facts({}), isCaughtUp)
    expect(opening[0]).toMatchObject({ type: 'state', state: { present: 0 } })
    const reached = opening.at(-1)!
    if (reached.type !== 'caught-up') throw new Error('not caught up')
    const since = reached.seq

    // while the reception is not connected
    await organizer.checkIn.checkIn({ attendeeId: LANDRAT, commandId: newCommandId() })
    await organizer.checkIn.checkIn({ attendeeId: VISITOR, commandId: newCommandId() })

    const feed = await reception.live.facts({ since, head: reached.journal.head })
    const missed = await take(feed, isCaughtUp)
    expect(missed.flatMap((item) => (item.type === 'fact' ? [item.seq] : []))).toEqual([since + 1, since + 2])
  })

  it('sends each fact to a follower as it happens, in order', async () => {
    const core = await preparedCore()
    const organizer = await connect(core, 'organizer')
    const feed = await organizer.live.facts({})
    const start = core.parts.handler.state.seq
    const following = take(feed, (item) => item.type === 'fact' && item.seq === start + 20)
    for (let index = 0; index < 20; index += 1) {
      const guest = attendee({ id: id.attendee(`guest-${index}`), lastName: `Gast ${index}` })
      await organizer.registry.saveAttendee({ attendee: guest, commandId: newCommandId() })
    }
    const seqs = (await following).flatMap((item) => (item.type === 'fact' ? [item.seq] : []))
    expect(seqs).toEqual(Array.from({ length: 20 }, (_, index) => start + index + 1))
  })

  it('gives the display views that change, not facts', async () => {
    const core = await preparedCore()
    const display = await connect(core, 'display')
    const reception = await connect(core, 'reception')
    const views = take(await display.live.stage({}), ({ stage }) => stage.present === 1)
    await reception.checkIn.checkIn({ attendeeId: LANDRAT, commandId: newCommandId() })
    expect((await views).at(-1)?.stage).toMatchObject({ present: 1, title: 'Unterzeichnung' })
  })
})
