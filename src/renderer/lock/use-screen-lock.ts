/** The lock on the organizer's pages as they see it: the host holds it, the page tells when it last had an input. */
import { computed, inject, onScopeDispose, provide, shallowRef } from 'vue'
import type { InjectionKey } from 'vue'
import type { ScreenStatus } from '../../shared/contract/screen.ts'
import type { Host } from '../client.ts'
import { useAction } from '../use-action.ts'

const LOOK_EVERY_MS = 1_000
const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const

export type ScreenLockOnPage = ReturnType<typeof followScreenLock>
const LOCK: InjectionKey<ScreenLockOnPage> = Symbol('screen lock')

/** One for the whole page; call it in its setup. */
export function provideScreenLock(host: Host): ScreenLockOnPage {
  const lock = followScreenLock(host)
  provide(LOCK, lock)
  return lock
}

export function useScreenLock(): ScreenLockOnPage {
  const lock = inject(LOCK)
  if (!lock) throw new Error('No page around this component follows the lock')
  return lock
}

/** Null while the host has not said yet whether this page is locked: until then nothing is shown. */
function followScreenLock({ call }: Host) {
  const status = shallowRef<ScreenStatus | null>(null)
  const { isRunning, error, run, clear } = useAction()
  let lastInput = performance.now()
  const note = () => void (lastInput = performance.now())

  async function look(): Promise<void> {
    if (isRunning.value) return
    const next = await call.screen.status({ idleMs: performance.now() - lastInput }).catch(() => null)
    if (next && !isRunning.value) status.value = next
  }

  const take = (asked: () => Promise<ScreenStatus>) => run(async () => void (status.value = await asked()))

  /** One look after the other: a slow answer must not come after a newer one. */
  let timer = 0
  const lookOn = async () => {
    await look()
    timer = window.setTimeout(() => void lookOn(), LOOK_EVERY_MS)
  }
  void lookOn()
  for (const input of INPUTS) window.addEventListener(input, note, { passive: true })
  onScopeDispose(() => {
    clearTimeout(timer)
    timer = -1
    for (const input of INPUTS) window.removeEventListener(input, note)
  })

  return {
    status,
    isLocked: computed(() => status.value?.isLocked === true),
    isRunning,
    error,
    clear,
    lock: () => take(() => call.screen.lock()),
    unlock: (pin: string) => take(() => call.screen.unlock({ pin })),
    recover: (recoveryKey: string) => take(() => call.screen.recover({ recoveryKey })),
    choosePin: (pin: string | null, idleMinutes: number | null) =>
      take(() => call.screen.choosePin({ pin, idleMinutes })),
  }
}
