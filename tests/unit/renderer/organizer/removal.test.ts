import { describe, expect, it } from 'vitest'
import { newCommandId } from '../../../../src/core/core-parts.ts'
import {
  attendeeRemoval,
  bringBack,
  partnerRemoval,
} from '../../../../src/renderer/organizer/registry/removal.ts'
import type { AttendeeId } from '../../../../src/shared/domain/ids.ts'
import { portClient, sampleCore } from '../../../fixtures/running-core.ts'

/** The sample evening and its organizer. */
async function evening() {
  const core = await sampleCore()
  const call = portClient(core, core.hostCaller)
  const state = () => core.parts.handler.state
  const guest = Object.values(state().attendees).find(({ maySign }) => !maySign)!
  return { core, call, state, guest, command: () => ({ commandId: newCommandId() }) }
}

const remove = (call: Awaited<ReturnType<typeof evening>>['call'], attendeeId: AttendeeId) =>
  call.registry.removeAttendee({ attendeeId, commandId: newCommandId() })

describe('a guest who was removed by mistake', () => {
  it('comes back as before, with the same id', async () => {
    const { call, state, guest } = await evening()
    const removal = attendeeRemoval(state(), guest.id)!
    const before = structuredClone(guest)
    await remove(call, guest.id)
    expect(state().attendees[guest.id]).toBeUndefined()
    await bringBack(call, removal)
    expect(state().attendees[guest.id]).toEqual(before)
  })

  it.each(['accepted', 'declined'] as const)('comes back with the answer: %s', async (answer) => {
    const { call, state, guest, command } = await evening()
    const said = { channel: 'telephone', note: 'rief an' } as const
    await (answer === 'declined'
      ? call.registration.decline({ attendeeId: guest.id, ...said, ...command() })
      : call.registration.register({ attendee: guest, companions: 2, ...said, ...command() }))
    const before = state().registrations[guest.id]!
    const removal = attendeeRemoval(state(), guest.id)!
    await remove(call, guest.id)
    expect(state().registrations[guest.id]).toBeUndefined()
    await bringBack(call, removal)
    const { answer: now, companions, channel, note } = state().registrations[guest.id]!
    expect({ answer: now, companions, channel, note }).toEqual({
      answer,
      companions: before.companions,
      ...said,
    })
  })

  it('is there once, though it was taken back twice', async () => {
    const { call, state, guest } = await evening()
    const count = Object.keys(state().attendees).length
    const removal = attendeeRemoval(state(), guest.id)!
    await remove(call, guest.id)
    await bringBack(call, removal)
    await bringBack(call, removal)
    expect(Object.keys(state().attendees)).toHaveLength(count)
  })

  it('is not offered back where another comes for them: that tie would be lost', async () => {
    const { state, guest } = await evening()
    const other = Object.values(state().attendees).find(({ id }) => id !== guest.id)!
    const tied = { ...state(), substitutes: { [guest.id]: other.id } }
    expect(attendeeRemoval(tied, guest.id)).toBeNull()
    expect(attendeeRemoval(tied, other.id)).toBeNull()
  })
})

describe('a partner who was removed by mistake', () => {
  it('comes back in the same place of the order', async () => {
    const { call, state, command } = await evening()
    const partner = {
      ...Object.values(state().partners)[0]!,
      id: 'partner-neu' as never,
      name: 'Verein Neckar',
    }
    await call.registry.savePartner({ partner, ...command() })
    await call.registry.removePartner({ partnerId: partner.id, ...command() })
    await bringBack(call, partnerRemoval(partner))
    expect(state().partners[partner.id]).toEqual(partner)
  })
})
