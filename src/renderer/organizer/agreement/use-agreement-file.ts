/** Choosing the agreement: examined first, taken in only when the organizer says so. */
import { computed, shallowRef } from 'vue'
import type { AgreementInspection } from '../../../shared/contract/agreement.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'
import { waysIn } from './ways-in.ts'
import type { WayIn } from './ways-in.ts'

export function useAgreementFile({ call }: Pick<Host, 'call'>) {
  const file = shallowRef<File | null>(null)
  const inspection = shallowRef<AgreementInspection | null>(null)
  const locked = shallowRef<File | null>(null)
  const { isRunning, error, run, clear, callOff } = useAction()
  const unlocking = useAction()
  const ways = computed(() => (inspection.value ? waysIn(inspection.value) : []))
  const needsPassword = computed(() => inspection.value?.password === 'needed')
  /** Kept in this page alone, until the file is taken in or put away. */
  let password: string | undefined

  async function choose(chosen: File): Promise<void> {
    file.value = chosen
    inspection.value = null
    password = undefined
    const isDone = await run(async (signal) => {
      inspection.value = await call.agreement.inspect({ file: chosen, fileName: chosen.name }, { signal })
    })
    if (isDone && needsPassword.value) askForPassword()
  }

  function askForPassword(): void {
    unlocking.clear()
    locked.value = file.value
  }

  async function unlock(given: string): Promise<void> {
    const chosen = locked.value
    if (!chosen) return
    const isOpen = await unlocking.run(async () => {
      const input = { file: chosen, fileName: chosen.name, password: given }
      inspection.value = await call.agreement.inspect(input)
    })
    if (!isOpen) return
    password = given
    locked.value = null
  }

  async function takeIn(way: WayIn): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    const input = { file: chosen, fileName: chosen.name }
    const isDone = await run(() =>
      command((commandId) =>
        way === 'adopt'
          ? call.agreement.adopt({ ...input, commandId })
          : call.agreement[way]({ ...input, commandId, ...(password !== undefined && { password }) }),
      ),
    )
    if (isDone) putAway()
  }

  /** Also while it is being examined: nobody waits for what is not wanted any more. */
  function putAway(): void {
    callOff()
    file.value = null
    inspection.value = null
    password = undefined
    clear()
  }

  const leaveLocked = () => (locked.value = null)
  const intake = { file, inspection, ways, isRunning, error, choose, takeIn, putAway }
  return {
    ...intake,
    locked,
    isUnlocking: unlocking.isRunning,
    unlockError: unlocking.error,
    askForPassword,
    unlock,
    leaveLocked,
  }
}
