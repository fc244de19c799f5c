import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { keepSaving } from '../../../../../src/renderer/organizer/agreement/keep-saving.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A host that is told when to answer, and what it got. */
function host() {
  const got: string[] = []
  const answers: { ok: () => void; fail: () => void }[] = []
  const save = (value: string) =>
    new Promise<void>((resolve, reject) => {
      got.push(value)
      answers.push({ ok: resolve, fail: () => reject(new Error('no connection')) })
    })
  return { got, answers, save }
}

describe('saving what is placed', () => {
  it('waits for a calm moment and saves the newest alone', async () => {
    const { got, save } = host()
    const saving = keepSaving(save, 400)
    saving.want('one')
    await vi.advanceTimersByTimeAsync(300)
    saving.want('two')
    await vi.advanceTimersByTimeAsync(399)
    expect(got).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(got).toEqual(['two'])
  })

  it('saves what changed meanwhile right after, never two at once', async () => {
    const { got, answers, save } = host()
    const saving = keepSaving(save, 400)
    saving.want('one')
    const done = saving.flush()
    saving.want('two')
    expect(got).toEqual(['one'])
    answers[0]?.ok()
    await vi.advanceTimersByTimeAsync(0)
    answers[1]?.ok()
    expect(await done).toBe(true)
    expect(got).toEqual(['one', 'two'])
    expect(saving.isPending()).toBe(false)
  })

  it('keeps what could not be saved, says so, and saves it when asked again', async () => {
    const { got, answers, save } = host()
    const faults: unknown[] = []
    const saving = keepSaving(save, 400, (fault) => faults.push(fault))
    saving.want('one')
    const failing = saving.flush()
    answers[0]?.fail()
    expect(await failing).toBe(false)
    expect(saving.isPending()).toBe(true)
    expect(faults.at(-1)).toBeInstanceOf(Error)
    const again = saving.flush()
    answers[1]?.ok()
    expect(await again).toBe(true)
    expect(got).toEqual(['one', 'one'])
    expect(faults.at(-1)).toBeNull()
  })

  it('has nothing to do when nothing changed', async () => {
    const { got, save } = host()
    expect(await keepSaving(save, 400).flush()).toBe(true)
    expect(got).toEqual([])
  })
})
