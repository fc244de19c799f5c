/** A desk prints the badge of the guest who stands before it, and is told which earlier ones are void. */
import { expect, it } from 'vitest'
import { readPages } from '../../src/core/agreement/reading/page-text.ts'
import { newCommandId } from '../../src/core/core-parts.ts'
import { standingOf, voidPrints } from '../../src/shared/domain/paper/paper.ts'
import { fullName } from '../../src/shared/domain/registry/registry.ts'
import type { Attendee } from '../../src/shared/domain/registry/registry.ts'
import { attendee, id } from '../fixtures/ceremony.ts'
import { pairedStation, portClient, sampleCore } from '../fixtures/running-core.ts'

const once = () => ({ commandId: newCommandId() })

async function door() {
  const core = await sampleCore()
  const desk = portClient(core, {
    station: (await pairedStation(core, 'reception')).station,
    role: 'reception',
  })
  const organizer = portClient(core, core.hostCaller)
  const state = () => core.parts.handler.state
  const [guest] = Object.values(state().attendees) as [Attendee]
  const wordsOf = async (file: { arrayBuffer(): Promise<ArrayBuffer> }) => {
    const pages = await readPages(new Uint8Array(await file.arrayBuffer()))
    return pages.map(({ segments }) => segments.map(({ text }) => text).join(' '))
  }
  const hasBadge = async ({ id: attendeeId }: Pick<Attendee, 'id'>) => {
    const { print } = await desk.printing.badge({ attendeeId })
    await desk.printing.noteBadge({ print, ...once() })
  }
  /** Hans Messner, in the place of the guest. */
  const comesInstead = async () => {
    const substitute = attendee({ id: id.attendee('stand-in'), firstName: 'Hans', lastName: 'Messner' })
    await desk.checkIn.substitute({
      absentId: guest.id,
      substitute: { ...substitute, substituteFor: guest.id, origin: 'substitute' },
      reason: '',
      ...once(),
    })
    return substitute
  }
  return { core, desk, organizer, state, guest, wordsOf, hasBadge, comesInstead }
}

it('makes one badge with this guest on it and nobody else', async () => {
  const { desk, guest, state, wordsOf } = await door()
  const made = await desk.printing.badge({ attendeeId: guest.id, format: 'cr80' })
  expect(made).toMatchObject({ earlier: 'none', isPrintable: true, voidNames: [] })
  const pages = await wordsOf(made.file)
  expect(pages).toHaveLength(1)
  expect(pages[0]).toContain(guest.lastName)
  const others = Object.values(state().attendees).filter(({ lastName }) => lastName !== guest.lastName)
  expect(others.filter(({ lastName }) => pages[0]?.split(' ').includes(lastName))).toEqual([])
})

it('knows a badge as printed once the desk says so, and says of the earlier one whether it still holds', async () => {
  const { desk, organizer, guest, state } = await door()
  const { print } = await desk.printing.badge({ attendeeId: guest.id })
  expect(standingOf(state(), 'badge', guest)).toBe('new')
  await desk.printing.noteBadge({ print, ...once() })
  expect(standingOf(state(), 'badge', guest)).toBe('current')
  expect(await desk.printing.badge({ attendeeId: guest.id })).toMatchObject({ earlier: 'same' })
  await organizer.registry.saveAttendee({ attendee: { ...guest, lastName: 'Berichtigt' }, ...once() })
  expect(await desk.printing.badge({ attendeeId: guest.id })).toMatchObject({ earlier: 'other' })
})

it('names the void badge with that of the stand-in, and prints none for the one who stays away', async () => {
  const { desk, guest, hasBadge, comesInstead } = await door()
  await hasBadge(guest)
  const substitute = await comesInstead()
  const made = await desk.printing.badge({ attendeeId: substitute.id })
  expect(made).toMatchObject({ earlier: 'none', voidNames: [fullName(guest)] })
  await expect(desk.printing.badge({ attendeeId: guest.id })).rejects.toMatchObject({
    code: 'NOT_ALLOWED_NOW',
    data: { reason: 'nothing-to-print' },
  })
})

it('is told by a desk that the void one is thrown away, and then asks nobody for it any more', async () => {
  const { desk, organizer, guest, state, hasBadge, comesInstead } = await door()
  await hasBadge(guest)
  const substitute = await comesInstead()
  await hasBadge(substitute)
  expect(voidPrints(state(), 'badge')).toEqual([guest.id])
  await desk.printing.discardBadgesBehind({ attendeeId: substitute.id, ...once() })
  expect(voidPrints(state(), 'badge')).toEqual([])
  expect(standingOf(state(), 'badge', state().attendees[substitute.id]!)).toBe('current')
  expect(await desk.printing.badge({ attendeeId: substitute.id })).toMatchObject({ voidNames: [] })
  await expect(
    desk.printing.discardBadgesBehind({ attendeeId: substitute.id, ...once() }),
  ).resolves.toMatchObject({ unchanged: true })
  // the guest comes after all, and needs one again
  await organizer.checkIn.undoStandIn({ absentId: guest.id, reason: 'kommt doch', ...once() })
  expect(standingOf(state(), 'badge', guest)).toBe('new')
})

it('lets no desk throw away a badge that counts', async () => {
  const { desk, guest, state, hasBadge } = await door()
  await hasBadge(guest)
  await desk.printing.discardBadgesBehind({ attendeeId: guest.id, ...once() })
  expect(standingOf(state(), 'badge', guest)).toBe('current')
})

it('names no void badge where none was printed', async () => {
  const { desk, comesInstead } = await door()
  const substitute = await comesInstead()
  expect(await desk.printing.badge({ attendeeId: substitute.id })).toMatchObject({ voidNames: [] })
})

it('says that a name has letters which would come out as boxes', async () => {
  const { desk, organizer, guest } = await door()
  await organizer.registry.saveAttendee({ attendee: { ...guest, lastName: 'გელაშვილი' }, ...once() })
  expect(await desk.printing.badge({ attendeeId: guest.id })).toMatchObject({ isPrintable: false })
})

it('is refused for a guest nobody knows', async () => {
  const { desk } = await door()
  await expect(desk.printing.badge({ attendeeId: id.attendee('nobody') })).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
