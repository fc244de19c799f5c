import { describe, expect, test } from 'vitest'
import { deliver } from '../../../../src/renderer/signing/deliver.ts'
import type { CommandId } from '../../../../src/shared/domain/ids.ts'
import { MappeError } from '../../../../src/shared/errors.ts'
import type { ErrorCode } from '../../../../src/shared/errors.ts'

const ID = 'c-1' as CommandId
const at = { reachable: () => Promise.resolve(), pause: () => Promise.resolve() }

/** A host that fails as told, then answers; it does a command once however often it hears of it. */
function host(...faults: ErrorCode[]) {
  const heard: CommandId[] = []
  const send = async (id: CommandId) => {
    heard.push(id)
    const fault = faults.shift()
    if (fault) throw new MappeError(fault)
    return 'given'
  }
  return { heard, send }
}

describe('handing over a signature', () => {
  test('goes on under the same id until the host has answered', async () => {
    const { heard, send } = host('TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT', 'TIMED_OUT')
    await expect(deliver(ID, send, at)).resolves.toBe('given')
    expect(new Set(heard)).toEqual(new Set([ID]))
    expect(heard).toHaveLength(6)
  })

  test('sends nothing before the host can be reached', async () => {
    const { heard, send } = host()
    const { promise, resolve: arrive } = Promise.withResolvers<void>()
    const given = deliver(ID, send, { ...at, reachable: () => promise })
    expect(heard).toEqual([])
    arrive()
    await expect(given).resolves.toBe('given')
  })

  test('a refusal is told at once, not tried again', async () => {
    const { heard, send } = host('AGREEMENT_SEALED')
    await expect(deliver(ID, send, at)).rejects.toMatchObject({ code: 'AGREEMENT_SEALED' })
    expect(heard).toHaveLength(1)
  })

  test('an unexplained fault is tried three times and then told', async () => {
    const { heard, send } = host('UNEXPECTED', 'UNEXPECTED', 'UNEXPECTED')
    await expect(deliver(ID, send, at)).rejects.toMatchObject({ code: 'UNEXPECTED' })
    expect(heard).toHaveLength(3)
  })
})
