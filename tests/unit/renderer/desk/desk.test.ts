import { onTestFinished, describe, expect, it, vi } from 'vitest'
import { newCommandId } from '../../../../src/core/core-parts.ts'
import { openDeskKeep } from '../../../../src/renderer/desk/keep.ts'
import type { AttendeeId } from '../../../../src/shared/domain/ids.ts'
import { attendee, id, LANDRAT, PREPARATION } from '../../../fixtures/ceremony.ts'
import { pairedStation, runningCore, runningServer } from '../../../fixtures/running-core.ts'
import { layWire } from '../../../fixtures/bad-wire.ts'
import { openTestDesk } from '../../../fixtures/test-desk.ts'
import type { TestDesk, TestDeskSettings } from '../../../fixtures/test-desk.ts'

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 5 })

/** A host with a list, and desks that reach it over wires of their own. */
async function evening(now?: () => Date) {
  const core = await runningCore(now ? { now } : {})
  const origin = { commandId: newCommandId(), station: core.hostCaller.station }
  for (const command of PREPARATION.slice(0, 2)) {
    await core.parts.run(command, { ...origin, commandId: newCommandId() })
  }
  const server = await runningServer(core)
  const openAt = async (name: string, settings: TestDeskSettings = {}) => {
    const { token, station } = await pairedStation(core, 'reception', name)
    const wire = await layWire(server.port)
    const open = async () => {
      const desk = await openTestDesk(token, wire.url, token, settings)
      onTestFinished(desk.kill)
      return desk
    }
    const desk = await open()
    onTestFinished(wire.close)
    await until(() => expect(desk.own.value?.name).toBe(name))
    await until(() => expect(Object.keys(desk.state.value.attendees)).toHaveLength(4))
    return { desk, wire, open, token, station }
  }
  return { core, openAt }
}

const letIn = (desk: TestDesk, guestId: AttendeeId = LANDRAT) =>
  desk.perform({ type: 'check-in', guest: desk.state.value.attendees[guestId]! })

describe('a desk with the host', () => {
  it('says what the host says', async () => {
    const { openAt } = await evening()
    const { desk } = await openAt('Schalter 1', { patience: 5_000 })
    await expect(letIn(desk)).resolves.toMatchObject({ by: 'host', answer: { stationName: 'Schalter 1' } })
  })
})

describe('a delegation at a desk with the host', () => {
  it('says how many came in, those not counted who were in already', async () => {
    const { openAt } = await evening()
    const { desk } = await openAt('Schalter 1', { patience: 5_000 })
    await letIn(desk)
    const guests = Object.values(desk.state.value.attendees).map((guest) => ({ guest, companions: 0 }))
    await expect(desk.perform({ type: 'delegation', guests })).resolves.toMatchObject({
      by: 'host',
      answer: { isRecorded: true, admitted: 3 },
    })
  })
})

