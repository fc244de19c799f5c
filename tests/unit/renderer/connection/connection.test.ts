import { createORPCClient } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepConnection } from '../../../../src/renderer/connection/connection.ts'
import type { Connection } from '../../../../src/renderer/connection/connection.ts'
import type { SmallHost } from '../../../fixtures/small-host.ts'
import { deadWire, QUICK, startSmallHost } from '../../../fixtures/small-host.ts'

type Calls = {
  host: { ping: () => Promise<{ at: string }> }
  commands: { hang: () => Promise<never>; refuse: () => Promise<never>; break: () => Promise<never> }
}

let host: SmallHost
let connection: Connection
const callsOver = ({ link }: Connection): Calls => createORPCClient(link)
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 })

beforeEach(() => {
  host = startSmallHost()
  connection = keepConnection(host.dial, QUICK)
})
afterEach(() => {
  connection.close()
  host.close()
})

describe('a station keeps its connection to the host', () => {
  it('is connected as soon as the host answers', async () => {
    await expect(callsOver(connection).host.ping()).resolves.toEqual({ at: 'now' })
    expect(connection.status.value).toBe('connected')
  })

  it('says that the connection is lost, and finds it again by itself', async () => {
    await until(() => expect(connection.status.value).toBe('connected'))
    host.setUp(false)
    host.drop()
    await until(() => expect(connection.status.value).toBe('lost'))
    host.setUp(true)
    await until(() => expect(connection.status.value).toBe('connected'))
  })

  it('answers a call made while the host is away once it is back', async () => {
    await until(() => expect(connection.status.value).toBe('connected'))
    host.setUp(false)
    host.drop()
    await until(() => expect(connection.status.value).toBe('lost'))
    const answer = callsOver(connection).host.ping()
    host.setUp(true)
    await expect(answer).resolves.toEqual({ at: 'now' })
  })

  it('notices a host that neither answers nor hangs up, and dials anew', async () => {
    await until(() => expect(connection.status.value).toBe('connected'))
    host.freeze()
    await until(() => expect(host.dialled()).toBe(2))
    await expect(callsOver(connection).host.ping()).resolves.toEqual({ at: 'now' })
  })

  it('ends a call that was under way when the host froze', async () => {
    // With a limit of a minute only the heartbeat can end the call in time.
    const patient = keepConnection(host.dial, { ...QUICK, call: 60_000 })
    await until(() => expect(patient.status.value).toBe('connected'))
    const call = callsOver(patient).commands.hang()
    host.freeze()
    await expect(call).rejects.toMatchObject({ code: 'TIMED_OUT' })
    patient.close()
  })

  it('ends a call that the host never answers within its limit', async () => {
    await expect(callsOver(connection).commands.hang()).rejects.toMatchObject({ code: 'TIMED_OUT' })
    expect(connection.status.value).toBe('connected')
  })

  it('comes back after many minutes of dialling in vain', async () => {
    await until(() => expect(connection.status.value).toBe('connected'))
    host.setUp(false)
    host.drop()
    await until(() => expect(host.dialled()).toBeGreaterThan(60))
    expect(connection.status.value).toBe('lost')
    host.setUp(true)
    await until(() => expect(connection.status.value).toBe('connected'))
  })

  it('asks at once when the device wakes up, instead of waiting for the next beat', async () => {
    const sleepy = keepConnection(host.dial, { ...QUICK, heartbeatEvery: 600_000 })
    await until(() => expect(sleepy.status.value).toBe('connected'))
    const dialled = host.dialled()
    host.freeze()
    sleepy.hurry()
    await until(() => expect(host.dialled()).toBeGreaterThan(dialled))
    await until(() => expect(sleepy.status.value).toBe('connected'))
    sleepy.close()
  })

  it('gives a dial up that hangs when the network comes back, and dials anew', async () => {
    let dials = 0
    const hanging = { ...deadWire(), opened: new Promise<boolean>(() => {}) }
    const dial = () => ((dials += 1) === 1 ? hanging : host.dial())
    const patient = keepConnection(dial, { ...QUICK, opening: 600_000, redialAfter: 1 })
    await until(() => {
      patient.hurry()
      expect(patient.status.value).toBe('connected')
    })
    patient.close()
  })

  it('waits longer for an answer that stands behind a file on the same wire', async () => {
    const busy = keepConnection(host.dial, { ...QUICK, longCall: 60_000, heartbeatWithFile: 60_000 })
    await until(() => expect(busy.status.value).toBe('connected'))
    const upload = Promise.resolve(busy.link.call(['agreement', 'inspect'], {}, { context: {} })).catch(
      () => {},
    )
    host.freeze()
    const dialled = host.dialled()
    await new Promise((resolve) => setTimeout(resolve, QUICK.heartbeatLimit * 3))
    expect(host.dialled()).toBeLessThanOrEqual(dialled + 1)
    expect(busy.status.value).toBe('connected')
    busy.close()
    await upload
  })

  it('says that the page is outdated when the host speaks another contract, and dials on', async () => {
    const outdated = {
      ...deadWire(),
      opened: Promise.resolve(true),
      ended: Promise.resolve('outdated' as const),
    }
    let isUpdated = false
    const stale = keepConnection(() => (isUpdated ? host.dial() : outdated), QUICK)
    await until(() => expect(stale.status.value).toBe('outdated'))
    isUpdated = true
    await until(() => expect(stale.status.value).toBe('connected'))
    stale.close()
  })

  it('dials no more after it was closed', async () => {
    await until(() => expect(connection.status.value).toBe('connected'))
    connection.close()
    host.drop()
    await expect(callsOver(connection).host.ping()).rejects.toMatchObject({ code: 'TIMED_OUT' })
    expect(host.dialled()).toBe(1)
  })
})

describe('an error of the host', () => {
  it('arrives with its code and the data for the sentence', async () => {
    await expect(callsOver(connection).commands.refuse()).rejects.toMatchObject({
      name: 'MappeError',
      code: 'FIELDS_MISSING',
      data: { count: 2, first: 'Gemeinde Nehren' },
    })
  })

  it('keeps its message off the wire when nobody expected it', async () => {
    const error: unknown = await callsOver(connection)
      .commands.break()
      .catch((fault: unknown) => fault)
    expect(error).toMatchObject({ code: 'UNEXPECTED' })
    expect(String(error)).not.toContain('secret')
  })
})

describe('a token', () => {
  it('that the host does not know is refused', async () => {
    host.refuse()
    const refused = keepConnection(host.dial, QUICK)
    await until(() => expect(refused.status.value).toBe('refused'))
  })

  it('is kept while the host is slow to open or away, however often it is dialled', async () => {
    let dials = 0
    const slow = keepConnection(() => ((dials += 1) < 6 ? deadWire() : host.dial()), QUICK)
    await until(() => expect(slow.status.value).toBe('connected'))
    expect(dials).toBe(6)
    slow.close()
  })
})
