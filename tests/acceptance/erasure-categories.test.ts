/** One kind of data of everybody deleted, a signatory deleted after the seal, and what stations hear of it. */
import { createRouterClient } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../src/core/core-parts.ts'
import { playEvening } from '../../src/core/demo/evening.ts'
import type { FactItem } from '../../src/shared/contract/live.ts'
import type { ErasureSubject } from '../../src/shared/contract/privacy.ts'
import { signersOf } from '../../src/shared/domain/signing/agreement.ts'
import { emptyState, evolveAll } from '../../src/shared/domain/evolve.ts'
import { turnOf } from '../../src/shared/domain/signing/turn.ts'
import { findInFolder } from '../fixtures/byte-search.ts'
import { guestNamed, markedEvening, organizerOf, WORDS } from '../fixtures/marked-person.ts'
import { openDeskKeep } from '../../src/renderer/desk/keep.ts'
import { openTestDesk } from '../fixtures/test-desk.ts'
import { pairedStation, runningCore, runningServer } from '../fixtures/running-core.ts'

const again = () => ({ commandId: newCommandId() })
const due = (subject: ErasureSubject) => ({ subject, why: 'period-over' as const, ...again() })

describe('after a sealed evening', { timeout: 90_000 }, () => {
  it('kind by kind goes, the counts and the sealed file stay', async () => {
    const core = await runningCore()
    const organizer = organizerOf(core)
    await playEvening(core, () => {})
    const { handler, blobs } = core.parts
    const guests = Object.values(handler.state.attendees)
    const emails = guests.flatMap(({ email }) => email || [])
    const present = handler.state.present
    expect(emails.length).toBeGreaterThan(20)

    await organizer.privacy.erase(due({ what: 'contacts' }))
    expect(await findInFolder(core.parts.folder.path, emails)).toEqual([])
    expect(Object.values(handler.state.attendees).map(({ lastName }) => lastName)).toEqual(
      guests.map(({ lastName }) => lastName),
    )

    await organizer.privacy.erase(due({ what: 'arrivals' }))
    expect(handler.state.arrivals).toEqual({})
    expect(handler.state.present).toBe(present)

    const before = await blobs.listBlobs()
    await organizer.privacy.erase(due({ what: 'inks' }))
    const after = await blobs.listBlobs()
    // a signature each, and the first attempt of the one who signed twice
    expect(before.length - after.length).toBe(signersOf(handler.state).length + 1)
    const trail = await organizer.documents.make({ kind: 'audit-trail' })
    expect(trail.file.size).toBeGreaterThan(1000)

    await organizer.privacy.erase(due({ what: 'guests' }))
    expect(handler.state.attendees).toEqual({})
    expect(handler.state.present).toBe(present)
    const [first] = signersOf(handler.state)
    const turn = turnOf(handler.state, first!.id)
    expect(turn).toMatchObject({ status: 'signed', signature: { attendeeId: null } })
    expect(turn.status === 'signed' && turn.signature.signatory.name).not.toBe('')

    const sealed = await organizer.documents.make({ kind: 'sealed-agreement' })
    expect((await organizer.agreement.verify(sealed)).recorded).toBeTruthy()
    expect(await handler.journal.verify()).toMatchObject({ ok: true })
    expect(evolveAll(emptyState(), await handler.factsSince(0))).toEqual(handler.state)
    const { deletions, rows } = await organizer.privacy.status()
    expect(deletions.map(({ what }) => what)).toEqual(['contacts', 'arrivals', 'inks', 'guests'])
    expect(rows.filter(({ count }) => count > 0).map(({ kind }) => kind)).toEqual([
      'signing',
      'agreement',
      'journal',
    ])
  })
})

describe('a signatory', { timeout: 60_000 }, () => {
  it('must withdraw first while the agreement is open, and is told so', async () => {
    const { core, organizer, person } = await markedEvening()
    const { state } = core.parts.handler
    const partnerId = state.attendees[person]!.partnerId!
    const subject = { what: 'person' as const, attendeeId: person }
    await organizer.signing.call({ partnerId, attendeeId: person, ...again() })
    expect((await organizer.privacy.preview({ subject })).hindrance).toBe('erase-called')
    await expect(organizer.privacy.erase(due(subject))).rejects.toMatchObject({
      code: 'NOT_ALLOWED_NOW',
      data: { reason: 'erase-called' },
    })
    await expect(organizer.privacy.erase(due({ what: 'guests' }))).rejects.toMatchObject({
      data: { reason: 'erase-called' },
    })
    await organizer.signing.cancelCall({ partnerId, reason: '', ...again() })
    expect((await organizer.privacy.preview({ subject })).hindrance).toBeNull()
  })
})

