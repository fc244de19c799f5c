import { describe, expect, it } from 'vitest'
import { ticketCode } from '../../../../src/core/door/tickets.ts'
import { createTickets } from '../../../../src/renderer/reception/scanning/tickets.ts'
import type { AttendeeId } from '../../../../src/shared/domain/ids.ts'
import { attendeeSchema } from '../../../../src/shared/domain/registry/registry.ts'
import { emptyState } from '../../../../src/shared/domain/evolve.ts'

const KEY = 'a1'.repeat(32)
const guest = (id: string) => attendeeSchema.parse({ id, lastName: 'Abel' })
const stateOf = (...ids: string[]) => ({
  ...emptyState(),
  ticketKey: KEY,
  attendees: Object.fromEntries(ids.map((id) => [id, guest(id)])),
})

describe('the code of a guest', () => {
  it('is short, speaks no name, and is the same each time', () => {
    const code = ticketCode(KEY, guest('eva').id)
    expect(code).toMatch(/^[0-9A-HJKMNP-X]{12}$/)
    expect(ticketCode(KEY, guest('eva').id)).toBe(code)
  })

  it('is another for every guest and every ceremony', () => {
    const codes = Array.from({ length: 5_000 }, (_, at) => ticketCode(KEY, `g${at}` as AttendeeId))
    expect(new Set(codes).size).toBe(5_000)
    expect(ticketCode('b2'.repeat(32), 'g1' as AttendeeId)).not.toBe(codes[1])
  })

  it('is worked out by the desk as by the host, also for those who come later', async () => {
    const tickets = createTickets()
    const eva = ticketCode(KEY, guest('eva').id)
    const udo = ticketCode(KEY, guest('udo').id)
    expect(await tickets.holderOf([eva], stateOf('eva'))).toEqual({ id: 'eva', isReplaced: false })
    expect(await tickets.holderOf([udo], stateOf('eva'))).toBeNull()
    expect(await tickets.holderOf(['X', udo], stateOf('eva', 'udo'))).toEqual({
      id: 'udo',
      isReplaced: false,
    })
    expect(await tickets.holderOf([eva], stateOf('udo'))).toBeNull()
  })

  it('of an entry that was one person with another finds that person, also at a desk that comes later', async () => {
    const merged = { [guest('eva-2').id]: guest('eva').id }
    const [own, second] = [ticketCode(KEY, guest('eva').id), ticketCode(KEY, guest('eva-2').id)]
    const desk = createTickets()
    await desk.holderOf([second], stateOf('eva', 'eva-2'))
    for (const tickets of [desk, createTickets()]) {
      expect(await tickets.holderOf([second], { ...stateOf('eva'), merged })).toEqual({
        id: 'eva',
        isReplaced: false,
      })
      expect(await tickets.holderOf([own], { ...stateOf('eva'), merged })).toMatchObject({ id: 'eva' })
    }
  })

  it('is void once the guest has been given another, and that of nobody else', async () => {
    const tickets = createTickets()
    const [first, second] = [0, 1].map((issue) => ticketCode(KEY, guest('eva').id, issue))
    const before = stateOf('eva', 'udo')
    expect(await tickets.holderOf([first ?? ''], before)).toEqual({ id: 'eva', isReplaced: false })
    expect(await tickets.holderOf([second ?? ''], before)).toBeNull()
    const after = { ...before, ticketIssues: { [guest('eva').id]: 1 } }
    expect(await tickets.holderOf([first ?? ''], after)).toEqual({ id: 'eva', isReplaced: true })
    expect(await tickets.holderOf([second ?? ''], after)).toEqual({ id: 'eva', isReplaced: false })
    const udo = ticketCode(KEY, guest('udo').id)
    expect(await tickets.holderOf([udo], after)).toEqual({ id: 'udo', isReplaced: false })
  })

  it('does not exist before the first invitation is made', async () => {
    const state = { ...stateOf('eva'), ticketKey: null }
    expect(await createTickets().holderOf([ticketCode(KEY, guest('eva').id)], state)).toBeNull()
  })
})
