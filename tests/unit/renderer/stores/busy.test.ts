import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useBusyStore } from '../../../../src/renderer/stores/busy.ts'
import { useAction } from '../../../../src/renderer/use-action.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

const pending = () => {
  let done = () => {}
  const promise = new Promise<void>((resolve) => (done = resolve))
  return { promise, done }
}

describe('what a button began', () => {
  it('is shown once it takes longer than half a second, until it is done', async () => {
    const busy = useBusyStore()
    const work = pending()
    const running = useAction().run(() => work.promise)
    vi.advanceTimersByTime(499)
    expect(busy.isLong).toBe(false)
    vi.advanceTimersByTime(1)
    expect(busy.isLong).toBe(true)
    work.done()
    await running
    expect(busy.isLong).toBe(false)
  })

  it('is not shown when it was done sooner', async () => {
    const busy = useBusyStore()
    await useAction().run(() => Promise.resolve())
    vi.advanceTimersByTime(5000)
    expect(busy.isLong).toBe(false)
  })

  it('is shown as long as the last of several runs, and no longer after a fault', async () => {
    const busy = useBusyStore()
    const [one, other] = [pending(), pending()]
    const first = useAction().run(() => one.promise)
    const second = useAction().run(() => other.promise.then(() => Promise.reject(new Error('no'))))
    vi.advanceTimersByTime(600)
    one.done()
    await first
    expect(busy.isLong).toBe(true)
    other.done()
    expect(await second).toBe(false)
    expect(busy.isLong).toBe(false)
  })
})