describe('stations that follow', { timeout: 60_000 }, () => {
  const until = async (feed: AsyncIterable<FactItem>, isEnd: (item: FactItem) => boolean) => {
    const items: FactItem[] = []
    for await (const item of feed) {
      items.push(item)
      if (isEnd(item)) return items
    }
    return items
  }

  it('get everything anew without the person, live and when they come back, and never the journal’s word on it', async () => {
    const { core, organizer, person } = await markedEvening()
    const { station } = await pairedStation(core, 'reception')
    const desk = createRouterClient(core.router, { context: { caller: { station, role: 'reception' } } })
    const { seq, hash } = core.parts.handler.head
    const live = await desk.live.facts({})
    const heard = until(live, (item) => item.type === 'state' && item.isRenewed === true)
    await organizer.privacy.erase({
      subject: { what: 'person', attendeeId: person },
      why: 'requested',
      ...again(),
    })
    const last = (await heard).at(-1)!
    const resumed = await until(
      await desk.live.facts({ since: seq, head: hash }),
      ({ type }) => type === 'caught-up',
    )
    expect(resumed.map(({ type }) => type)).toEqual(['state', 'caught-up'])
    expect(resumed[0]).toMatchObject({ isRenewed: true })
    for (const item of [last, resumed[0]]) {
      const text = JSON.stringify(item)
      expect(WORDS.filter((word) => text.includes(word))).toEqual([])
    }
  })

  it('drop what they keep on their own device, live or when they come back', async () => {
    const { core, organizer, person } = await markedEvening()
    const server = await runningServer(core)
    const [there, away] = await Promise.all([
      pairedStation(core, 'reception'),
      pairedStation(core, 'reception'),
    ])
    const open = (name: string, { token }: { token: string }) =>
      openTestDesk(name, `${server.url.replace('http', 'ws')}/rpc`, token)
    const keptBy = async (name: string, { token }: { token: string }) => {
      const keep = await openDeskKeep(name, token)
      const text = JSON.stringify([await keep.list(), await keep.acts()])
      keep.close()
      return WORDS.filter((word) => text.includes(word))
    }
    const desks = [await open('there', there), await open('away', away)]
    await expect.poll(() => keptBy('there', there)).toEqual(expect.arrayContaining(['Qwörmel']))
    await expect.poll(() => keptBy('away', away)).toEqual(expect.arrayContaining(['Qwörmel']))
    desks[1]!.kill()
    await organizer.privacy.erase({
      subject: { what: 'person', attendeeId: person },
      why: 'requested',
      ...again(),
    })
    await expect.poll(() => keptBy('there', there), { timeout: 5_000 }).toEqual([])
    expect(await keptBy('away', away)).not.toEqual([])
    desks.push(await open('away', away))
    await expect.poll(() => keptBy('away', away), { timeout: 5_000 }).toEqual([])
    for (const desk of desks) desk.kill()
  })

  it('cannot bring the person back: neither a desk that was away nor a page with an old form', async () => {
    const { core, organizer, person } = await markedEvening()
    const old = core.parts.handler.state.attendees[person]!
    await organizer.privacy.erase({
      subject: { what: 'person', attendeeId: person },
      why: 'requested',
      ...again(),
    })
    const { station } = await pairedStation(core, 'reception')
    const desk = createRouterClient(core.router, { context: { caller: { station, role: 'reception' } } })
    const times = { happenedAt: Date.now() - 5_000, sentAt: Date.now() }
    const late = desk.checkIn.checkIn({ attendeeId: person, guest: old, offline: times, ...again() })
    await expect(late).rejects.toMatchObject({ code: 'NOT_FOUND', data: { reason: 'deleted' } })
    await expect(organizer.registry.saveAttendee({ attendee: old, ...again() })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await findInFolder(core.parts.folder.path, WORDS)).toEqual([])
    expect(guestNamed(core, 'Nachbarin')).toBeDefined()
  })
})
