import { nextTick, ref } from 'vue'
import { expect, it } from 'vitest'
import { afterAnother } from '../../../../../src/renderer/organizer/run/use-run-keys.ts'

it('a key pressed while something is being done waits for it instead of being lost', async () => {
  const isRunning = ref(true)
  const done: string[] = []
  const pressed = afterAnother(isRunning)(async () => done.push('next item'))
  await nextTick()
  expect(done).toEqual([])
  isRunning.value = false
  await pressed
  expect(done).toEqual(['next item'])
})

it('a second key while the first is at work is a slip', async () => {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const act = afterAnother(ref(false))
  const done: string[] = []
  const first = act(() => ended.then(() => done.push('next item')))
  await act(async () => done.push('the one after it'))
  end()
  await first
  expect(done).toEqual(['next item'])
})

it('a key that has nothing to do leaves the next one free', async () => {
  const act = afterAnother(ref(false))
  const done: string[] = []
  await act(() => undefined)
  await act(async () => done.push('next speaker'))
  expect(done).toEqual(['next speaker'])
})
