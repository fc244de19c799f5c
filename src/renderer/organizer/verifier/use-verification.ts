/** Having a file verified: chosen or dropped, examined by the host, kept nowhere. */
import { shallowRef } from 'vue'
import type { Verification } from '../../../shared/contract/verification.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useVerification({ call }: Pick<Host, 'call'>) {
  const verification = shallowRef<Verification | null>(null)
  const { isRunning, error, run, callOff } = useAction()

  async function verify(file: File): Promise<void> {
    if (isRunning.value) return
    verification.value = null
    await run(async (signal) => {
      verification.value = await call.agreement.verify({ file, fileName: file.name }, { signal })
    })
  }

  return { verification, isRunning, error, verify, callOff }
}
