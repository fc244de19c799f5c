/** Devices that wait for the organizer's word, with a clock that is wound by hand. */
import { describe, expect, it } from 'vitest'
import { ABSENCE_MS, ASK_LIFE_MS, createAsking } from '../../../../src/core/pairing/asking.ts'
import type { Applicant } from '../../../../src/core/pairing/asking.ts'
import { hashOfToken } from '../../../../src/core/pairing/token.ts'
import type { StationId } from '../../../../src/shared/domain/ids.ts'

const TABLET: Applicant = {
  role: 'signing',
  name: 'Tablet 1',
  device: { kind: 'tablet', browser: 'Safari' },
  address: '192.168.1.23',
}

function someAsking() {
  let time = Date.parse('2017-02-21T17:00:00Z')
  let changes = 0
  const asking = createAsking(
    () => new Date(time),
    () => (changes += 1),
  )
  const asks = (applicant: Partial<Applicant> = {}) => {
    const { ticket, mark } = asking.ask({ ...TABLET, ...applicant })
    const leave = asking.attend(ticket)
    const id = asking.list().find((each) => each.mark === mark)?.id as StationId
    return { ticket, mark, id, leave }
  }
  const pass = (ms: number) => {
    time += ms
    asking.sweep()
  }
  return { asking, asks, pass, changes: () => changes }
}
const pairs = async () => {}

describe('a device that asks', () => {
  it('is shown with kind, browser, address and the number on its screen', () => {
    const { asking, asks } = someAsking()
    const { ticket, mark } = asks()
    expect(asking.list()).toMatchObject([{ ...TABLET, mark, isPresent: true }])
    expect(asking.progress(ticket)).toMatchObject({ status: 'waiting', mark, name: 'Tablet 1' })
    expect(JSON.stringify(asking.list())).not.toContain(ticket)
  })

  it('shows a number that no other waiting device shows', () => {
    const { asks } = someAsking()
    const marks = Array.from({ length: 60 }, () => asks().mark)
    expect(new Set(marks).size).toBe(60)
    expect(marks.every((mark) => /^[1-9]\d$/.test(mark))).toBe(true)
  })

  it('gets its token only after it was written down', async () => {
    const { asking, asks } = someAsking()
    const { id, ticket } = asks()
    let hash = ''
    await asking.confirm(id, async (_applicant, tokenHash) => {
      expect(asking.progress(ticket).status).toBe('waiting')
      hash = tokenHash
    })
    const outcome = asking.progress(ticket)
    expect(outcome).toMatchObject({ status: 'paired', stationId: id, role: 'signing' })
    expect(hashOfToken((outcome as { token: string }).token)).toBe(hash)
    expect(asking.list()).toEqual([])
  })

  it('goes on waiting when it could not be written down', async () => {
    const { asking, asks } = someAsking()
    const { id, ticket } = asks()
    const full = () => Promise.reject(new Error('disk full'))
    await expect(asking.confirm(id, full)).rejects.toThrow('disk full')
    expect(asking.progress(ticket).status).toBe('waiting')
    await asking.confirm(id, pairs)
    expect(asking.progress(ticket).status).toBe('paired')
  })

  it('is told when it was refused, and cannot be let in any more', async () => {
    const { asking, asks } = someAsking()
    const { id, ticket } = asks()
    asking.refuse(id)
    expect(asking.progress(ticket)).toEqual({ status: 'refused' })
    await expect(asking.confirm(id, pairs)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('waits five minutes and no longer', () => {
    const { asking, asks, pass } = someAsking()
    const { ticket } = asks()
    pass(ASK_LIFE_MS - 1)
    expect(asking.progress(ticket).status).toBe('waiting')
    pass(1)
    expect(asking.progress(ticket)).toEqual({ status: 'over' })
    expect(asking.list()).toEqual([])
  })

  it('may load its page anew; half a minute later it is gone', () => {
    const { asking, asks, pass } = someAsking()
    const { ticket, leave } = asks()
    leave()
    expect(asking.list()).toMatchObject([{ isPresent: false }])
    pass(ABSENCE_MS - 1)
    const leaveAgain = asking.attend(ticket)
    expect(asking.list()).toMatchObject([{ isPresent: true }])
    pass(ABSENCE_MS)
    expect(asking.progress(ticket).status).toBe('waiting')
    leaveAgain()
    pass(ABSENCE_MS)
    expect(asking.progress(ticket)).toEqual({ status: 'over' })
  })

  it('fetches a token whose answer was lost, until it has used it', async () => {
    const { asking, asks, pass } = someAsking()
    const { id, ticket, leave } = asks()
    await asking.confirm(id, pairs)
    leave()
    pass(ABSENCE_MS)
    expect(asking.progress(ticket).status).toBe('paired')
    asking.delivered(id)
    expect(asking.progress(ticket)).toEqual({ status: 'over' })
  })

  it('learns whether anybody is there to say yes', () => {
    const { asking, asks } = someAsking()
    const { ticket } = asks()
    expect(asking.progress(ticket)).toMatchObject({ organizerIsHere: false })
    const stop = asking.watch()
    expect(asking.progress(ticket)).toMatchObject({ organizerIsHere: true })
    stop()
    expect(asking.progress(ticket)).toMatchObject({ organizerIsHere: false })
  })

  it('with a made-up ticket learns nothing', () => {
    const { asking, asks } = someAsking()
    asks()
    expect(asking.progress('made-up')).toEqual({ status: 'over' })
  })
})

describe('several devices at once', () => {
  it('are let in one by one, each with a token of its own', async () => {
    const { asking, asks } = someAsking()
    const first = asks({ name: 'Einlass 1', role: 'reception' })
    const second = asks({ name: 'Einlass 2', role: 'reception' })
    await asking.confirm(second.id, pairs)
    expect(asking.progress(first.ticket).status).toBe('waiting')
    await asking.confirm(first.id, pairs)
    const [one, two] = [asking.progress(first.ticket), asking.progress(second.ticket)]
    expect(one).toMatchObject({ name: 'Einlass 1' })
    expect(two).toMatchObject({ name: 'Einlass 2' })
    expect((one as { token: string }).token).not.toBe((two as { token: string }).token)
  })

  it('are each let in by one organizer only, though two say yes', async () => {
    const { asking, asks } = someAsking()
    const { id } = asks()
    const answers = await Promise.allSettled([asking.confirm(id, pairs), asking.confirm(id, pairs)])
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
  })
})
