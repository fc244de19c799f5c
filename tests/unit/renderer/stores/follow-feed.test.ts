import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hostOver } from '../../../../src/renderer/client.ts'
import { keepConnection } from '../../../../src/renderer/connection/connection.ts'
import { followFeed } from '../../../../src/renderer/stores/follow-feed.ts'
import type { NumberedItem, SmallHost } from '../../../fixtures/small-host.ts'
import { QUICK, startSmallHost } from '../../../fixtures/small-host.ts'

let small: SmallHost
const seen: number[] = []
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 })

beforeEach(() => {
  small = startSmallHost()
  seen.length = 0
})
afterEach(() => small.close())

/** A surface over the small host, following its numbered facts. */
function surface() {
  const connection = keepConnection(small.dial, QUICK)
  const host = hostOver(connection)
  const stop = followFeed(host, {
    open: async (since, signal) => {
      const feed = await connection.link.call(['live', 'facts'], { since }, { context: {}, signal })
      return feed as AsyncIterable<NumberedItem>
    },
    take: ({ seq }) => void seen.push(seq),
    forget: () => void seen.splice(0),
  })
  return { host, stop }
}

describe('what a device has seen', () => {
  it('stays while the connection is lost', async () => {
    const { host, stop } = surface()
    small.append(2)
    await until(() => expect(seen).toEqual([1, 2]))
    small.setUp(false)
    small.drop()
    await until(() => expect(host.status.value).toBe('lost'))
    expect(seen).toEqual([1, 2])
    stop()
    host.close()
  })

  it('is forgotten when the device is turned away', async () => {
    const { host } = surface()
    small.append(2)
    await until(() => expect(seen).toEqual([1, 2]))
    small.refuse()
    await until(() => expect(host.status.value).toBe('refused'))
    await until(() => expect(seen).toEqual([]))
  })

  it('is forgotten when its page is left', async () => {
    const { host, stop } = surface()
    small.append(2)
    await until(() => expect(seen).toEqual([1, 2]))
    stop()
    expect(seen).toEqual([])
    host.close()
  })
})
