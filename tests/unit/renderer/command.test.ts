import { createORPCClient } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { command } from '../../../src/renderer/client.ts'
import { keepConnection } from '../../../src/renderer/connection/connection.ts'
import type { Connection } from '../../../src/renderer/connection/connection.ts'
import type { SmallHost } from '../../fixtures/small-host.ts'
import { QUICK, startSmallHost } from '../../fixtures/small-host.ts'

type Calls = {
  commands: { do: (input: { commandId: string }) => Promise<{ seq: number }>; refuse: () => Promise<never> }
}

let host: SmallHost
let connection: Connection
const calls = (): Calls => createORPCClient(connection.link)

beforeEach(() => {
  host = startSmallHost()
  connection = keepConnection(host.dial, QUICK)
})
afterEach(() => {
  connection.close()
  host.close()
})

describe('a command', () => {
  it('is done once even when the connection breaks before its acknowledgement', async () => {
    host.dropNextAnswer()
    const ack = await command((commandId) => calls().commands.do({ commandId }))
    expect(ack).toEqual({ seq: 1 })
    expect(host.done).toHaveLength(1)
    expect(host.dialled()).toBe(2)
  })

  it('gets an id of its own each time', async () => {
    await command((commandId) => calls().commands.do({ commandId }))
    await command((commandId) => calls().commands.do({ commandId }))
    expect(new Set(host.done).size).toBe(2)
    expect(host.done.every((id) => /^[A-Za-z0-9_-]{1,64}$/.test(id))).toBe(true)
  })

  it('is not sent again when the host has refused it', async () => {
    let sent = 0
    const refused = command(() => {
      sent += 1
      return calls().commands.refuse()
    })
    await expect(refused).rejects.toMatchObject({ code: 'FIELDS_MISSING' })
    expect(sent).toBe(1)
  })
})