describe('a desk that has lost the host', () => {
  it('goes on, counts, and tells by itself when the host is back', async () => {
    const { core, openAt } = await evening()
    const { desk, wire } = await openAt('Schalter 1')
    wire.goAway()
    await until(() => expect(desk.status()).toBe('lost'))
    await expect(letIn(desk)).resolves.toMatchObject({ by: 'desk' })
    const walkIn = attendee({ id: id.attendee('new'), lastName: 'Neu' })
    await desk.perform({ type: 'walk-in', attendee: walkIn, partner: null })
    expect(desk.state.value.present).toBe(2)
    expect(desk.waiting.value).toHaveLength(2)
    expect(desk.heardAt.value).not.toBeNull()
    wire.mend()
    await until(() => expect(core.parts.handler.state.present).toBe(2))
    await until(() => expect(desk.waiting.value).toEqual([]))
    expect(core.parts.handler.state.arrivals[LANDRAT]?.enteredAt).toBeDefined()
  })

  it('tells later who came along and who came together', async () => {
    const { core, openAt } = await evening()
    const { desk, wire } = await openAt('Schalter 1')
    wire.goAway()
    await until(() => expect(desk.status()).toBe('lost'))
    const [guest, ...others] = Object.values(desk.state.value.attendees)
    await desk.perform({ type: 'check-in', guest: guest!, companions: 2 })
    const named = [attendee({ id: id.attendee('spouse'), lastName: 'Walter' })]
    await desk.perform({ type: 'companions', guest: guest!, by: -1, named })
    const together = others.map((each) => ({ guest: each, companions: 0 }))
    await desk.perform({ type: 'delegation', guests: together })
    expect(desk.state.value.present).toBe(6)
    wire.mend()
    await until(() => expect(core.parts.handler.state.present).toBe(6))
    await until(() => expect(desk.waiting.value).toEqual([]))
    const { arrivals, attendees } = core.parts.handler.state
    expect(arrivals[guest!.id]?.companions).toBe(1)
    expect(attendees[named[0]!.id]?.companionOf).toBe(guest!.id)
  })

  it('has list and acts again after a crash of the browser, host or no host', async () => {
    const { core, openAt } = await evening()
    const { desk, wire, open } = await openAt('Schalter 1')
    await expect.poll(() => desk.isLoaded.value).toBe(true)
    wire.goAway()
    await until(() => expect(desk.status()).toBe('lost'))
    // the list is kept a moment after it came
    await new Promise((resolve) => setTimeout(resolve, 150))
    await letIn(desk)
    desk.kill()
    const again = await open()
    expect(again.isLoaded.value).toBe(true)
    expect(again.state.value.arrivals[LANDRAT]).toBeDefined()
    expect(again.own.value?.name).toBe('Schalter 1')
    wire.mend()
    await until(() => expect(core.parts.handler.state.present).toBe(1))
  })

  it('tells how long ago it was, whatever its clock says', async () => {
    const hostTime = new Date('2017-02-21T18:00:00.000Z')
    const { core, openAt } = await evening(() => hostTime)
    // three years slow
    let deskTime = Date.parse('2014-01-01T00:00:00.000Z')
    const { desk, wire } = await openAt('Schalter 1', { now: () => deskTime })
    wire.goAway()
    await until(() => expect(desk.status()).toBe('lost'))
    await letIn(desk)
    deskTime += 13 * 60_000
    wire.mend()
    await until(() => expect(core.parts.handler.state.present).toBe(1))
    expect(core.parts.handler.state.arrivals[LANDRAT]).toMatchObject({
      at: '2017-02-21T17:47:00.000Z',
      enteredAt: '2017-02-21T18:00:00.000Z',
    })
  })

  it('and another desk both see that they let the same guest in', async () => {
    const { openAt } = await evening()
    const first = await openAt('Schalter 1')
    const second = await openAt('Schalter 2', { patience: 5_000 })
    first.wire.goAway()
    await until(() => expect(first.desk.status()).toBe('lost'))
    await letIn(first.desk)
    await letIn(second.desk)
    first.wire.mend()
    for (const { desk } of [first, second]) {
      await until(() =>
        expect(Object.values(desk.state.value.conflicts)).toMatchObject([{ kind: 'both-admitted' }]),
      )
      expect(desk.state.value.present).toBe(1)
    }
  })
})

describe('a desk that is turned away', () => {
  it('forgets guests and acts at once, and says how many acts were given up', async () => {
    const { core, openAt } = await evening()
    const { desk, wire, token, station } = await openAt('Schalter 1')
    wire.goAway()
    await until(() => expect(desk.status()).toBe('lost'))
    await letIn(desk)
    const origin = { commandId: newCommandId(), station: core.hostCaller.station }
    await core.parts.run({ type: 'revoke-station', payload: { stationId: station } }, origin)
    wire.mend()
    await until(() => expect(desk.givenUp.value).toBe(1))
    await until(() => expect(desk.state.value.attendees).toEqual({}))
    await vi.waitFor(async () => {
      const keep = await openDeskKeep(token, token)
      const left = { acts: await keep.acts(), list: await keep.list(), own: await keep.own() }
      keep.close()
      expect(left).toEqual({ acts: [], list: null, own: null })
    }, 10_000)
    expect(core.parts.handler.state.present).toBe(0)
  })

  it('has no use for a list that came under another token, or is older than a day', async () => {
    const { openAt } = await evening()
    const { desk, token } = await openAt('Schalter 1')
    await new Promise((resolve) => setTimeout(resolve, 150))
    desk.kill()
    const listFor = async (holder: string, now: () => number) => {
      const keep = await openDeskKeep(token, holder, now)
      const list = await keep.list()
      keep.close()
      return list
    }
    expect(await listFor(token, Date.now)).not.toBeNull()
    expect(await listFor(token, () => Date.now() + 25 * 3_600_000)).toBeNull()
    expect(await listFor('another', Date.now)).toBeNull()
  })
})
