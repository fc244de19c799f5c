/** Two guests whom two desks took for one: parted again through the contract, and each can be deleted alone. */
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import type { AttendeeId } from '../../src/shared/domain/ids.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { attendee } from '../fixtures/ceremony.ts'
import { organizerOf } from '../fixtures/marked-person.ts'
import { pairedStation, portClient, runningCore } from '../fixtures/running-core.ts'

const again = () => ({ commandId: newCommandId() })
const [KEPT, GONE] = ['kept', 'gone'] as [AttendeeId, AttendeeId]
const EMAIL = 'schwester@qwormel.example'
const minutesAgo = (minutes: number) => ({ happenedAt: Date.now() - minutes * 60_000, sentAt: Date.now() })

/** Let in at two desks apart, and settled as one person. */
async function mergedGuests() {
  const core = await runningCore()
  const desks = await Promise.all(
    ['Schalter 1', 'Schalter 2'].map(async (name) => {
      const { station } = await pairedStation(core, 'reception', name)
      return portClient(core, { station, role: 'reception' })
    }),
  )
  const [first, second] = desks as [(typeof desks)[number], (typeof desks)[number]]
  const eva = (id: AttendeeId, email: string) =>
    attendee({ id, firstName: 'Eva', lastName: 'Rot', email, partnerId: null })
  await first.checkIn.walkIn({ attendee: eva(KEPT, ''), partner: null, offline: minutesAgo(20), ...again() })
  await second.checkIn.walkIn({
    attendee: eva(GONE, EMAIL),
    partner: null,
    offline: minutesAgo(30),
    ...again(),
  })
  const { handler } = core.parts
  const before = structuredClone(handler.state.arrivals)
  const [conflict] = Object.values(handler.state.conflicts)
  await first.checkIn.settle({
    conflict: conflict!.seq,
    settlement: 'same-as-first',
    reason: 'x',
    ...again(),
  })
  return { core, first, second, before }
}

const parting = () => ({ keptId: KEPT, goneId: GONE, reason: 'Doch zwei', ...again() })

describe('a merge of two guests', () => {
  it('is undone at the other desk: both are in as their desk had let them in, also after a restart', async () => {
    const { core, second, before } = await mergedGuests()
    expect(core.parts.handler.state).toMatchObject({ present: 1, attendees: { [KEPT]: { email: EMAIL } } })
    expect(await second.checkIn.undoMerge(parting())).toMatchObject({ unchanged: false })
    expect(await second.checkIn.undoMerge(parting())).toMatchObject({ unchanged: true })
    await core.close()
    const { state } = (await runningCore({ dataDir: core.parts.options.dataDir })).parts.handler
    expect(state).toMatchObject({ present: 2, merged: {}, merges: [] })
    expect(state.arrivals).toEqual(before)
    expect(state.attendees[KEPT]?.email).toBe('')
    expect(state.attendees[GONE]?.email).toBe(EMAIL)
  })

  it('leaves, once undone, nothing of the one in the records of the other when that one is deleted', async () => {
    const { core, second } = await mergedGuests()
    await second.checkIn.undoMerge(parting())
    const { dataDir } = core.parts.options
    await core.parts.renewSnapshot()
    expect(await findInFolder(dataDir, [EMAIL])).not.toEqual([])
    const subject = { what: 'person' as const, attendeeId: GONE }
    await organizerOf(core).privacy.erase({ subject, why: 'requested', ...again() })
    expect(await findInFolder(dataDir, [EMAIL])).toEqual([])
    expect(core.parts.handler.state.attendees).toMatchObject({ [KEPT]: { lastName: 'Rot' } })
    expect(core.parts.handler.state.arrivals[KEPT]).toBeDefined()
  })
})
