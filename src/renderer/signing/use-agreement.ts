/** The agreement for reading: fetched once it is needed, kept while its hash stays the same. */
import { shallowRef } from 'vue'
import type { Sha256 } from '../../shared/domain/ids.ts'
import type { Host } from '../client.ts'
import { useAction } from '../use-action.ts'

export function useAgreement(host: Host) {
  const file = shallowRef<ArrayBuffer | null>(null)
  const { error, isRunning, run } = useAction()
  let shown: Sha256 | null = null

  async function load(sha256: Sha256): Promise<void> {
    if (shown === sha256 && file.value) return
    await run(async () => {
      file.value = null
      file.value = await (await host.call.agreement.document()).arrayBuffer()
      shown = sha256
    })
  }

  function forget(): void {
    file.value = null
    shown = null
  }

  return { file, error, isRunning, load, forget }
}
