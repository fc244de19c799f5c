/** Having a file verified: chosen or dropped, examined by the host, kept nowhere. */
import { shallowRef } from 'vue'
import type { Verification } from '../../../shared/contract/verification.ts'
import type { Host } from '../../client.ts'
import { useAction } from '../../use-action.ts'

export function useVerification({ call }: Host) {
  const verification = shallowRef<Verification | null>(null)
  const { isRunning, error, run } = useAction()

  async function verify(file: File): Promise<void> {
    if (isRunning.value) return
    verification.value = null
    await run(async () => {
      verification.value = await call.agreement.verify({ file, fileName: file.name })
    })
  }

  return { verification, isRunning, error, verify }
}
