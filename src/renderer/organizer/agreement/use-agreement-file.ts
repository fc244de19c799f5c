/** Choosing the agreement: examined first, taken in only when the organizer says so. */
import { computed, shallowRef } from 'vue'
import type { AgreementInspection } from '../../../shared/contract/agreement.ts'
import { command } from '../../client.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useAgreementFile({ call }: Host) {
  const file = shallowRef<File | null>(null)
  const inspection = shallowRef<AgreementInspection | null>(null)
  const { isRunning, error, run, clear } = useAction()
  const isReady = computed(() => inspection.value?.verdict === 'ready')

  const offersSheet = computed(() => inspection.value?.offersSheet ?? false)

  async function choose(chosen: File): Promise<void> {
    file.value = chosen
    inspection.value = null
    await run(async () => {
      inspection.value = await call.agreement.inspect({ file: chosen, fileName: chosen.name })
    })
  }

  async function takeIn(how: 'adopt' | 'adoptWithSheet'): Promise<void> {
    const chosen = file.value
    if (!chosen) return
    const isDone = await run(() =>
      command((commandId) => call.agreement[how]({ file: chosen, fileName: chosen.name, commandId })),
    )
    if (isDone) putAway()
  }

  function putAway(): void {
    file.value = null
    inspection.value = null
    clear()
  }

  return { file, inspection, isReady, offersSheet, isRunning, error, choose, takeIn, putAway }
}
