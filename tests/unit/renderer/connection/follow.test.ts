import { createORPCClient } from '@orpc/client'
import type { Client } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepConnection } from '../../../../src/renderer/connection/connection.ts'
import type { Connection } from '../../../../src/renderer/connection/connection.ts'
import { follow } from '../../../../src/renderer/connection/follow.ts'
import type { OpenFeed, TakeItem } from '../../../../src/renderer/connection/follow.ts'
import type { NumberedItem, SmallHost } from '../../../fixtures/small-host.ts'
import { QUICK, startSmallHost } from '../../../fixtures/small-host.ts'

type Feed = Client<Record<never, never>, { since: number | null }, AsyncIteratorObject<NumberedItem>, Error>
type Calls = { live: { facts: Feed } }

let host: SmallHost
let connection: Connection
let stop = () => {}
const seen: number[] = []
const asked: (number | null)[] = []
const until = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 2 })
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1)

const open: OpenFeed<NumberedItem> = (since, signal) => {
  asked.push(since)
  const calls: Calls = createORPCClient(connection.link)
  return calls.live.facts({ since }, { signal })
}
const note: TakeItem<NumberedItem> = ({ seq }) => void seen.push(seq)

beforeEach(() => {
  host = startSmallHost()
  connection = keepConnection(host.dial, QUICK)
  seen.length = 0
  asked.length = 0
})
afterEach(() => {
  stop()
  connection.close()
  host.close()
})

describe('a station follows the facts', () => {
  it('sees every fact once and in order, however often the connection breaks', async () => {
    stop = follow(connection, open, note, QUICK)
    for (let round = 1; round <= 5; round += 1) {
      host.append(40)
      await until(() => expect(seen.length).toBeGreaterThan((round - 1) * 40))
      host.drop()
      host.append(10)
      await until(() => expect(seen.at(-1)).toBe(round * 50))
    }
    expect(seen).toEqual(upTo(250))
  })

  it('asks only for what came after the last fact it has seen', async () => {
    host.append(7)
    stop = follow(connection, open, note, QUICK)
    await until(() => expect(seen).toEqual(upTo(7)))
    host.drop()
    host.append(1)
    await until(() => expect(seen).toEqual(upTo(8)))
    expect(asked).toEqual([null, 7])
  })

  it('goes on after a host that froze in the middle of the feed', async () => {
    stop = follow(connection, open, note, QUICK)
    host.append(3)
    await until(() => expect(seen).toEqual(upTo(3)))
    host.freeze()
    host.append(3)
    await until(() => expect(seen).toEqual(upTo(6)))
  })

  it('goes on after the host was away for a while', async () => {
    stop = follow(connection, open, note, QUICK)
    host.append(2)
    await until(() => expect(seen).toEqual(upTo(2)))
    host.setUp(false)
    host.drop()
    await until(() => expect(connection.status.value).toBe('lost'))
    host.append(2)
    host.setUp(true)
    await until(() => expect(seen).toEqual(upTo(4)))
  })

  it('asks for everything again when told to start over', async () => {
    host.append(3)
    let isFirst = true
    stop = follow(
      connection,
      open,
      (item) => {
        note(item)
        if (item.seq !== 3 || !isFirst) return
        isFirst = false
        return 'start-over'
      },
      QUICK,
    )
    await until(() => expect(seen).toEqual([1, 2, 3, 1, 2, 3]))
    expect(asked).toEqual([null, null])
  })

  it('hears nothing more after it has stopped', async () => {
    stop = follow(connection, open, note, QUICK)
    host.append(1)
    await until(() => expect(seen).toEqual([1]))
    stop()
    host.append(1)
    host.drop()
    await until(() => expect(host.dialled()).toBe(2))
    expect(seen).toEqual([1])
  })
})
