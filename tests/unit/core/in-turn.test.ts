import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { InTurn } from '../../../src/core/in-turn.ts'

describe('work in turn', () => {
  it('starts at once when nothing runs', () => {
    const seen: string[] = []
    void new InTurn().run(async () => void seen.push('begun'))
    expect(seen).toEqual(['begun'])
  })

  it('lets nothing overtake work that pauses', async () => {
    const turn = new InTurn()
    const seen: string[] = []
    const slow = turn.run(async () => {
      await setImmediate()
      await setImmediate()
      seen.push('slow')
    })
    const quick = turn.run(async () => void seen.push('quick'))
    await Promise.all([slow, quick])
    expect(seen).toEqual(['slow', 'quick'])
  })

  it('goes on after work that failed, and tells its caller', async () => {
    const turn = new InTurn()
    const failed = turn.run(() => Promise.reject(new Error('broken')))
    const next = turn.run(() => Promise.resolve('done'))
    await expect(failed).rejects.toThrow('broken')
    expect(await next).toBe('done')
    await turn.untilIdle()
  })
})
