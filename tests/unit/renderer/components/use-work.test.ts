import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref } from 'vue'
import type { WorkKind } from '../../../../src/shared/contract/live.ts'
import { useWork } from '../../../../src/renderer/components/use-work.ts'
import { useWorkStore } from '../../../../src/renderer/stores/work.ts'

beforeEach(() => {
  vi.useFakeTimers()
  setActivePinia(createPinia())
})
afterEach(() => void vi.useRealTimers())

/** Work that was just begun on this page. */
function begun(kind: WorkKind | null = 'archive') {
  const isRunning = ref(false)
  const scope = effectScope()
  const work = scope.run(() => useWork({ isRunning: () => isRunning.value, kind: () => kind }))
  if (!work) throw new Error('no scope')
  isRunning.value = true
  return { ...work, isRunning, shares: useWorkStore().shares }
}

describe('long work on the page', () => {
  it('is shown after half a second, until it is done', () => {
    const { isRunning, isShown } = begun()
    vi.advanceTimersByTime(499)
    expect(isShown.value).toBe(false)
    vi.advanceTimersByTime(1)
    expect(isShown.value).toBe(true)
    isRunning.value = false
    expect(isShown.value).toBe(false)
  })

  it('is never shown when it is done sooner', () => {
    const { isRunning, isShown } = begun()
    isRunning.value = false
    vi.advanceTimersByTime(5000)
    expect(isShown.value).toBe(false)
  })

  it('says how far it is in whole per cent, and nothing of other work', () => {
    const { percent, shares } = begun()
    expect(percent.value).toBeNull()
    shares.backup = 0.9
    expect(percent.value).toBeNull()
    shares.archive = 0.42
    expect(percent.value).toBe(42)
  })

  it('is spoken of at each quarter only', () => {
    const { spokenPercent, shares } = begun()
    const spoken = [0, 0.1, 0.24, 0.25, 0.4, 0.5, 0.74, 0.99, 1].map((done) => {
      shares.archive = done
      return spokenPercent.value
    })
    expect(spoken).toEqual([null, null, null, 25, 25, 50, 50, 75, 100])
  })

  it('begins anew when it is begun again', () => {
    const { isRunning, percent, shares } = begun()
    shares.archive = 1
    isRunning.value = false
    isRunning.value = true
    expect(percent.value).toBeNull()
  })

  it('that stands at its beginning is shown as moving, without a number', () => {
    const { percent, shares } = begun()
    shares.archive = 0
    expect(percent.value).toBeNull()
  })

  it('that another page began is shown here, too, until the host says that it is over', () => {
    const { isRunning, isShown, percent, shares } = begun('protecting')
    isRunning.value = false
    shares.protecting = 0.3
    vi.advanceTimersByTime(500)
    expect([isShown.value, percent.value]).toEqual([true, 30])
    delete shares.protecting
    expect(isShown.value).toBe(false)
  })

  it('that another page began is no news here where only that page waits for it', () => {
    const { isRunning, isShown, shares } = begun('archive')
    isRunning.value = false
    shares.archive = 0.3
    vi.advanceTimersByTime(5000)
    expect(isShown.value).toBe(false)
  })

  it('that cannot say how far it is says nothing', () => {
    expect(begun(null).percent.value).toBeNull()
  })
})
